import Gates

/// In which order the gates stand.
package enum RowOrder: String, Hashable, Sendable, CaseIterable {
  /// As in the board file: rows stay where they are.
  case board
  /// What is breached first, then what burns, contradicts, fails, is unknown.
  case worst = "worst first"
  /// By the next deadline that the app owes something to.
  case deadline = "by deadline"

  var next: RowOrder {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  /// Rows that stand alike keep the board's order.
  func arranged(_ standings: [AppStanding], _ deadlines: [DeadlineStanding], at now: Instant) -> [AppStanding] {
    switch self {
    case .board: return standings
    case .worst: return Self.sorted(standings) { $0.urgency }
    case .deadline:
      var next: [AppID: Int64] = [:]
      for standing in deadlines where standing.instant > now {
        for app in standing.deadline.owes where next[app] == nil { next[app] = standing.instant.milliseconds }
      }
      return Self.sorted(standings) { next[$0.app.id] ?? .max }
    }
  }

  private static func sorted<Rank: Comparable>(
    _ standings: [AppStanding], by rank: (AppStanding) -> Rank
  ) -> [AppStanding] {
    let ranked = standings.enumerated().map { (rank: rank($1), index: $0) }
    return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map { standings[$0.index] }
  }
}

extension AppStanding {
  /// Smaller is more urgent: guardrails before contradictions before readiness.
  var urgency: Int {
    if let worst = worstGuardrail, worst.counts {
      switch worst.run.phase {
      case .breached: return 0
      case .recovering: return 1
      case .pending: return 2
      case .inactive: if worst.run.unseen != nil { return 3 }
      }
    }
    if !conflicts.isEmpty { return 4 }
    switch readiness.state {
    case .fail: return 5
    case .unknown: return 6
    case .pending: return 7
    case .pass: return worstGuardrail?.isBlind == true ? 8 : 9
    }
  }
}

extension Model {
  /// The next order of the gates; the selected gate stays selected.
  mutating func sort() -> [Effect] {
    let selected = selectedApp?.app.id
    order = order.next
    if let selected, let index = standings.firstIndex(where: { $0.app.id == selected }) { select(row: index) }
    note = Note(text: "gates in the board's order", isTrouble: false)
    if order != .board { note = Note(text: "gates: \(order.rawValue)", isTrouble: false) }
    return []
  }
}
