/// Rows that other programs pushed and that could not be taken; the inbox keeps each with its problem.
package struct PushTrouble: Hashable, Sendable, Codable {
  /// How many, since this program began.
  package let count: Int
  /// What is wrong with the last one.
  package let last: String
  package let at: Instant

  /// How long the board goes on saying so.
  static let shown = Duration.seconds(15 * 60)
}

extension BoardState {
  /// What is wrong with the board's own samples: calm lines, because the board itself is right.
  func sampleAlerts(at now: Instant) -> [Alert] {
    func make(_ text: String, since: Instant?) -> Alert {
      Alert(level: .blind, since: since, app: nil, text: text, acknowledges: nil, acknowledgedBy: nil)
    }
    var alerts: [Alert] = []
    if let sampleTrouble { alerts.append(make("samples are not kept: \(sampleTrouble)", since: nil)) }
    if let trouble = pushTrouble, now - trouble.at <= PushTrouble.shown {
      let earlier = trouble.count > 1 ? "; \(trouble.count - 1) before it" : ""
      alerts.append(make("a pushed row was not taken: \(trouble.last)\(earlier)", since: trouble.at))
    }
    return alerts
  }
}
