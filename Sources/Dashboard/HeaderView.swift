import Canvas
import Gates

extension Model {
  /// Name, life signs, alerts, person, time. What must not be missed is kept when there is little room.
  func drawHeader(on canvas: inout Canvas) {
    canvas.fill(Area(x: 0, y: 0, width: size.width, height: 1), Style(.text, on: .bar))
    var right = size.width - 1
    func place(_ text: String, _ style: Style, _ canvas: inout Canvas, gap: Int = 2) {
      let width = Glyph.width(of: text)
      guard right - width > 0 else { return }
      canvas.write(text, x: right - width, y: 0, style.on(.bar))
      right -= width + gap
    }
    let isRoomy = size.width >= 72
    let life = lifeSigns(wide: size.width >= 100)
    let (time, silence) = headerForms(isRoomy: isRoomy, beside: life.map(\.0))
    // On the ground of the countdowns and in their ink: what changes each second changes in one colour, which spares the
    // line a fifth of its traffic.
    canvas.fill(Area(x: right - time.count - 1, y: 0, width: time.count + 2, height: 1), .plain)
    canvas.write(time, x: right - time.count, y: 0, .plain)
    right -= time.count + 2
    // Before the time zone or behind it; what moves takes the fewest bytes beside the digit that changes anyway.
    if pulse.uptime != nil {
      canvas.write("·", x: pulse.beat ? size.width - 1 : size.width - 5, y: 0, .plain)
    }
    if let rehearsal {
      // Little room: `x30` alone still says that this is not the real clock.
      let short = rehearsal.split(separator: " ").last.map(String.init) ?? rehearsal
      place(isRoomy ? rehearsal : short, Style(.warning, bold: true), &canvas)
    }
    if let (words, style) = accessSign(short: !isRoomy) { place(words, style, &canvas) }
    if let silence { place(silence, Style(.warning, bold: true), &canvas) }
    if size.width >= 132 { place(person, Style(.faint), &canvas) }
    place(alertSign(short: !isRoomy), alertStyle, &canvas)
    var x = 1
    if size.width >= 132 { x += canvas.write("gateboard", x: x, y: 0, Style(.faint, on: .bar)) + 2 }
    if isRoomy {
      // The title goes first: whether the board sees anything is worth more than what it is called.
      let lifeWidth = life.map { Glyph.width(of: $0.0) + 2 }.reduce(0, +)
      let room = right - x - lifeWidth
      let title = state.board.title.uppercased()
      if room >= min(8, title.count) {
        x += canvas.write(title, x: x, y: 0, Style(.title, on: .bar, bold: true), limit: room) + 2
      }
    }
    for (text, style) in life where x < right {
      x += canvas.write(text, x: x, y: 0, style.on(.bar), limit: right - x) + 2
    }
  }

  /// The worst stand first.
  private var isBreached: Bool { derived.alerts.first?.level == .breach }

  /// Whether something was not seen yet because nobody has asked for it until now.
  private var isAsking: Bool {
    derived.sourcesSilent == 0 && derived.sourcesAnswering < state.board.sourceCount && !isOfPast
  }

  private var alertStyle: Style {
    if derived.loud > 0 { return Style(isBreached ? .bad : .warning, bold: true) }
    return derived.blind > 0 && !isAsking ? Style(.warning, bold: true) : Style(.faint)
  }

  private func alertSign(short: Bool) -> String {
    if derived.loud == 0 {
      // What cannot be seen may burn.
      if derived.blind == 0 { return "no alerts" }
      if isAsking { return "no alerts yet" }
      return "\(Alert.Level.blind.mark.shape) \(derived.blind)\(short ? "" : " BLIND")"
    }
    let shape = (isBreached ? Alert.Level.breach : .warning).mark.shape
    return short ? "\(shape) \(derived.loud)" : "ALERTS \(derived.loud) \(shape)"
  }

  /// The time and what is silenced, as long as there is room beside all else: first the date goes, then the words.
  private func headerForms(isRoomy: Bool, beside life: [String]) -> (time: String, silence: String?) {
    let time = "\(now.timeOfDay) UTC"
    guard isRoomy else { return (time, silenceSign(short: true)) }
    func width(of words: [String?]) -> Int { words.compactMap(\.self).reduce(0) { $0 + Glyph.width(of: $1) + 2 } }
    let used = width(of: life + [rehearsal, accessSign(short: false)?.0, alertSign(short: false)]) + 2
    let forms = [
      ("\(now.day.weekday) \(now.day.short) \(time)", silenceSign(short: false)), (time, silenceSign(short: false)),
      (time, silenceSign(short: true)),
    ]
    return forms.first { used + width(of: [$0.0, $0.1]) <= size.width } ?? forms[2]
  }

