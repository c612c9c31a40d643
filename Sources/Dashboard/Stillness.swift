/// How long nobody has pressed a key, and how long the picture that answers the last one has been seen.
///
/// Both in real time since the screen was opened, also in a rehearsal, which runs faster than its operator.
package struct Stillness: Sendable {
  /// After so long without a key the next one shows what changed meanwhile.
  package static let absence = Duration.seconds(300)
  /// So long must a question stand on the screen without a key before one may confirm it.
  package static let quiet = Duration.milliseconds(400)

  private var key = Duration.zero
  /// When what stands there was last not to be seen yet.
  private var unseen = Duration.zero

  package init() {}

  /// Notes what one turn of the screen's loop brought.
  ///
  /// - Parameter isBehind: whether the terminal still reads what came before the newest picture. That is no key: a board
  ///   that is repainted each second is behind now and then.
  package mutating func note(hadKey: Bool, isBehind: Bool, at now: Duration) {
    if hadKey { key = now }
    if hadKey || isBehind { unseen = now }
  }

  /// Whether a key at this instant is the first after a long while.
  package func isReturn(at now: Duration) -> Bool { now - key >= Self.absence }

  /// Whether what stands there has been seen for long enough to be meant.
  package func isQuiet(at now: Duration) -> Bool { now - unseen >= Self.quiet }
}
