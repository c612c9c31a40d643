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
}

/// Asks one question over a connection, and reads the answer no further than it may go.
final class HTTPConversation: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let question: HTTPQuestion
  private let isSecure: Bool
  private let promise: EventLoopPromise<HTTPReply>
  private let watch: Stopwatch
  private var head: HTTPResponseHead?
  private var body = ByteBuffer()
  private var isDone = false
  private var patience: Scheduled<Void>?

  init(_ question: HTTPQuestion, isSecure: Bool, promise: EventLoopPromise<HTTPReply>, watch: Stopwatch) {
    self.question = question
    self.isSecure = isSecure
    self.promise = promise
    self.watch = watch
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
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      let length = head.headers.first(name: "Content-Length").flatMap { Int($0) }
      if let length, length > question.largestBody, question.head.method != .HEAD { end(.failure(tooLarge), context) }
    case .body(var part):
      guard !isDone else { return }
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
      end(.success(reply), context)
    }
  }

  private var tooLarge: Fault { Fault("the body is larger than \(question.largestBody) bytes") }

  private func certificateEnds(_ context: ChannelHandlerContext) -> Instant? {
    guard isSecure, let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self) else {
      return nil
    }
    return handler.peerCertificate.map { Instant(milliseconds: Int64($0.notValidAfter) * 1000) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { end(.failure(error), context) }

  func channelInactive(context: ChannelHandlerContext) {
    end(.failure(Fault.cutOff), context)
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
  private let watch: Stopwatch

  /// - Parameter most: bytes after which nothing is an answer any more.
  init(most: Int, watch: Stopwatch) {
    left = most
    self.watch = watch
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
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
