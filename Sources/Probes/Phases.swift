/// How long the steps of one question took, in real time; nil where a step was not made.
package struct Phases: Hashable, Sendable {
  /// Finding the host's addresses.
  package var resolve: Duration?
  /// From the addresses to an open connection.
  package var connect: Duration?
  /// The TLS handshake.
  package var tls: Duration?
  /// From the request to the first byte of the answer.
  package var firstByte: Duration?
  /// All of it, to the last byte.
  package var total: Duration?

  package init() {}

  /// The steps with their names, in the order in which they are made.
  package var named: [(name: String, took: Duration)] {
    let all = [
      ("resolve", resolve), ("connect", connect), ("tls", tls), ("first byte", firstByte), ("total", total),
    ]
    return all.compactMap { name, took in took.map { (name, $0) } }
  }
}
