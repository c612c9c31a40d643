/// A connection that is made and left again.
package struct Dial: Hashable, Sendable {
  /// A name, or an address without brackets.
  package let host: String
  package let port: Int
  /// Nil where it stays plain.
  package let trust: TLSTrust?

  package init(host: String, port: Int, trust: TLSTrust? = nil) {
    self.host = host
    self.port = port
    self.trust = trust
  }

  /// `127.0.0.1:6379`, `[::1]:6379`.
  package var words: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A Redis server, asked with PING and INFO.
package struct RedisServer: Hashable, Sendable {
  package let dial: Dial
  package var user: SecretText?
  package var password: SecretText?

  package init(_ dial: Dial) { self.dial = dial }
}

/// A program that is run, without a shell.
package struct Program: Hashable, Sendable {
  package let arguments: [String]

  package init(_ arguments: [String]) { self.arguments = arguments }
}
