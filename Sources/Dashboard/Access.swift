import Canvas
import Gates

/// Whether the operator's keys may change anything.
enum Access: Hashable, Sendable {
  /// As usual.
  case open
  /// No action is reachable: not by key, palette or mouse, and none is offered.
  case readOnly
  /// Read-only, lifted by somebody who gave a name, until the screen's own clock shows this.
  case lifted(until: Duration)

  /// So long without a key, and the board is read-only again.
  static let patience = Duration.seconds(600)
}

extension Model {
  /// Whether any action is reachable.
  package var mayAct: Bool { access != .readOnly && travel == nil }

  /// The keys that do something now; an action that is out of reach has none.
  package var keys: Keys {
    let (access, isInPast) = (access, isInPast)
    return settings.keys.without { action in
      if isInPast ? action.acts : action.isOfThePast { return true }
      switch access {
      case .open: return action == .write
      case .readOnly: return action.acts
      case .lifted: return false
      }
    }
  }

  /// `; o opens it again`, with the key in force; nothing where that is out of reach.
  func offer(_ action: Action, _ words: String) -> String { keys.label(of: action).map { "; \($0) \(words)" } ?? "" }

  /// Why an action does nothing now.
  var locked: String {
    isInPast
      ? "This is the past, where nothing can be changed; esc comes back to now."
      : "The board is read-only\(offer(.write, "lifts that, with your name"))."
  }

  /// How long writing is still possible; nil where it is not limited or not possible.
  var writingLeft: Duration? {
    guard case .lifted(let until) = access else { return nil }
    return max(.zero, until - (pulse.uptime ?? .zero))
  }

  /// A key shows that somebody is there.
  mutating func renewAccess() {
    if case .lifted = access { access = .lifted(until: (pulse.uptime ?? .zero) + Access.patience) }
  }

  /// Asks for the name that lifts read-only mode, or ends it at once.
  mutating func changeWriting() -> [Effect] {
    switch access {
    case .open: return say("Every key acts here: the board was not opened with --read-only.")
    case .readOnly: mode = .lift(LineEditor())
    case .lifted:
      endWriting()
      note = Note(text: "Read-only.", isTrouble: false)
    }
    return []
  }

  mutating func pressInLift(_ key: KeyPress, in editor: LineEditor) -> [Effect] {
    var editor = editor
    switch key {
    case .escape, .control("c"):
      mode = .browse
      return []
    case .enter:
      let name = editor.trimmed
      guard !name.isEmpty, name.count <= 80 else { break }
      person = name
      access = .lifted(until: (pulse.uptime ?? .zero) + Access.patience)
      mode = .browse
      note = Note(text: "\(name) may write; after 10 minutes without a key read-only again.", isTrouble: false)
      return []
    default: _ = editor.take(key)
    }
    mode = .lift(editor)
    return []
  }

  /// Back to read-only, once nobody was there for long enough. What the journal is just writing is let be.
  mutating func expireAccess() -> [Effect] {
    guard case .lifted(let until) = access, (pulse.uptime ?? .zero) >= until else { return [] }
    endWriting()
    note = Note(text: "Read-only again: no key came for 10 minutes.", isTrouble: true)
    return []
  }

  private mutating func endWriting() {
    access = .readOnly
    person = watcher
    switch mode {
    case .form(let form) where form.phase == .saving: break
    case .form, .asking, .palette: mode = .browse
    case .browse, .filter, .lift, .confirmQuit, .theme, .columns, .moment: break
    }
  }
}
