package import Gates

/// What the screen says of a board at one instant, for those who read the journal with `sqlite3`.
package struct BoardPicture: Hashable, Sendable {
  package struct AppRow: Hashable, Sendable {
    let app, ruling, scope, posture, status, readiness: String
    let gate, why, conflict: String?
  }

  package struct DeadlineRow: Hashable, Sendable {
    let deadline, title, state, reasons: String
    let at: Instant
    let missing: Int
  }

  let board: String
  let at: Instant
  let apps: [AppRow]
  let deadlines: [DeadlineRow]

  package init(of state: BoardState, at now: Instant) {
    board = state.board.title
    at = now
    apps = state.standings(at: now).map { standing in
      AppRow(
        app: standing.app.id.name, ruling: standing.ruling.kind.rawValue, scope: standing.ruling.scope,
        posture: standing.posture.rawValue, status: standing.status.rawValue,
        readiness: standing.readiness.state.rawValue, gate: standing.app.gate,
        why: standing.readiness.reasons.first.map { "\($0.criterion.title): \($0.because)" },
        conflict: standing.conflict)
    }
    deadlines = state.deadlines(at: now).map { standing in
      DeadlineRow(
        deadline: standing.deadline.id, title: standing.deadline.title, state: standing.state.rawValue,
        reasons: standing.reasons.joined(separator: "; "), at: standing.instant, missing: standing.missing.count)
    }
  }
}
