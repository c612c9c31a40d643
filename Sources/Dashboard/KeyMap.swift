package import Canvas

/// What a key, or a name in the palette, asks for.
package enum Action: String, Hashable, Sendable, CaseIterable {
  case up, down, pageUp, pageDown, first, last, previousGate, nextGate
  case nextPane, open, back, why, jump, sort, fold, follow, chart, columns
  case wall, deadlines, alerts, blockers, journal, evidence, sources, handover
  case blocker, edit, resolve, reopen, acknowledge, rule, approve, withdraw, deliver, arm
  case mute, undo, copy, write
  case travel, earlier, later, goTo
  case snapshot, filter, palette, theme, help, suspend, quit
}

/// One row of the one table that binds keys; help, footer and palette are drawn from it.
package struct Binding: Hashable, Sendable {
  package let keys: [KeyPress]
  package let label: String
  package let action: Action
  /// What the palette calls it: the command line's word, where it has one.
  package let name: String
  package let help: String
  /// The footer's word for it on the board and on a page; nil keeps it out of the footer there.
  package let board: String?
  package let page: String?
  /// What else people call it: the palette finds it by that, too.
  package let also: String?

  init(
    _ keys: [KeyPress], _ label: String, _ action: Action, _ name: String, _ help: String, board: String? = nil,
    page: String? = nil, also: String? = nil
  ) {
    self.keys = keys
    self.label = label
    self.action = action
    self.name = name
    self.help = help
    self.board = board
    self.page = page
    self.also = also
  }
}

