package import Canvas

extension Model {
  /// Whether keys that came at once are text that somebody pasted on a terminal that does not mark it, while no field
  /// takes text: many letters, and not one that a key repeats.
  package func isBurst(_ keys: [KeyPress]) -> Bool {
    guard !takesText else { return false }
    var letters: [Character] = []
    for case .character(let letter) in keys { letters.append(letter) }
    return letters.count >= 8 && Set(letters).count >= 4
  }

  /// Whether there is a field for what is typed.
  private var takesText: Bool {
    switch mode {
    case .filter, .palette, .form, .lift, .moment: true
    case .browse, .confirmQuit, .theme, .columns, .asking: false
    }
  }
}

extension Effect {
  /// Whether it changes the board, the journal or a file; what the operator typed stays kept all the same.
  var acts: Bool {
    switch self {
    case .perform, .look, .writeSnapshot, .writeHandover: true
    case .findThemes, .recall, .derive, .discard, .readEvents, .use, .remember, .accustom, .keep, .forget, .copy,
      .notify, .alarm, .suspend, .quit, .bell, .title:
      false
    }
  }
}
