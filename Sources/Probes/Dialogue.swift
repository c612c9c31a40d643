import Gates
import NIOCore
import NIOSSL
import NIOTLS

/// What was heard over one connection.
struct Heard: Sendable {
  /// The answers, one for each thing said.
  var answers: [ByteBuffer] = []
  /// How long each took, from saying it to its last byte.
  var took: [Duration] = []
  var phases = Phases()
  /// When the server's certificate ends.
  var certificateEnds: Instant?
}

/// Says one thing after the other over a connection, each once the one before is answered; then leaves.
final class Dialogue: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// How many bytes stand at the beginning of what was heard and make a whole answer; nil where more is to come.
  typealias Whole = @Sendable (ByteBuffer) throws -> Int?

  private let lines: [ByteBuffer]
  private let isSecure: Bool
  private let isWhole: Whole
  private let promise: EventLoopPromise<Heard>
  private let watch: Stopwatch
  private var heard = Heard()
  private var buffer = ByteBuffer()
  private var saidAt = ContinuousClock.now
  private var isDone = false

  static let largestAnswer = 1 << 20

  init(
    _ lines: [ByteBuffer], isSecure: Bool, promise: EventLoopPromise<Heard>, watch: Stopwatch,
    isWhole: @escaping Whole
  ) {
    self.lines = lines
    self.isSecure = isSecure
    self.promise = promise
    self.watch = watch
    self.isWhole = isWhole
  }

  func channelActive(context: ChannelHandlerContext) {
    if !isSecure { sayNext(context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent {
      watch.mark(.secured)
      let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
      heard.certificateEnds = handler?.peerCertificate.map { Instant(milliseconds: Int64($0.notValidAfter) * 1000) }
      sayNext(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func sayNext(_ context: ChannelHandlerContext) {
    guard heard.answers.count < lines.count else {
      watch.mark(.done)
      heard.phases = watch.phases
      return end(.success(heard), context)
    }
    saidAt = .now
    watch.mark(.asked)
    context.writeAndFlush(wrapOutboundOut(lines[heard.answers.count]), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDone else { return }
    watch.mark(.answered)
    var part = unwrapInboundIn(data)
    buffer.writeBuffer(&part)
    do {
      while !isDone, buffer.readableBytes > 0, let count = try isWhole(buffer),
        let answer = buffer.readSlice(length: count)
      {
        heard.answers.append(answer)
        heard.took.append(saidAt.duration(to: .now))
        sayNext(context)
      }
      if buffer.readableBytes > Self.largestAnswer { throw Fault("the answer is larger than 1 MiB") }
    } catch {
      end(.failure(error), context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(.failure(Fault.ofCertificate(after: error, context) ?? error), context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.failure(Fault.cutOff), context)
    context.fireChannelInactive()
  }

  private func end(_ result: Result<Heard, any Error>, _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    isDone = true
    promise.completeWith(result)
    context.close(promise: nil)
  }
}

extension Connector {
  /// Holds a dialogue within a time; with no lines it only connects.
  func talk(
    _ lines: [ByteBuffer], to peer: Peer, within timeout: Duration, isWhole: @escaping Dialogue.Whole
  ) async throws -> Heard {
    let loop = group.next()
    let promise = loop.makePromise(of: Heard.self)
    let watch = Stopwatch()
    let connection = connect(to: peer, within: timeout, on: loop, watch: watch) { channel in
      try channel.pipeline.syncOperations.addHandler(
        Dialogue(lines, isSecure: peer.trust != nil, promise: promise, watch: watch, isWhole: isWhole))
    }
    connection.whenFailure { promise.fail($0) }
    return try await bound(promise, connection, by: .now.advanced(by: timeout), timeout, watch)
  }

  /// What a promise gives before a time is over; the connection ends with it, but for one that may be kept and answered.
  func bound<Value: Sendable>(
    _ promise: EventLoopPromise<Value>, _ connection: EventLoopFuture<any Channel>,
    by deadline: ContinuousClock.Instant, _ timeout: Duration, _ watch: Stopwatch, mayBeKept: Bool = false
  ) async throws -> Value {
    let left = max(0, ContinuousClock.now.duration(to: deadline).wholeMilliseconds)
    let limit = promise.futureResult.eventLoop.scheduleTask(in: .nanoseconds(left * 1_000_000)) {
      // Over a connection that was kept nobody connects any more.
      let isUnreachable = !watch.has(.connected) && !watch.has(.asked)
      promise.fail(Fault.late(isUnreachable ? "no connection" : "no answer", timeout, isUnreachable: isUnreachable))
    }
    promise.futureResult.whenComplete { result in
      limit.cancel()
      if mayBeKept, case .success = result { return }
      connection.whenSuccess { $0.close(promise: nil) }
    }
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      promise.fail(CancellationError())
    }
  }
}
