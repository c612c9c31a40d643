/// Where in an answer a signal's value stands.
package enum Selector: Hashable, Sendable {
  /// Something that is measured of every answer of that kind.
  case measure(Gauge)
  /// A member of a JSON document.
  case json(JSONPath)
  /// The header of that name.
  case header(String)
  /// The first group of the first match of a regular expression in the text, or the whole match.
  case match(String)
  /// Whether a part is well, by a format that says so; the whole without a name.
  case check(String?)
  /// What a Prometheus exposition says.
  case metric(MetricQuery)
  /// What follows a name: in a line of a command's output, in a field of Redis' INFO, in a label of a PromQL answer.
  case line(String)
  /// A column of the one row.
  case column(String)
  /// In a row of the inbox that names the signal.
  case pushed

  /// The HTTP status code.
  package static let status = Selector.measure(.status)
  /// Milliseconds from the first step of the question to the last byte of the answer.
  package static let latency = Selector.measure(.latency)

  /// Whether it is read of a histogram, whose buckets are known beside the number.
  package var isOfHistogram: Bool { if case .metric(let query) = self { query.isQuantile } else { false } }
}

/// What is measured of an answer, whatever is in it.
package enum Gauge: String, Hashable, Sendable, CaseIterable {
  case status, latency, resolve, connect, tls
  case firstByte = "first_byte"
  case tlsLeft = "tls_left"
  case size, open, ping, role, present, age, sha256, exit
  /// The one value of an answer that has one, and what was said about the question; of PromQL.
  case value, warnings
  /// Of an OpenID provider.
  case discovery, jwks, keys, token
  case revocationLag = "revocation_lag"
  /// Of a domain's records for mail.
  case spf, dkim, dmarc, policy, lookups
  case keyBits = "dkim_bits"

  /// Whether it can only be measured of a connection that is made for the question.
  package var isOfConnection: Bool {
    [.latency, .resolve, .connect, .tls, .firstByte, .tlsLeft].contains(self)
  }

  /// What it is measured in where the board file does not say.
  package var unit: String {
    switch self {
    case .status, .exit, .warnings, .keys, .lookups, .keyBits: "count"
    case .latency, .resolve, .connect, .tls, .firstByte, .ping, .revocationLag: "ms"
    case .age: "s"
    case .open, .present, .discovery, .jwks, .token, .spf, .dkim, .dmarc: "bool"
    case .role, .sha256, .policy: "text"
    case .value: "number"
    case .tlsLeft: "d"
    case .size: "bytes"
    }
  }
}
