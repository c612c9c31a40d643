import Gates
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

/// Asks HTTP/1.1 questions, each over a connection of its own where its steps are measured, and otherwise over one that
/// is kept.
struct HTTPTransport: Sendable {
  let connector: Connector
  private let connections: KeptConnections

  init(connector: Connector, patience: TimeAmount, mostKept: Int) {
    self.connector = connector
    connections = KeptConnections(patience: patience, most: mostKept)
  }

  /// Largest head of an answer in bytes, and its largest field.
  static let largestHead = 64 << 10
  static let largestField = 16 << 10

  /// - Throws: ``Fault`` or an error of the libraries; ``Fault/init(_:timeout:)`` has the words for all of them.
  func ask(
    _ question: HTTPQuestion, of peer: Peer, connectLimit: Duration, until deadline: ContinuousClock.Instant,
    timeout: Duration
  ) async throws -> HTTPReply {
    if question.mayBeKept, let kept = connections.take(peer) {
      do {
        return try await ask(question, over: kept, until: deadline, timeout: timeout)
      } catch is ConnectionWasGone {
        // Whoever keeps connections ends them when it likes: nothing was answered, so nothing is asked twice.
      }
    }
    return try await askAnew(question, of: peer, connectLimit: connectLimit, until: deadline, timeout: timeout)
  }

  private func ask(
    _ question: HTTPQuestion, over kept: KeptConnections.Kept, until deadline: ContinuousClock.Instant,
    timeout: Duration
  ) async throws -> HTTPReply {
    let loop = kept.channel.eventLoop
    let promise = loop.makePromise(of: HTTPReply.self)
    let watch = Stopwatch()
    loop.execute { kept.conversation.value.askAgain(question, promise: promise, watch: watch) }
    return try await connector.bound(
      promise, loop.makeSucceededFuture(kept.channel), by: deadline, timeout, watch, mayBeKept: true)
  }

  private func askAnew(
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
      try add(question, peer, promise, watch, to: channel)
    }
    connection.whenFailure { promise.fail($0) }
    return try await connector.bound(promise, connection, by: deadline, timeout, watch, mayBeKept: question.mayBeKept)
  }

  private func add(
    _ question: HTTPQuestion, _ peer: Peer, _ promise: EventLoopPromise<HTTPReply>, _ watch: Stopwatch,
    to channel: any Channel
  ) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = Self.largestField
    limits.maxHeaderListSize = Self.largestHead
    let pipeline = channel.pipeline.syncOperations
    // A chunk of one byte costs six: what is dressed up worse than that is no answer.
    let gate = WireGate(most: question.mostOnTheWire, watch: watch)
    try pipeline.addHandler(gate)
    try pipeline.addHandler(HTTPRequestEncoder())
    try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: limits)))
    try pipeline.addHandler(NIOHTTPRequestHeadersValidator())
    try pipeline.addHandler(CodingNames())
    try pipeline.addHandler(NIOHTTPResponseDecompressor(limit: .size(question.largestBody)))
    let conversation = HTTPConversation(question, gate, isSecure: peer.trust != nil, promise: promise, watch: watch)
    if question.mayBeKept {
      conversation.patienceAtRest = connections.patience
      conversation.keep = { [connections] kept in connections.give(kept, to: peer) }
      channel.closeFuture.whenComplete { [connections] _ in connections.forget(channel, to: peer) }
    }
    try pipeline.addHandler(conversation)
  }
}
