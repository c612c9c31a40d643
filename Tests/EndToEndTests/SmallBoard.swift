/// A board of one app, for what needs no launch night.
enum SmallBoard {
  /// Port 1 of the loopback, where nothing listens.
  static let nobody = "http://127.0.0.1:1"

  static func yaml(url: String = nobody, every: String = "1s") -> String {
    """
    board: Small board
    night: 2025-11-12
    state: small.db
    deadlines:
      checkpoint: {at: "09:00", title: Daily checkpoint, owes: [ghost]}
    apps:
      ghost:
        url: \(url)
        ruling: {is: GO, allows: production, scope: everybody}
        sources:
          health: {http: /health, every: \(every), signals: {p95: $.latency.p95_ms ms}}
        criteria:
          latency: {title: P95 within 120 ms, require: p95 <= 120ms}
        guardrails:
          p95: {title: P95 over 120 ms, breach: p95 > 120ms, for: 5m, then: abort}

    """
  }

  static func watch(_ board: String) throws -> [String] {
    try [Program.path(), "watch", board, "--as", "sre-1"]
  }
}
