extension BoardState {
  /// How long the board goes on saying that the wall clock was set.
  private static let clockNotice = Duration.seconds(15 * 60)

  /// That the wall clock was set: times on the board are read against another clock than before.
  func clockAlerts(at now: Instant) -> [Alert] {
    guard let clockStep, now >= clockStep.to, now - clockStep.to <= Self.clockNotice else { return [] }
    return [
      Alert(
        level: .blind, since: clockStep.to, app: nil, text: clockStep.words, acknowledges: nil, acknowledgedBy: nil)
    ]
  }
}