  /// Whether keys act: nothing where they do as usual.
  private func accessSign(short: Bool) -> (String, Style)? {
    switch access {
    case .open: return nil
    case .readOnly: return (short ? "RO" : "READ-ONLY", Style(.accent, bold: true))
    case .lifted:
      let left = (writingLeft ?? .zero).clock
      return (short ? "W \(left)" : "WRITING \(left)", Style(.warning, bold: true, reverse: true))
    }
  }

  /// How much of the board can be seen, and whether the journal works.
  private func lifeSigns(wide: Bool) -> [(String, Style)] {
    let total = state.board.sourceCount
    let silent = derived.sourcesSilent
    let live = derived.sourcesAnswering
    var signs: [(String, Style)] = []
    if isOfPast {
      // Nothing of the past is live; what was silent then is told among the alerts.
      signs.append(("PAST", Style(.warning, bold: true, reverse: true)))
    } else if let stallSign {
      // What an engine said that says nothing any more is no sign of life.
      signs.append(stallSign)
    } else if total > 0, silent == total {
      signs.append(("BLIND \(live)/\(total)", Style(.bad, bold: true, reverse: true)))
    } else if silent > 0 {
      signs.append(("◌ \(live)/\(total)\(wide ? " sources" : "")", Style(.warning, bold: true)))
    } else if live < total {
      signs.append(("◌ \(live)/\(total)\(wide ? " asking" : "")", Style(.unknown)))
    } else {
      signs.append(("● \(wide ? "live " : "")\(live)/\(total)\(wide ? " sources" : "")", Style(.good)))
    }
    if !isOfPast, let others = othersSign(wide: wide) { signs.append(others) }
    if state.journalTrouble != nil {
      signs.append(("JOURNAL FAILING", Style(.bad, bold: true, reverse: true)))
    } else if wide {
      signs.append(
        (
          isOfPast ? "event \(state.sequence)" : "journal \(state.isJournalAudited ? "✓ " : "")\(state.sequence)",
          Style(.faint)
        ))
    }
    return signs
  }

  /// Who else has the board open, and whom this program follows; on a narrow screen only how many.
  private func othersSign(wide: Bool) -> (String, Style)? {
    let others = state.watchers.others
    guard let named = state.watchers.following ?? others.first else { return nil }
    guard wide else { return ("+\(others.count)", Style(.faint)) }
    let name = named.count > 12 ? "\(named.prefix(11))…" : named
    let word = state.watchers.following == nil ? "with" : "following"
    return ("\(word) \(name)\(others.count > 1 ? " +\(others.count - 1)" : "")", Style(.faint))
  }

  /// Keys, or what the program has to say or asks.
  func drawFooter(on canvas: inout Canvas) {
    let y = size.height - 1
    canvas.fill(Area(x: 0, y: y, width: size.width, height: 1), Style(.text, on: .bar))
    guard meanwhile == nil else {
      let more = size.width < 72 ? "" : "   ↑ ↓ scroll   that key did nothing else"
      let enter = mode == .browse ? "enter open   " : ""
      return write("\(enter)esc closes\(more)", Style(.accent), on: &canvas, y: y)
    }
    switch mode {
    case .lift(let editor):
      let prompt = " Your name lifts read-only: "
      let width = canvas.write(prompt + editor.string, x: 0, y: y, Style(.warning, on: .bar), limit: size.width - 12)
      canvas.cursor = (min(width, size.width - 1), y)
      canvas.write("esc leaves", endingAt: size.width - 1, y: y, Style(.faint, on: .bar))
    case .moment(let editor): drawPrompt(editor, on: &canvas, y: y)
    case .asking(let question): write(footer(of: question.danger), Style(.accent), on: &canvas, y: y)
    case .confirmQuit:
      write("Leave the board? y leaves, any other key stays.", Style(.warning, bold: true), on: &canvas, y: y)
    case .filter:
      let typed = Glyph.width(of: filterAtHand) + 7
      let spellings = [
        "fields \(Filter.fields)  enter keeps, esc clears", "\(Filter.fields)  esc clears", "esc clears",
      ]
      let words = spellings.first { typed + Glyph.width(of: $0) < size.width } ?? "esc clears"
      let room = size.width - Glyph.width(of: words) - 3
      let width = canvas.write(" / \(filterAtHand)", x: 0, y: y, Style(.accent, on: .bar), limit: room)
      canvas.cursor = (min(width, size.width - 1), y)
      canvas.write(words, endingAt: size.width - 1, y: y, Style(.faint, on: .bar))
    case .theme:
      let words =
        size.width < 72 ? "enter keeps it, esc goes back" : "up, down show another theme; enter keeps it, esc goes back"
      write(words, Style(.faint), on: &canvas, y: y)
    case .columns:
      let words =
        size.width < 72
        ? "space shows it  enter keeps  esc back" : "space shows or hides it   enter keeps, esc goes back"
      write(words, Style(.faint), on: &canvas, y: y)
    case .form(let form):
      let (text, style) = footer(of: form)
      write(text, style, on: &canvas, y: y)
    case .palette: write("enter does it  ↑ ↓ choose  esc leaves", Style(.accent), on: &canvas, y: y)
    case .browse where place == .help: write("any key returns   ↑ ↓ scroll", Style(.faint), on: &canvas, y: y)
    case .browse: drawKeys(on: &canvas, y: y)
    }
  }

