import Gates
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// Where to connect to, and how.
struct Peer: Hashable, Sendable {
  /// A name, or an address without brackets.
  let host: String
  let port: Int
  /// Nil for a plain connection.
  let trust: TLSTrust?
  /// The protocol that is offered in the handshake.
  var application: String?

  /// `[::1]:6379`.
  var words: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}

/// Opens connections and measures each step.
struct Connector: Sendable {
  let group: any EventLoopGroup
  private let contexts = TLSContexts()

  init(group: any EventLoopGroup) { self.group = group }

  /// Connects; `handlers` are added behind TLS, and see `channelActive`, or ``TLSUserEvent`` where there is TLS.
  func connect(
    to peer: Peer, within limit: Duration, on loop: any EventLoop, watch: Stopwatch,
    handlers: @escaping @Sendable (any Channel) throws -> Void
  ) -> EventLoopFuture<any Channel> {
    let context: NIOSSLContext?
    do {
      context = try peer.trust.map { try contexts.context(for: $0, offering: peer.application) }
    } catch {
      return loop.makeFailedFuture(error)
    }
    let address = try? SocketAddress(ipAddress: peer.host, port: peer.port)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(.nanoseconds(limit.wholeMilliseconds * 1_000_000))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(ConnectionMarks(watch))
          if let context {
            try pipeline.addHandler(
              NIOSSLClientHandler(context: context, serverHostname: address == nil ? peer.host : nil))
            if address == nil, peer.trust?.isInsecure == false { try pipeline.addHandler(NameCheck(peer.host)) }
          }
          try handlers(channel)
        }
      }
    if let address { return bootstrap.connect(to: address) }
    return bootstrap.resolver(TimedResolver(on: loop, watch: watch)).connect(host: peer.host, port: peer.port)
  }
}

/// Notes when the connection stands and when its first byte comes; the first handler, before TLS.
private final class ConnectionMarks: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let watch: Stopwatch

  init(_ watch: Stopwatch) { self.watch = watch }

  func channelActive(context: ChannelHandlerContext) {
    watch.mark(.connected)
    context.fireChannelActive()
  }
}

/// TLS contexts by what they trust; making one reads every authority of the system.
private final class TLSContexts: Sendable {
  private struct Key: Hashable {
    let trust: TLSTrust
    let application: String?
  }

  /// After which files are read again: certificates are exchanged while boards are watched.
  private static let fresh = Duration.seconds(60)
  private let known = Mutex<[Key: (context: NIOSSLContext, made: ContinuousClock.Instant)]>([:])

  /// - Throws: ``Fault`` with the file that cannot be read.
  func context(for trust: TLSTrust, offering application: String?) throws -> NIOSSLContext {
    let key = Key(trust: trust, application: application)
    if let found = known.withLock({ $0[key] }), found.made.duration(to: .now) < Self.fresh { return found.context }
    let context = try make(trust, application)
    known.withLock { $0[key] = (context, .now) }
    return context
  }

  private func make(_ trust: TLSTrust, _ application: String?) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if trust.isInsecure { configuration.certificateVerification = .none }
    if let application { configuration.applicationProtocols = [application] }
    if let path = trust.authorities {
      configuration.trustRoots = .certificates(
        try read(path, "PEM certificates") { try NIOSSLCertificate.fromPEMFile($0) })
    }
    if let chain = trust.certificate, let key = trust.key {
      configuration.certificateChain = try read(chain, "PEM certificates") {
        try NIOSSLCertificate.fromPEMFile($0).map { .certificate($0) }
      }
      configuration.privateKey = .privateKey(
        try read(key, "a PEM key") { try NIOSSLPrivateKey(file: $0, format: .pem) })
    }
    return try NIOSSLContext(configuration: configuration)
  }

  private func read<Content>(_ path: String, _ what: String, _ read: (String) throws -> Content) throws -> Content {
    do {
      return try read(path)
    } catch {
      throw Fault("expected \(what) in \(path), which cannot be read as that")
    }
  }
}
