package import Gates

/// Something that happens to one app at an instant.
package struct Step: Hashable, Sendable {
  /// The first instant at which it shows.
  package let at: Instant
  /// The app's name.
  package let app: String
  /// One sentence for who reads along; empty where there is nothing to say.
  package let say: String
  /// New numbers by path.
  package let set: [String: Double]
  /// How long the numbers take to get there, linearly.
  package let over: Duration
  /// How routes answer from now on.
  package let answers: [String: Manner]
  /// Statements for the app's SQLite files.
  package let sql: [String: [String]]
}
