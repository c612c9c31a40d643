/// What `pty_trial.py` says about a run.
struct PtyReport: Decodable {
  /// The step that waited in vain; nil when all went as planned.
  let failure: String?
  /// The program's exit status, where it exited.
  let exit: Int?
  /// The signal that ended it, by name, where one did.
  let signal: String?
  /// Seconds of processor time that the program took.
  let cpu: Double?
  /// Whether every field of the terminal's settings is as it was before the program.
  let sameSettings: Bool?
  /// Each time that the shell saw it stop.
  let stops: [Stop]
  /// Bytes between one `screen` step and the next, as Latin-1: a character a byte.
  let before: [String]
  /// What state all output leaves an xterm in.
  let final: Screen
  /// All output, as Latin-1.
  let output: String
  /// What the program wrote to standard error.
  let log: String
  /// Its file's permissions, in octal.
  let logMode: String?

  struct Stop: Decodable {
    let stopped: String
    /// Whether the settings were as before the program.
    let same: Bool
    let alternate, hidden, pasting, keypad, mouse, focus, frame, order: Bool?

    var isGivenBack: Bool {
      same && [alternate, hidden, pasting, keypad, mouse, focus, frame, order].allSatisfy { $0 == false }
    }
  }

  struct Screen: Decodable {
    /// The alternate screen is shown; the cursor is hidden; pastes are bracketed; the keypad sends its own sequences;
    /// clicks and focus are reported; a picture is held back until it is whole; right-to-left text is left in its order.
    let alternate, hidden, pasting, keypad, mouse, focus, frame, order: Bool
  }

  /// The terminal is as it was: main screen, visible cursor, and every setting.
  var isGivenBack: Bool {
    sameSettings == true && !final.alternate && !final.hidden && !final.pasting && !final.keypad && !final.mouse
      && !final.focus && !final.frame && !final.order
  }

  /// The shell found the terminal as it was each time that the program stopped.
  var isGivenBackAtEveryStop: Bool { stops.allSatisfy(\.isGivenBack) }

  var stopSignals: [String] { stops.map(\.stopped) }
}
