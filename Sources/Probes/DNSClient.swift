import Gates
import NIOCore
import NIOPosix

/// Asks a resolver about names, over UDP and, where the answer does not fit, over TCP (RFC 7766).
///
/// The system's own resolver waits without an end for a TCP answer that trickles, and SwiftNIO's only finds addresses.
struct DNSClient: Sendable {
  private let connector: Connector
  private let resolver: Dial?

  /// How often a question is sent, since datagrams are lost.
  private static let tries = 3
  /// Answers to other questions that are passed over while one waits for its own.
  private static let mostStrangers = 64

  init(connector: Connector, resolver: Dial?) {
    self.connector = connector
    self.resolver = resolver
  }

  /// Every text of a name; none where there is no such name.
  ///
  /// - Throws: ``Fault`` where nobody says, or an error of the libraries.
  func texts(of name: String, until end: ContinuousClock.Instant) async throws -> [String] {
    try await records(of: name, .text, until: end).texts
  }

  /// What a name has of a kind, or what it is another name for; nothing where there is no such name.
  ///
  /// - Throws: ``Fault`` where nobody says, or an error of the libraries.
  func records(
    of name: String, _ kind: DNSMessage.Kind, until end: ContinuousClock.Instant
  ) async throws -> DNSMessage.Reply {
    guard MailDomain.isDomain(name) else { throw Fault("'\(name.prefix(80))' is no domain's name") }
    let resolvers = resolver.map { [$0] } ?? SystemResolvers.listed()
    var fault: any Error = Fault("nobody was asked")
    for attempt in 0..<Self.tries {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero, !Task.isCancelled else { break }
      let resolver = resolvers[attempt % resolvers.count]
      do {
        let limit = left / (Self.tries - attempt)
        let address = try await address(of: resolver, attempt, within: limit)
        let reply = try await ask(name, kind, of: resolver, at: address, within: limit, until: end)
        switch reply.code {
        case 0: return reply
        case 3: return DNSMessage.Reply(code: 3, isTruncated: false, count: 0, texts: [])
        default:
          // Another resolver, or the same in a moment, may know.
          fault = Fault("the resolver \(resolver.words) answers \(Self.word(reply.code)) for \(name)")
        }
      } catch {
        fault = error
      }
    }
    throw fault
  }

  private static func word(_ code: UInt8) -> String {
    switch code {
    case 1: "FORMERR"
    case 2: "SERVFAIL"
    case 4: "NOTIMP"
    case 5: "REFUSED"
    default: "code \(code)"
    }
  }

  private func ask(
    _ name: String, _ kind: DNSMessage.Kind, of resolver: Dial, at address: SocketAddress, within limit: Duration,
    until end: ContinuousClock.Instant
  ) async throws -> DNSMessage.Reply {
    let id = UInt16.random(in: .min ... .max)
    let question = DNSMessage.question(name, for: kind, id: id)
    let reply = try await exchange(question, with: resolver, at: address, within: limit) {
      DNSMessage.reply($0, to: name, for: kind, id: id)
    }
    guard reply.isTruncated else { return reply }
    var framed = ByteBuffer(integer: UInt16(question.readableBytes))
    framed.writeImmutableBuffer(question)
    let peer = Peer(host: resolver.host, port: resolver.port, trust: nil)
    let left = max(.milliseconds(1), ContinuousClock.now.duration(to: end))
    let heard = try await connector.talk([framed], to: peer, within: left) { buffer in
      guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt16.self) else { return nil }
      return buffer.readableBytes >= Int(length) + 2 ? Int(length) + 2 : nil
    }
    guard let whole = heard.answers.first.map({ $0.getSlice(at: $0.readerIndex + 2, length: $0.readableBytes - 2) }),
      let whole, let answer = DNSMessage.reply(whole, to: name, for: kind, id: id), !answer.isTruncated
    else { throw Fault("the resolver \(resolver.words) does not answer in DNS") }
    return answer
  }

  /// Where the resolver is: one that the board names by a name may have several addresses, which take turns.
  private func address(of resolver: Dial, _ attempt: Int, within limit: Duration) async throws -> SocketAddress {
    if let address = try? SocketAddress(ipAddress: resolver.host, port: resolver.port) { return address }
    let loop = connector.group.next()
    let promise = loop.makePromise(of: [String].self)
    TimedResolver.find(resolver.host) { promise.succeed($0) }
    let timer = loop.scheduleTask(in: .nanoseconds(max(1, limit.wholeMilliseconds) * 1_000_000)) { promise.succeed([]) }
    let found = try await promise.futureResult.get()
    timer.cancel()
    guard !found.isEmpty else {
      throw Fault("the resolver's name \(resolver.host) does not resolve", isUnreachable: true)
    }
    return try SocketAddress(ipAddress: found[attempt % found.count], port: resolver.port)
  }

  /// One datagram there, and the first that answers it back. The socket is connected, so that no other address is heard.
  private func exchange(
    _ question: ByteBuffer, with resolver: Dial, at address: SocketAddress, within limit: Duration,
    read: @escaping @Sendable (ByteBuffer) -> DNSMessage.Reply?
  ) async throws -> DNSMessage.Reply {
    let loop = connector.group.next()
    let promise = loop.makePromise(of: DNSMessage.Reply.self)
    let channel = DatagramBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            Listener(most: Self.mostStrangers, promise: promise, read: read))
        }
      }
      .connect(to: address)
    channel.whenFailure { promise.fail($0) }
    channel.whenSuccess { channel in
      channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: question)).cascadeFailure(to: promise)
    }
    let words = resolver.words
    let timer = loop.scheduleTask(in: .nanoseconds(max(1, limit.wholeMilliseconds) * 1_000_000)) {
      promise.fail(Fault("the resolver \(words) says nothing", isUnreachable: true))
    }
    promise.futureResult.whenComplete { _ in
      timer.cancel()
      channel.whenSuccess { $0.close(promise: nil) }
    }
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      promise.fail(CancellationError())
    }
  }

  /// Waits for the answer, and passes over what is none: anybody may send a datagram.
  private final class Listener: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let promise: EventLoopPromise<DNSMessage.Reply>
    private let read: (ByteBuffer) -> DNSMessage.Reply?
    private var left: Int

    init(
      most: Int, promise: EventLoopPromise<DNSMessage.Reply>, read: @escaping (ByteBuffer) -> DNSMessage.Reply?
    ) {
      (left, self.promise, self.read) = (most, promise, read)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      if let reply = read(unwrapInboundIn(data).data) { return promise.succeed(reply) }
      left -= 1
      if left == 0 { promise.fail(Fault("the resolver answers other questions than the one that was asked")) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.fail(error) }
  }
}

/// The resolvers of this machine.
enum SystemResolvers {
  /// Those of `/etc/resolv.conf`, read anew each time; this machine's own where there is none (resolv.conf(5)).
  static func listed() -> [Dial] {
    let text = SmallFile.content(of: "/etc/resolv.conf", most: 64 << 10).map { String(decoding: $0, as: UTF8.self) }
    return parse(text ?? "")
  }

  /// - Returns: one at least, and three at most, as the system's own resolver has it.
  static func parse(_ text: String) -> [Dial] {
    let found = text.split(whereSeparator: \.isNewline).compactMap { line -> Dial? in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2, words[0] == "nameserver" else { return nil }
      return Dial(host: String(words[1]), port: 53)
    }
    return found.isEmpty ? [Dial(host: "127.0.0.1", port: 53)] : Array(found.prefix(3))
  }
}
