extension BoardState {
  /// That sources wait longer than their period says, because the machine lets so few be asked at once.
  func askingAlerts() -> [Alert] {
    guard let askingTrouble else { return [] }
    return [
      Alert(level: .warning, since: nil, app: nil, text: askingTrouble, acknowledges: nil, acknowledgedBy: nil)
    ]
  }
}
