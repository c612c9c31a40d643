import Canvas
import Gates

extension Model {
  /// The keys, from the table that binds them; then what the shapes mean.
  var helpLines: [Line] {
    let keys = keys.bindings.map { binding in
      Line(mark: Mark(" ", .text), name: binding.label, text: binding.help)
    }
    let legend: [(Mark, String)] = [
      (Mark("●", .good), "holds"), (Mark("✖", .bad, bold: true), "fails, or breached: reverse until acknowledged"),
      (Mark("▲", .warning, bold: true), "burns or at risk"), (Mark("◐", .warning), "waits"),
      (Mark("◌", .unknown), "unknown: never counts as good"),
      (Mark("≠", .bad, bold: true), "the ruling claims more than the measurements bear out"),
    ]
    return keys + [Line.heading("Shapes")] + legend.map { Line(mark: $0, name: "", text: $1) }
  }
}
