/// A column of the gates' table that an operator may do without.
///
/// Gate, app and ruling always stand there: a row without them says nothing.
package enum Column: String, Hashable, Sendable, CaseIterable {
  case ready, guardrail, evidence, blockers, next

  /// Its head in the table.
  var head: String {
    switch self {
    case .ready: "READY"
    case .guardrail: "WORST GUARDRAIL"
    case .evidence: "EVIDENCE"
    case .blockers: "BLOCKERS"
    case .next: "NEXT"
    }
  }

  /// What the list of columns says of it.
  var help: String {
    switch self {
    case .ready: "how many criteria hold"
    case .guardrail: "what burns, or was measured"
    case .evidence: "how much of it is there"
    case .blockers: "how many are open, how many late"
    case .next: "the next deadline"
    }
  }
}

/// Where the columns of the gates' table stand at a width.
struct GateColumns {
  /// A column that there is room for.
  struct Slot {
    let column: Column
    let x: Int
    let width: Int
  }

  let app, ruling, end: Int
  /// In the operator's order, from left to right.
  let slots: [Slot]
  let sparkline: Int
  /// Below this width columns stand closer and there is no sparkline.
  let isFull: Bool

  /// What the column of guardrails must keep beside one that is admitted: evidence only where there is plenty.
  private static let least: [Column: Int] = [.blockers: 34, .next: 34, .evidence: 47]

  init(_ columns: [Column], width: Int) {
    isFull = width >= 100
    let isWide = width >= 160
    end = width
    sparkline = width >= 190 ? 56 : isWide ? 24 : isFull ? 8 : 0
    app = isFull ? 8 : 7
    ruling = app + (isWide ? 22 : isFull ? 19 : 18)
    let widths: [Column: Int] = [.ready: isWide ? 20 : 17, .evidence: 11, .blockers: 11, .next: 8]
    // The column of guardrails takes what the others leave. Where it is hidden, a column is admitted that fits.
    let hasGuardrail = columns.contains(.guardrail)
    var rest = width - ruling - 19 - (columns.contains(.ready) ? widths[.ready] ?? 0 : 0)
    var shown = Set(columns).intersection([.ready, .guardrail])
    for column in [Column.blockers, .next, .evidence] where columns.contains(column) {
      let left = rest - (widths[column] ?? 0)
      guard left >= (hasGuardrail ? Self.least[column] ?? 0 : 0) else { continue }
      rest = left
      shown.insert(column)
    }
    var x = ruling + 19
    slots = columns.filter(shown.contains).map { column in
      let slot = Slot(column: column, x: x, width: widths[column] ?? rest)
      x += slot.width
      return slot
    }
  }
}
