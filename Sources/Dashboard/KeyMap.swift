package import Canvas

/// What a key asks for while the board is shown.
package enum Action: String, Hashable, Sendable, CaseIterable {
  case up, down, nextPane, open, back, blocker, edit, resolve, acknowledge, rule, snapshot, filter, theme, help,
    suspend, quit
}

/// One row of the one table that binds keys; help and footer are drawn from it.
package struct Binding: Hashable, Sendable {
  package let keys: [KeyPress]
  package let label: String
  package let action: Action
  package let help: String
  /// The footer's word for it; nil keeps it out of the footer.
  package let footer: String?

  init(_ keys: [KeyPress], _ label: String, _ action: Action, _ help: String, footer: String? = nil) {
    self.keys = keys
    self.label = label
    self.action = action
    self.help = help
    self.footer = footer
  }
}

package enum KeyMap {
  package static let bindings: [Binding] = [
    Binding([.up, .character("k")], "↑ k", .up, "the row above"),
    Binding([.down, .character("j")], "↓ j", .down, "the row below"),
    Binding([.tab], "tab", .nextPane, "gates, alerts, blockers: the next pane", footer: "pane"),
    Binding(
      [.enter], "enter", .open, "everything behind the selected app; the selected blocker's form", footer: "open"),
    Binding([.escape], "esc", .back, "back to the board; clears the filter there"),
    Binding([.character("b")], "b", .blocker, "file a blocker: what, who, until when", footer: "blocker"),
    Binding([.character("e")], "e", .edit, "edit the selected blocker"),
    Binding([.character("x")], "x", .resolve, "resolve the selected blocker, with a note"),
    Binding(
      [.character("a")], "a", .acknowledge, "acknowledge the selected breach, or the selected app's", footer: "ack"),
    Binding([.character("r")], "r", .rule, "record a ruling on the selected app; asks once", footer: "ruling"),
    Binding([.character("s")], "s", .snapshot, "write the board to a text, a JSON and an SVG file", footer: "snapshot"),
    Binding([.character("/")], "/", .filter, "show only rows that contain a text", footer: "filter"),
    Binding([.character("T")], "T", .theme, "choose the colours; each theme shows as it is passed"),
    Binding([.character("?")], "?", .help, "this list", footer: "help"),
    Binding([.control("z")], "^Z", .suspend, "back to the shell; 'fg' returns"),
    Binding([.character("q"), .control("c")], "q", .quit, "leave; asks once", footer: "quit"),
  ]

  static func action(for key: KeyPress) -> Action? { bindings.first { $0.keys.contains(key) }?.action }
}
