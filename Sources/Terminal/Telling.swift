import CTerminal
import Canvas
import Foundation

/// How a terminal is told of something that the desktop shall show.
package enum NotificationForm: String, Hashable, Sendable, CaseIterable {
  /// `OSC 9`: iTerm2, kitty, WezTerm, foot, Ghostty.
  case osc9
  /// `OSC 777`: rxvt-unicode, foot, WezTerm, VTE.
  case osc777
  case off

  /// What a terminal is known to take. Others print or misread it, and behind tmux nobody knows: the configuration
  /// says it there.
  package static func detect(environment: [String: String]) -> NotificationForm {
    guard (environment["TMUX"] ?? "").isEmpty else { return .off }
    let name = environment["TERM"] ?? ""
    if name.hasPrefix("rxvt-unicode") { return .osc777 }
    let programs = ["iTerm.app", "WezTerm", "ghostty"]
    let isKnown =
      ["xterm-kitty", "foot", "xterm-ghostty", "wezterm"].contains { name.hasPrefix($0) }
      || programs.contains(environment["TERM_PROGRAM"] ?? "")
    return isKnown ? .osc9 : .off
  }
}

extension Terminal {
  /// Has the desktop show a sentence.
  package func notify(_ text: String, as form: NotificationForm) {
    // A semicolon parts the fields of such a sequence.
    let harmless = text.harmless(atMost: 200, in: glyphs).replacing(";", with: ",")
    switch form {
    case .osc9: tell("\u{1B}]9;\(harmless)\u{7}")
    case .osc777: tell("\u{1B}]777;notify;gateboard;\(harmless)\u{7}")
    case .off: break
    }
  }

  /// Hands one line to the clipboard (`OSC 52`), cut where it is longer than terminals take for sure.
  package func copy(_ text: String) {
    guard gb_speaks_xterm() else { return }
    var line = text.harmless(atMost: 4000)
    while line.utf8.count > Self.longestCopy { line.removeLast() }
    let sequence = "\u{1B}]52;c;\(Data(line.utf8).base64EncodedString())\u{7}"
    tell(sequence)
  }

  /// In bytes: as base64 within the 8,192 that the strictest terminal takes.
  private static let longestCopy = 6000

  /// Behind tmux it goes twice: to tmux itself, which may keep it, and wrapped to the terminal that tmux runs in.
  private func tell(_ sequence: String) {
    unsafe gb_tell(sequence)
    guard isInTmux else { return }
    unsafe gb_tell("\u{1B}Ptmux;\(sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}"))\u{1B}\\")
  }
}
