import Testing

/// A burn that became a breach, as the sqlite3 program finds it in a journal.
struct Burn {
  /// From the moment since when the condition held to the breach.
  let milliseconds: Int
  /// How many answers came from the moment when the guardrail's time was over to the breach. The rules run with each
  /// answer, so the first of them is the breach, no matter how late it comes on a busy machine.
  let answersAfterTime: Int

  /// The last one of an app's guardrail that reads a signal of its own name.
  static func last(of name: String, in app: String, sustained: Int, journal: String) async throws -> Burn {
    let tool = try await Tool.run(
      "sqlite3", "-readonly", journal,
      """
      WITH breach AS (
        SELECT at, payload->>'since' AS since FROM event
        WHERE kind = 'guardrail_moved' AND payload->>'to' = 'breached'
          AND payload->'guardrail'->>'name' = '\(name)' AND payload->'guardrail'->>'app' = '\(app)'
        ORDER BY sequence DESC LIMIT 1
      )
      SELECT round((julianday(breach.at) - julianday(since)) * 86400000) || ' ' || (
        SELECT count(*) FROM v_sample
        WHERE app = '\(app)' AND signal = '\(name)' AND v_sample.at <= breach.at
          AND round((julianday(v_sample.at) - julianday(since)) * 86400000) >= \(sustained)
      ) FROM breach
      """)
    let figures = tool.output.split { $0.isWhitespace }.compactMap { Double($0) }.map { Int($0) }
    try #require(figures.count == 2, "\(tool.output)\(tool.errors)")
    return Burn(milliseconds: figures[0], answersAfterTime: figures[1])
  }
}
