import Gates
import StrictYAML

/// A port that somebody listens on.
enum TCPForm: SourceForm {
  static let key = "tcp"
  static let fields = [Field("tcp", .text, "Connect to this host:port.")]
  static let measures: [Gauge] = [.open, .latency, .resolve, .connect]

  static func places(_ fields: Fields) -> [SignalPlace] { [] }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    reader.place(node).map { .tcp(Dial(host: $0.host, port: $0.port)) }
  }
}

/// A server's certificate, whatever is spoken behind it.
enum TLSForm: SourceForm {
  static let key = "tls"
  static let fields = [Field("tls", .text, "Make a TLS connection to this host:port.")] + TrustFields.all
  static let measures: [Gauge] = [.open, .latency, .resolve, .connect, .tls, .tlsLeft]

  static func places(_ fields: Fields) -> [SignalPlace] { [] }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let trust = TrustFields.read(fields, by: reader)
    return reader.place(node).map { .tls(Dial(host: $0.host, port: $0.port, trust: trust)) }
  }
}

/// A Redis server.
enum RedisForm: SourceForm {
  static let key = "redis"

  static let fields = [
    Field("redis", .text, "Ask the Redis server at this host:port with PING and INFO."),
    Field("user", .text, "Who asks; ${NAME} reads the environment."),
    Field("password", .text, "With what password; ${NAME} reads the environment."),
  ]

  static let measures: [Gauge] = [.ping, .role, .latency, .resolve, .connect]

  static func places(_ fields: Fields) -> [SignalPlace] {
    [.word("info", "info FIELD UNIT") { $0.isASCIIWord(with: "_") ? .line($0) : nil }]
  }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let place = reader.place(node)
    let user = fields["user"].flatMap { reader.secret($0, "a user's name") }
    let password = fields["password"].flatMap { reader.secret($0, "a password") }
    if let node = fields["user"], fields["password"] == nil, !fields.isUnreadable("password", as: nil) {
      reader.diagnosis.report(node.position, "expected 'user' only together with 'password'; add it")
    }
    guard let place else { return nil }
    var server = RedisServer(Dial(host: place.host, port: place.port))
    (server.user, server.password) = (user, password)
    return .redis(server)
  }
}

extension BoardReader {
  /// `mail.example:25`, `127.0.0.1:25`, `[::1]:25`.
  func place(_ node: Node) -> (host: String, port: Int)? {
    guard let text = diagnosis.text(node, "a host and its port, as host:port") else { return nil }
    let colon = text.lastIndex(of: ":")
    let host = colon.map { String(text[..<$0]) } ?? ""
    let port = colon.flatMap { wholeNumber(text[text.index(after: $0)...]) }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    let name = isBracketed ? String(host.dropFirst().dropLast()) : host
    guard let port, (1...65_535).contains(port), name.isASCIIWord(with: isBracketed ? ":." : "-._") else {
      diagnosis.report(node.position, "expected a host and its port, as host:port, found '\(text)'")
      return nil
    }
    return (name, port)
  }
}
