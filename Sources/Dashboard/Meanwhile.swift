import Canvas
package import Gates

/// What the operator saw last: at the last key, everything up to this event was on the screen.
struct LastSeen: Hashable {
  let sequence: Int
  let at: Instant

  init(_ state: BoardState, at now: Instant) {
    sequence = state.sequence
    at = now
  }
}

/// What changed while nobody touched the keyboard. It lies over everything until `esc` closes it.
package struct Meanwhile: Hashable, Sendable {
  package let since: Instant
  package let until: Instant
  package let changes: [Change]
  /// How many events are too old for the state to have kept; what they changed is not among the changes.
  package let unseen: Int
  var selected = 0
}

extension Model {
  /// - Returns: whether the key was spent on showing what changed, and acted on nothing.
  mutating func returned() -> Bool {
    // Whoever looks at the past sees the present's alarms, and comes back to it.
    let (state, now) = (travel?.live.state ?? self.state, travel?.live.now ?? self.now)
    defer { lastSeen = LastSeen(state, at: now) }
    guard isLeft else { return false }
    isLeft = false
    let events = state.recent.drop { $0.sequence <= lastSeen.sequence }
    let changes = state.changes(in: events, within: min(lastSeen.at, now)...now)
    let unseen = max(0, (events.first?.sequence ?? state.sequence + 1) - lastSeen.sequence - 1)
    guard !changes.isEmpty || unseen > 0 else { return false }
    meanwhile = Meanwhile(since: lastSeen.at, until: now, changes: changes, unseen: unseen)
    if !changes.isEmpty { meanwhile?.selected = 1 }
    return true
  }

  mutating func press(_ key: KeyPress, in shown: Meanwhile) {
    var shown = shown
    let last = meanwhileLines(shown).count - 1
    switch key {
    case .escape, .control("c"):
      meanwhile = nil
      return
    case .enter where mode == .browse:
      guard let target = meanwhileLines(shown)[shown.selected].target else { return }
      meanwhile = nil
      enter(target)
      return
    case .mouse(let mouse) where mouse.deed == .wheelUp: shown.selected -= 3
    case .mouse(let mouse) where mouse.deed == .wheelDown: shown.selected += 3
    default:
      guard let step = steps(for: key) else { return }
      shown.selected += step
    }
    shown.selected = max(0, min(shown.selected, last))
    meanwhile = shown
  }

  private func meanwhileLines(_ shown: Meanwhile) -> Listing {
    let weights: [(Change.Weight, String, Mark)] = [
      (.breach, "Breaches", Mark("✖", .bad, bold: true)), (.trouble, "Trouble", Mark("▲", .warning)),
      (.decision, "Decided", Mark("▸", .accent)), (.work, "Worked on", Mark("·", .faint)),
      (.better, "Better", Mark("●", .good)),
    ]
    var sections = weights.compactMap { weight, name, mark -> Listing.Section? in
      let changes = shown.changes.filter { $0.weight == weight }
      guard !changes.isEmpty else { return nil }
      return .of(changes, .heading(name, "\(changes.count)")) { change in
        Line(
          mark: change.reached?.mark(under: weight) ?? mark,
          name: "\(moment(change.at).filled(to: Self.momentWidth)) \(change.app?.name ?? "")", text: change.text,
          target: change.subject.map(Place.init))
      }
    }
    if shown.unseen > 0 {
      let words = "\(shown.unseen) events are too old to be here\(offer(.journal, "has them"))"
      sections.append(Listing.Section(.heading("Earlier", words), []))
    }
    return Listing(sections)
  }

  func draw(_ shown: Meanwhile, on canvas: inout Canvas, in area: Area) {
    canvas.fill(area, .plain)
    let title = "SINCE YOU LOOKED  \(moment(shown.since)) to \(moment(shown.until))"
    canvas.frame(area, title: title, Style(.accent), titleStyle: Style(.accent, bold: true))
    let layout = PageLayout(width: area.width - 2, names: 32, isList: false)
    let lines = meanwhileLines(shown)
    draw(lines, layout.rows(lines), selected: shown.selected, layout, on: &canvas, in: area)
  }
}

extension Change.Reached {
  /// That of the state that it came to, under whatever heading: what cannot be seen is not red, and what recovered from a
  /// breach that nobody saw is not green.
  fileprivate func mark(under weight: Change.Weight) -> Mark {
    switch self {
    case .criterion(let state): state.mark
    case .source(let answers): answers ? Mark("●", .good) : Mark("◌", .unknown)
    case .guardrail(.breached), .guardrail(.recovering): Mark("✖", .bad, bold: true)
    case .guardrail(.pending): Mark("▲", .warning)
    case .guardrail(.inactive): weight == .breach ? Alert.Level.recovered.mark : Mark("●", .good)
    }
  }
}
