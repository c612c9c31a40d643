import Canvas
import Gates

extension Model {
  /// The keys, from the table that binds them; then what the shapes mean.
  var helpLines: [Line] {
    let keys = keys.bindings.map { binding in
      Line(mark: Mark(" ", .text), name: binding.label, text: binding.help)
    }
    let legend: [(Mark, String)] = [
      (Mark("●", .good), "met, or answers"), (GuardrailStanding.owed, "a breach that recovered, not acknowledged"),
      (Mark("✖", .bad, bold: true), "fails, missed, or breached: in reverse until acknowledged"),
      (Mark("▲", .warning, bold: true), "burns, at risk or overdue"), (Mark("◐", .warning), "waits, or opens later"),
      (Mark("◌", .unknown), "unknown: never counts as good"),
      (Mark("≠", .bad, bold: true), "the ruling claims more than the measurements bear out"),
      (Mark("◇", .accent), "a dry run: it says what it would do, and does nothing"),
      (Mark("○", .accent), "a window that is open, or a mute"), (Mark("▸", .accent), "somebody did it"),
    ]
    let rulings = Ruling.Kind.allCases.map { Line(mark: $0.mark, name: "", text: $0.rawValue) }
    let words = [
      "+1 behind a time: the UTC day after today",
      "+2.1 pt: percentage points above the baseline; +2.1%: of the baseline",
    ]
    return keys + [Line.heading("Shapes")] + legend.map { Line(mark: $0, name: "", text: $1) }
      + [Line.heading("Rulings")] + rulings + [Line.heading("Figures")]
      + words.map { Line(mark: Mark(" ", .text), name: "", text: $0) }
  }
}
