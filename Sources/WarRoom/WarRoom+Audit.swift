import Gates
import Journal

/// Whether the journal is what was written: a board that was made of another one may be green for no reason.
extension WarRoom {
  /// How often, in real time.
  private static let period = Duration.seconds(600)

  /// Walks the chain of the journal's events at the beginning, and again and again: beside everything else, because a
  /// long one takes its time.
  nonisolated func audit(_ path: String) async {
    while !Task.isCancelled {
      if let finding = JournalFinding(at: path) { await take(finding) }
      let span = Self.period / clock.realSecond
      await clock.sleep(until: clock.now() + .seconds(Int64(span.rounded(.up))))
    }
  }

  private func take(_ finding: JournalFinding) {
    auditTrouble = finding.trouble
    state.isJournalAudited = finding.trouble == nil
    publish(state)
  }
}

/// What an audit of a journal found.
package struct JournalFinding: Sendable {
  /// A sentence; nil where the journal is what was written.
  package let trouble: String?

  /// - Returns: nil where the file cannot be read now, or has no chain: that is told by whoever writes to it.
  package init?(at path: String) {
    guard let report = try? JournalReader(at: path).audit() else { return nil }
    trouble = report.faults.first.map { fault in
      "\(path): this journal is not what was written: \(fault.what). 'gateboard journal verify' says more"
    }
  }
}
