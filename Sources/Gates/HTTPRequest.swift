/// One HTTP question, and what counts as its answer.
package struct HTTPRequest: Hashable, Sendable {
  package let url: SecretText
  package var headers: [Header]
  /// Upper-case.
  package var method = "GET"
  package var body: SecretText?
  /// Status codes that are answers; those of the format, or 200 to 299, where there are none.
  package var expected: [ClosedRange<Int>] = []
  /// How many redirects are followed.
  package var redirects = 0
  /// Largest body that is read, in bytes, before and after it is unpacked.
  package var largestBody = HTTPRequest.usualLargestBody
  /// How long the connection, and the wait from the request to the first byte, may each take; real time.
  package var connectTimeout: Duration?
  package var firstByteTimeout: Duration?
  package var trust = TLSTrust()
  package var format: Format?

  package static let usualLargestBody = 1 << 20

  package init(url: SecretText, headers: [Header] = []) {
    self.url = url
    self.headers = headers
  }

  package struct Header: Hashable, Sendable {
    package let name: String
    package let value: SecretText

    package init(name: String, value: SecretText) {
      self.name = name
      self.value = value
    }
  }

  /// A body whose whole form is known by name.
  package enum Format: String, Hashable, Sendable, CaseIterable {
    /// draft-inadarei-api-health-check, `application/health+json`.
    case health = "health+json"
    /// Spring Boot's `/actuator/health`.
    case actuator
    /// Kubernetes' `/readyz?verbose`, `/livez?verbose`, `/healthz?verbose`.
    case kubernetes
    /// Prometheus' text format 0.0.4 and OpenMetrics 1.0.
    case prometheus

    /// Status codes with which such a body may come.
    package var expected: [ClosedRange<Int>] {
      switch self {
      case .health: [200...599]
      case .actuator: [200...299, 503...503]
      case .kubernetes: [200...200, 500...500]
      case .prometheus: [200...200]
      }
    }
  }

  /// Whether an answer with that status is one.
  package func expects(_ status: Int) -> Bool {
    let ranges = expected.isEmpty ? format?.expected ?? [200...299] : expected
    return ranges.contains { $0.contains(status) }
  }
}

/// Whom a connection trusts, and as whom it introduces itself.
package struct TLSTrust: Hashable, Sendable {
  /// Nobody is verified; the board shows it.
  package var isInsecure = false
  /// PEM file of the certificate authorities that are trusted in place of the system's.
  package var authorities: String?
  /// PEM files of the client's own certificate chain and its key.
  package var certificate: String?
  package var key: String?

  package init() {}
}