/// The keys as they are unless an operator's configuration says otherwise.
package enum KeyMap {
  package static let bindings: [Binding] = [
    Binding([.up, .character("k")], "↑ k", .up, "up", "the row above"),
    Binding([.down, .character("j")], "↓ j", .down, "down", "the row below"),
    Binding([.pageUp], "PgUp", .pageUp, "page up", "ten rows up"),
    Binding([.pageDown], "PgDn", .pageDown, "page down", "ten rows down"),
    Binding([.home], "Home", .first, "first", "the first row"),
    Binding([.end], "End", .last, "last", "the last row"),
    Binding([.left], "←", .previousGate, "previous gate", "on a page: the gate before"),
    Binding([.right], "→", .nextGate, "next gate", "on a page: the gate after"),
    Binding([.tab], "tab", .nextPane, "pane", "the next pane; on a page the next heading", board: "pane"),
    Binding(
      [.enter], "enter", .open, "open", "goes deeper: the gate, its criterion, the samples; in blockers edits",
      board: "open", page: "open"),
    Binding([.escape], "esc", .back, "back", "back to where you were; on the board clears the filter", page: "back"),
    Binding(
      [.character("x")], "x", .why, "why", "why: the verdict derived line by line, every operand, age and source",
      board: "why", page: "why"),
    Binding([.character("d")], "d", .deadlines, "deadlines", "every deadline, and whether it can still be met"),
    Binding([.character("A")], "A", .alerts, "alerts", "every alert, and what it is about"),
    Binding([.character("B")], "B", .blockers, "blockers", "every blocker, the resolved ones too"),
    Binding([.character("l")], "l", .journal, "journal", "who did what when, the newest first"),
    Binding([.character("e")], "e", .evidence, "evidence", "every piece of evidence: its state, hash and age"),
    Binding([.character("S")], "S", .sources, "sources", "every source: whether it answers, and what it said"),
    Binding([.character("h")], "h", .handover, "handover", "one page for the next shift; again: both sign it"),
    Binding(
      "123456789".map { .character($0) }, "1-9", .jump, "jump", "to one of the first nine apps"),
    Binding(
      [.character("b")], "b", .blocker, "blocker file", "file a blocker: what, who, until when", board: "blocker",
      page: "blocker"),
    Binding([.character("E")], "E", .edit, "blocker edit", "edit the selected blocker"),
    Binding([.character("R")], "R", .resolve, "blocker resolve", "resolve the selected blocker, with a note"),
    Binding([.character("o")], "o", .reopen, "blocker reopen", "open a resolved blocker again"),
    Binding(
      [.character("a")], "a", .acknowledge, "acknowledge", "acknowledge the selected breach, or the app's",
      board: "ack", page: "ack"),
    Binding(
      [.character("r")], "r", .rule, "rule", "record a ruling on the selected app; asks once", board: "ruling",
      page: "ruling"),
    Binding(
      [.character("p")], "p", .approve, "approve", "sign an item that the board wants approved", board: "approve",
      page: "approve", also: "sign"),
    Binding([.character("P")], "P", .withdraw, "withdraw", "take a signature back"),
    Binding(
      [.character("D")], "D", .deliver, "deliver", "record that a deliverable came, with its file", board: "deliver"),
    Binding([.character("H")], "H", .arm, "arm", "arm or disarm the program that a breach runs; asks once"),
    Binding(
      [.character("m")], "m", .mute, "mute", "silence the alarms of an app for a while, or let them sound again",
      also: "silence"),
    Binding([.character("u")], "u", .undo, "undo", "take back what you did last; asks once"),
    Binding([.character("y")], "y", .copy, "copy", "copy the selected reason to the clipboard as one line"),
    Binding(
      [.character("s")], "s", .snapshot, "snapshot", "write the board to a text, a JSON and an SVG file",
      board: "snapshot"),
    Binding(
      [.character("/")], "/", .filter, "filter", "show only rows with these words; app: owner: state: ask a field",
      board: "filter", page: "filter"),
    Binding(
      [.character("O")], "O", .sort, "order", "gates in the board's order, worst first, by next deadline",
      also: "sort"),
    Binding([.character(" ")], "space", .fold, "fold", "on a page: folds the heading, or opens it", page: "fold"),
    Binding([.character("f")], "f", .follow, "follow", "in the journal: stays with the newest event"),
    Binding([.character("c")], "c", .chart, "chart", "charts in braille, half blocks, ASCII; a heatmap of a histogram"),
    Binding([.character("C")], "C", .columns, "columns", "choose the columns of the gates"),
    Binding([.character(":")], ":", .palette, "command", "every action by its name", board: "command"),
    Binding(
      [.character("t")], "t", .travel, "time travel", "the board as it stood; again, or esc: now",
      board: "past", also: "past"),
    Binding([.character("["), .shiftLeft], "[", .earlier, "minute back", "in the past: a minute earlier"),
    Binding([.character("]"), .shiftRight], "]", .later, "minute further", "in the past: a minute later"),
    Binding([.character("g")], "g", .goTo, "go to", "in the past: to an instant or an event"),
    Binding([.character("w")], "w", .wall, "wall", "the wall: read from six metres", board: "wall"),
    Binding([.character("T")], "T", .theme, "theme", "choose the colours; each theme shows as it is passed"),
    Binding([.character("?")], "?", .help, "help", "this list", board: "help", page: "help"),
    Binding(
      [.character("W")], "W", .write, "write mode", "lift --read-only with your name; once more ends it"),
    Binding([.control("z")], "^Z", .suspend, "suspend", "back to the shell; 'fg' returns"),
    Binding([.character("q"), .control("c")], "q", .quit, "quit", "leave; asks once", board: "quit", page: "quit"),
  ]
}

extension Place {
  /// What one does here rather than elsewhere.
  var offers: [Action] {
    switch self {
    case .wall: [.back, .open]
    case .alerts: [.open, .back, .acknowledge]
    case .blockers: [.open, .back, .blocker, .edit, .resolve, .reopen]
    case .blocker: [.back, .edit, .resolve, .reopen]
    case .journal: [.open, .back, .follow, .filter]
    case .deadlines, .deadline: [.open, .back, .deliver, .blocker]
    case .evidence: [.open, .back, .deliver, .filter]
    case .sources: [.open, .back, .filter, .fold]
    case .handover: [.open, .back, .handover, .snapshot]
    case .guardrail: [.open, .back, .acknowledge, .arm, .chart]
    case .gate: [.open, .back, .why, .fold, .chart]
    case .budget: [.open, .back, .chart]
    case .help, .event, .why, .ruling, .criterion, .source, .signal: []
    }
  }

  /// `blocker edit` is `edit` where it is about blockers.
  func word(for binding: Binding) -> String {
    if self == .handover, binding.action == .handover { return "both sign" }
    return binding.page ?? binding.board ?? binding.name.split(separator: " ").last.map(String.init) ?? binding.name
  }
}
