/// How the operator has arranged the screen with its keys: kept for them from one run to the next, and never journaled.
///
/// What is forgotten easily and hides something is not among it: a filter ends with the program, and the journal's page
/// always opens at the newest event.
package struct Habits: Hashable, Sendable {
  package var order = RowOrder.board
  package var chart = ChartLook.braille
  /// The columns of the gates' table, from left to right.
  package var columns = Column.allCases
  /// The headings that are folded, on every page of a kind.
  package var folds: Set<FoldedHeading> = []

  package init() {}
}

extension Model {
  var order: RowOrder {
    get { habits.order }
    set { habits.order = newValue }
  }

  var chartLook: ChartLook {
    get { habits.chart }
    set { habits.chart = newValue }
  }

  /// Does something, and has it kept if it changed a habit: by key, palette or mouse alike.
  mutating func keepingHabits(_ act: (inout Model) -> [Effect]) -> [Effect] {
    let before = habits
    let effects = act(&self)
    return habits == before ? effects : effects + [.accustom(habits)]
  }
}
