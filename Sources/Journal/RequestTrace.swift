import GRDB

/// One thing that a journal has recorded of a request.
package struct TraceStep: Hashable, Sendable {
  /// Who did it: who handed a value over, who took it, who keeps it.
  package enum Stage: String, Hashable, Sendable, CaseIterable {
    case producer, consumer, persistence
  }

  /// UTC with milliseconds, on the clock of whoever wrote it.
  package let at: String
  package let stage: Stage
  package let what: String
}

extension JournalReader {
  /// What is recorded of a request: first what was handed over, then what became of it, then what is kept of it; each
  /// in the order of its time.
  ///
  /// A row of the inbox that was taken goes after an hour; the sample that it became stays.
  package func trace(of id: String) throws(JournalError) -> [TraceStep] {
    try read { database in
      var steps: [TraceStep] = []
      func add(_ stage: TraceStep.Stage, _ sql: String) throws {
        steps += try Row.fetchAll(database, sql: sql, arguments: [id]).map {
          TraceStep(at: $0[0] ?? "", stage: stage, what: $0[1] ?? "")
        }
      }
      if try database.tableExists("inbox") {
        try add(
          .producer,
          """
          SELECT pushed_at, 'pushed ' || app || '.' || signal || ' = ' || coalesce(CAST(value AS TEXT), 'no data')
            || ' (inbox ' || id || ')'
          FROM inbox WHERE request_id = ? ORDER BY pushed_at, id
          """)
        try add(
          .consumer,
          """
          SELECT taken_at, CASE WHEN problem IS NULL THEN 'taken by the board' ELSE 'refused: ' || problem END
            || ' (inbox ' || id || ')'
          FROM inbox WHERE request_id = ? AND taken_at IS NOT NULL ORDER BY taken_at, id
          """)
        try add(
          .persistence,
          """
          SELECT at, 'kept ' || app || '.' || signal || ' = ' || coalesce(CAST(value AS TEXT), 'no data') || ' ' || unit
          FROM v_sample WHERE request_id = ? ORDER BY at, app, signal
          """)
      }
      if isChained {
        try add(
          .persistence,
          "SELECT at, 'event ' || sequence || ' ' || kind || ' by ' || actor FROM event WHERE request_id = ? "
            + "ORDER BY sequence")
      }
      return steps
    }
  }
}
