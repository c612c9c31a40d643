import Canvas
package import Gates

/// The past on the screen: the board as it stood, while the live one goes on behind it.
struct TimeTravel: Sendable {
  /// What would be shown now.
  var live: Model.Shown
  /// Number of the journal's last event.
  var last: Int
  /// The moment that was asked for last. The next step goes on from it, whatever is on the screen yet: keys are faster
  /// than disks.
  var wanted: PastMoment
}

extension Model {
  /// Whether the board is shown as it stood.
  package var isInPast: Bool { travel != nil }

  /// What time it is, whatever is shown.
  package var clock: Instant { travel?.live.now ?? now }

  /// Into the past, from the last event on; or back.
  mutating func changeTime() -> [Effect] {
    guard travel == nil else {
      comeBack()
      return []
    }
    guard state.sequence > 0 else { return say("The journal is empty: there is no past yet.") }
    travel = TimeTravel(live: shown, last: state.sequence, wanted: .event(state.sequence))
    return [.recall(.event(state.sequence))]
  }

  mutating func comeBack() {
    guard let travel else { return }
    self.travel = nil
    shown = travel.live
  }

  /// Takes in the past that was asked for, unless somebody has come back meanwhile.
  mutating func show(_ past: PastBoard) {
    guard travel != nil else { return }
    travel?.last = past.last
    show(past: past.state, at: past.at)
  }

  /// A newer live state comes while the past is shown: it alarms as ever, and waits behind it.
  mutating func showBehind(_ show: (inout Model) -> [Effect]) -> [Effect] {
    guard var travel else { return show(&self) }
    let past = shown
    shown = travel.live
    let effects = show(&self)
    travel.live = shown
    self.travel = travel
    shown = past
    return effects
  }

  // MARK: Moving

  /// One event further or back.
  mutating func step(by count: Int) -> [Effect] {
    guard let travel else { return [] }
    switch travel.wanted {
    case .event(let number): return recall(.event(number + count))
    // Back from an instant is to the event that made it so.
    case .instant: return recall(.event(state.sequence + max(0, count)))
    }
  }

  /// Some time further or back.
  mutating func step(by time: Duration) -> [Effect] {
    guard let travel else { return [] }
    switch travel.wanted {
    case .event: return recall(.instant(now + time))
    case .instant(let instant): return recall(.instant(instant + time))
    }
  }

  private mutating func recall(_ moment: PastMoment) -> [Effect] {
    guard let travel else { return [] }
    let wanted: PastMoment
    switch moment {
    case .event(let number): wanted = .event(max(1, min(number, travel.last)))
    case .instant(let instant):
      let first = travel.live.state.began ?? instant
      wanted = .instant(max(first, min(instant, travel.live.now)))
    }
    guard wanted != travel.wanted else { return [] }
    self.travel?.wanted = wanted
    return [.recall(wanted)]
  }

  mutating func askForMoment() -> [Effect] {
    guard travel != nil else { return [] }
    mode = .moment(LineEditor())
    return []
  }

  mutating func pressInMoment(_ key: KeyPress, in editor: LineEditor) -> [Effect] {
    var editor = editor
    switch key {
    case .escape, .control("c"):
      mode = .browse
      return []
    case .enter:
      guard let travel else { break }
      guard let moment = PastMoment(editor.trimmed, now: travel.live.now) else { break }
      mode = .browse
      note = travel.bound(on: moment).map { Note(text: $0, isTrouble: true) }
      return recall(moment)
    default: _ = editor.take(key)
    }
    mode = .moment(editor)
    return []
  }

  // MARK: Drawing

  /// One row: where between the first event and now one stands, and what goes on meanwhile.
  func draw(_ travel: TimeTravel, on canvas: inout Canvas, in area: Area) {
    let ink = Style(.warning, bold: true)
    var left = area.x
    left += canvas.write(" PAST ", x: left, y: area.y, Style(.warning, bold: true, reverse: true)) + 1
    let breached = travel.live.state.breachedGuardrails.count
    let news = breached == 0 ? "" : "  NOW \(Alert.Level.breach.mark.shape) \(breached) breached"
    let age = "\(max(.zero, travel.live.now - now).span) ago"
    let place = "event \(state.sequence) of \(travel.last)  \(now.timeOfDay)  \(age)"
    let short = "\(state.sequence)/\(travel.last) \(now.timeOfDay)"
    let room = area.maxX - left - Glyph.width(of: news)
    let words = Glyph.width(of: place) + 14 <= room ? place : short
    let x = area.maxX - Glyph.width(of: words) - Glyph.width(of: news)
    canvas.write(words, x: x, y: area.y, ink, limit: max(0, area.maxX - x))
    canvas.write(
      news, x: area.maxX - Glyph.width(of: news), y: area.y, Style(.bad, bold: true), limit: Glyph.width(of: news))
    let width = x - left - 2
    guard width >= 4 else { return }
    canvas.write(String(repeating: "─", count: width), x: left, y: area.y, .frame)
    canvas.write("├", x: left, y: area.y, .frame)
    canvas.write("┤", x: left + width - 1, y: area.y, .frame)
    canvas.write("●", x: left + travel.column(of: now, width: width), y: area.y, ink)
  }
}

extension TimeTravel {
  /// Why one cannot go to a moment, but only to the nearest there is; nil where one can.
  fileprivate func bound(on moment: PastMoment) -> String? {
    switch moment {
    case .event(let number): number > last ? "The journal ends with event \(last)." : nil
    case .instant(let instant):
      if let began = live.state.began, instant < began {
        "The journal begins at \(began.seen(from: live.now, seconds: true)): that is shown."
      } else {
        nil
      }
    }
  }

  /// The column of an instant between the journal's first event and now.
  func column(of instant: Instant, width: Int) -> Int {
    let first = live.state.began ?? instant
    let span = (live.now - first).wholeMilliseconds
    guard span > 0 else { return width - 1 }
    let share = Double((instant - first).wholeMilliseconds) / Double(span)
    return max(0, min(width - 1, Int((share * Double(width - 1)).rounded())))
  }
}
