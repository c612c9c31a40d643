/// A PromQL question to a Prometheus server, asked as of now.
package struct PromQLQuestion: Hashable, Sendable {
  /// The server's URL, without `/api/v1/query`.
  package let server: SecretText
  package let query: String
  package var headers: [HTTPRequest.Header] = []
  package var trust = TLSTrust()

  package init(_ query: String, of server: SecretText) {
    self.query = query
    self.server = server
  }
}
