/// What a condition may ask of the world: the board's state at one instant, or a table in a test.
package protocol Measurements {
  var now: Instant { get }
  /// What is known of a signal at ``now``.
  func reading(_ signal: Key) -> Reading
  /// The signal's past; nil where it has none.
  func series(_ signal: Key) -> Series?
  /// What the signal measures. Asked for words only.
  func dimension(_ signal: Key) -> Dimension
  /// The source that yields the signal. Asked for words only.
  func source(_ signal: Key) -> String?
  /// The readiness of a gate, by its label or its app.
  func gate(_ name: String) -> CriterionState
  func isApproved(_ item: String) -> Bool
}
