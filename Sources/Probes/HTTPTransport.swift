import Gates
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

/// Asks HTTP/1.1 questions, each over a connection of its own, so that each step can be measured and nothing that one
/// answer leaves behind can reach another.
struct HTTPTransport: Sendable {
  let connector: Connector

  /// Largest head of an answer in bytes, and its largest field.
  static let largestHead = 64 << 10
  static let largestField = 16 << 10

  /// - Throws: ``Fault`` or an error of the libraries; ``Fault/init(_:timeout:)`` has the words for all of them.
  func ask(
    _ question: HTTPQuestion, of peer: Peer, connectLimit: Duration, until deadline: ContinuousClock.Instant,
    timeout: Duration
  ) async throws -> HTTPReply {
    let loop = connector.group.next()
    let promise = loop.makePromise(of: HTTPReply.self)
    let watch = Stopwatch()
    let left = ContinuousClock.now.duration(to: deadline)
    let connection = connector.connect(
      to: peer, within: min(connectLimit, max(left, .milliseconds(1))), on: loop, watch: watch
    ) {
      channel in
      try Self.add(question, isSecure: peer.trust != nil, promise, watch, to: channel)
    }
    connection.whenFailure { promise.fail($0) }
    return try await connector.bound(promise, connection, by: deadline, timeout, watch)
  }

  private static func add(
    _ question: HTTPQuestion, isSecure: Bool, _ promise: EventLoopPromise<HTTPReply>, _ watch: Stopwatch,
    to channel: any Channel
  ) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = largestField
    limits.maxHeaderListSize = largestHead
    let pipeline = channel.pipeline.syncOperations
    // A chunk of one byte costs six: what is dressed up worse than that is no answer.
    try pipeline.addHandler(WireGate(most: question.largestBody * 8 + 2 * largestHead, watch: watch))
    try pipeline.addHandler(HTTPRequestEncoder())
    try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: limits)))
    try pipeline.addHandler(NIOHTTPRequestHeadersValidator())
    try pipeline.addHandler(NIOHTTPResponseDecompressor(limit: .size(question.largestBody)))
    try pipeline.addHandler(HTTPConversation(question, isSecure: isSecure, promise: promise, watch: watch))
  }
}
