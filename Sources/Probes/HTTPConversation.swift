import Gates
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// What an HTTP server answered.
struct HTTPReply: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let body: ByteBuffer
  var phases: Phases
  /// When the server's certificate ends.
  let certificateEnds: Instant?
}

/// What is asked over one connection.
struct HTTPQuestion: Sendable {
  var head: HTTPRequestHead
  var body: ByteBuffer?
  let largestBody: Int
  let firstByteLimit: Duration?
  /// Whether it may go over a connection that an earlier question opened, and leave its own to a later one.
  let mayBeKept: Bool

  /// A chunk of one byte costs six: what is dressed up worse than that is no answer.
  var mostOnTheWire: Int { largestBody * 8 + 2 * HTTPTransport.largestHead }
}

/// Asks one question at a time over a connection, and reads the answer no further than it may go.
final class HTTPConversation: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private var question: HTTPQuestion
  private let gate: WireGate
  private let isSecure: Bool
  private var promise: EventLoopPromise<HTTPReply>
  private var watch: Stopwatch
  /// Where the connection goes between two questions; nil where it ends with the first.
  var keep: ((KeptConnections.Kept) -> Void)?
  var patienceAtRest = TimeAmount.seconds(60)
  private var context: ChannelHandlerContext?
  /// Whether another question was answered here before.
  private var isReused = false
  private var head: HTTPResponseHead?
  private var body = ByteBuffer()
  private var isDone = false
  private var patience: Scheduled<Void>?

  init(
    _ question: HTTPQuestion, _ gate: WireGate, isSecure: Bool, promise: EventLoopPromise<HTTPReply>, watch: Stopwatch
  ) {
    self.question = question
    self.gate = gate
    self.isSecure = isSecure
    self.promise = promise
    self.watch = watch
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Asks over a connection that was kept; to be called on its loop.
  func askAgain(_ question: HTTPQuestion, promise: EventLoopPromise<HTTPReply>, watch: Stopwatch) {
    guard let context, context.channel.isActive else { return promise.fail(ConnectionWasGone()) }
    patience?.cancel()
    (self.question, self.promise, self.watch) = (question, promise, watch)
    (head, isDone, isReused) = (nil, false, true)
    gate.open(most: question.mostOnTheWire, watch: watch)
    ask(context)
  }

  func channelActive(context: ChannelHandlerContext) {
    if !isSecure { ask(context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent {
      watch.mark(.secured)
      ask(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func ask(_ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(.head(question.head)), promise: nil)
    if let body = question.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    // The validator of headers refuses here what a request may not hold.
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenFailure { error in
      let (conversation, context) = bound.value
      conversation.end(.failure(error), context)
    }
    watch.mark(.asked)
    guard let limit = question.firstByteLimit else { return }
    patience = context.eventLoop.scheduleTask(in: .nanoseconds(limit.wholeMilliseconds * 1_000_000)) {
      let (conversation, context) = bound.value
      guard !conversation.watch.has(.answered) else { return }
      conversation.end(.failure(Fault.late("no first byte", limit)), context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // What comes when nobody has asked is no answer to anything, and must not become one.
    guard !isDone else { return context.close(promise: nil) }
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      let length = head.headers.first(name: "Content-Length").flatMap { Int($0) }
      if let length, length > question.largestBody, question.head.method != .HEAD { end(.failure(tooLarge), context) }
    case .body(var part):
      guard body.readableBytes + part.readableBytes <= question.largestBody else {
        return end(.failure(tooLarge), context)
      }
      body.writeBuffer(&part)
    case .end:
      guard let head else { return }
      watch.mark(.done)
      let reply = HTTPReply(
        status: Int(head.status.code), headers: head.headers, body: body, phases: watch.phases,
        certificateEnds: certificateEnds(context))
      if let keep, head.isKeepAlive {
        rest(context)
        promise.succeed(reply)
        keep(
          KeptConnections.Kept(
            channel: context.channel, conversation: NIOLoopBound(self, eventLoop: context.eventLoop)))
      } else {
        end(.success(reply), context)
      }
    }
  }

  /// Waits for the next question, and not for ever.
  private func rest(_ context: ChannelHandlerContext) {
    isDone = true
    body = ByteBuffer()
    gate.shut()
    patience?.cancel()
    let channel = context.channel
    patience = context.eventLoop.scheduleTask(in: patienceAtRest) { channel.close(promise: nil) }
  }

  private var tooLarge: Fault { Fault("the body is larger than \(question.largestBody) bytes") }

  private func certificateEnds(_ context: ChannelHandlerContext) -> Instant? {
    guard isSecure, let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self) else {
      return nil
    }
    return handler.peerCertificate.map { Instant(milliseconds: Int64($0.notValidAfter) * 1000) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Also between two questions: then there is nobody to tell.
    if isDone { context.close(promise: nil) }
    end(.failure(wasGone ? ConnectionWasGone() : Fault.ofCertificate(after: error, context) ?? error), context)
  }

  private var wasGone: Bool { isReused && !watch.has(.answered) }

  func channelInactive(context: ChannelHandlerContext) {
    patience?.cancel()
    end(.failure(wasGone ? ConnectionWasGone() : Fault.cutOff), context)
    context.fireChannelInactive()
  }

  private func end(_ result: Result<HTTPReply, any Error>, _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    isDone = true
    patience?.cancel()
    body = ByteBuffer()
    promise.completeWith(result)
    context.close(promise: nil)
  }
}

/// Counts what comes over the wire, whatever it is dressed as, and notes when it begins.
final class WireGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var left: Int
  private var watch: Stopwatch
  private var isShut = false

  /// - Parameter most: bytes after which nothing is an answer any more.
  init(most: Int, watch: Stopwatch) {
    left = most
    self.watch = watch
  }

  /// For the next question.
  func open(most: Int, watch: Stopwatch) { (left, self.watch, isShut) = (most, watch, false) }

  /// Until then nothing may come.
  func shut() { isShut = true }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isShut else { return context.close(promise: nil) }
    guard left >= 0 else { return }
    watch.mark(.answered)
    left -= unwrapInboundIn(data).readableBytes
    guard left >= 0 else {
      context.fireErrorCaught(Fault("the answer is larger than its body may be"))
      return
    }
    context.fireChannelRead(data)
  }
}