  /// What moves through the past.
  private func drawPastKeys(on canvas: inout Canvas, y: Int) {
    func label(_ action: Action) -> String { keys.bindings.first { $0.action == action }?.label ?? "-" }
    let offered = [
      (label(.travel), "now"), ("\(label(.previousGate)) \(label(.nextGate))", "event"),
      ("\(label(.earlier)) \(label(.later))", "minute"), (label(.goTo), "go to"), (label(.open), "open"),
      (label(.why), "why"), (label(.help), "help"),
    ]
    var x = 1
    for (key, word) in offered where x + Glyph.width(of: key) + word.count + 3 < size.width {
      x += canvas.write(key, x: x, y: y, Style(.accent, on: .bar, bold: true)) + 1
      x += canvas.write(word, x: x, y: y, Style(.faint, on: .bar)) + 2
    }
  }

  private func drawPrompt(_ editor: LineEditor, on canvas: inout Canvas, y: Int) {
    let isFine = editor.string.isEmpty || PastMoment(editor.trimmed, now: now) != nil
    let style = Style(isFine ? .accent : .warning, on: .bar)
    let width = canvas.write(" go to: \(editor.string)", x: 0, y: y, style, limit: size.width - 8)
    canvas.cursor = (min(width, size.width - 1), y)
    let leave = "enter goes, esc leaves"
    let refusal = isFine ? "" : "not a moment: "
    let hints = [
      "\(refusal)\(PastMoment.spellings)   \(leave)", "\(refusal)19:52, -15m or event 12   \(leave)",
      leave,
    ]
    guard let hint = hints.first(where: { width + Glyph.width(of: $0) + 3 < size.width }) else { return }
    canvas.write(hint, endingAt: size.width - 1, y: y, Style(isFine ? .faint : .warning, on: .bar))
  }

  private func write(_ text: String, _ style: Style, on canvas: inout Canvas, y: Int) {
    canvas.write(text, x: 1, y: y, style.on(.bar), limit: size.width - 2)
  }

  /// What would do nothing but refuse at this place.
  private var refused: Set<Action> {
    guard let place else { return [] }
    var refused: Set<Action> = place.hasHeadings ? [] : [.fold]
    if case .why = place { refused.insert(.why) }
    // On its own page the key signs.
    if place == .handover, !mayAct { refused.insert(.handover) }
    guard case .guardrail(let key) = place else { return refused }
    if state.board.guardrail(key)?.hook == nil { refused.insert(.arm) }
    if !state.run(key).wantsAcknowledgement { refused.insert(.acknowledge) }
    return refused
  }

  /// Whether what is shown is past, on the screen or in a file.
  private var isOfPast: Bool { isInPast || printed == .recalled }

  private func drawKeys(on canvas: inout Canvas, y: Int) {
    if let trouble = state.journalTrouble {
      return write("journal: \(trouble)", Style(.bad, bold: true), on: &canvas, y: y)
    }
    if let printed {
      let words =
        printed == .recalled ? "as it stood, event \(state.sequence)" : "as it stands, every source asked once"
      return write("snapshot of \(now.utcSeconds), \(words)", .faint, on: &canvas, y: y)
    }
    if let note { return write(note.text, Style(note.isTrouble ? .warning : .good, bold: true), on: &canvas, y: y) }
    if !filterAtHand.isEmpty, place != .wall {
      return write("showing rows with '\(filterAtHand)'; esc shows all", Style(.accent, bold: true), on: &canvas, y: y)
    }
    if isInPast { return drawPastKeys(on: &canvas, y: y) }
    var x = 1
    for (label, word) in keys.footer(at: place, width: size.width, without: refused) {
      x += canvas.write(label, x: x, y: y, Style(.accent, on: .bar, bold: true)) + 1
      x += canvas.write(word, x: x, y: y, Style(.faint, on: .bar)) + 2
    }
  }
}
