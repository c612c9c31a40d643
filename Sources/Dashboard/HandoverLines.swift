import Canvas
package import Gates

extension Model {
  /// One page for the next shift: what is broken, what burns, what is in the way, what is at risk, what was decided.
  var handoverLines: [Line] {
    let guardrails = derived.lists.troubled(derived.standings)
    let open = state.openBlockers.inOrder
    let risks = derived.deadlines.filter { $0.state == .atRisk || $0.state == .missed }
    // What comes next, also where it is well.
    let ahead = derived.deadlines.filter { $0.instant > now && $0.state != .atRisk }.prefix(3)
    let contradicted = derived.standings.filter { $0.conflict != nil }
    let windows = state.windows(at: now).filter(\.isOpen)
    return [lastHandoverLine]
      + section("Breaches open or not acknowledged", guardrails.filter { $0.run.isBreached || $0.run.unseen != nil }) {
        line(of: $0)
      }
      + section("Burning", guardrails.filter { $0.run.phase == .pending }) { line(of: $0) }
      + section("Rulings that measurements contradict", contradicted) { standing in
        Line(
          mark: Mark("≠", .bad, bold: true), name: standing.app.id.name, text: standing.conflict ?? "",
          target: .why(standing.app.id))
      }
      + section("Blockers", open) { line(of: $0) }
      + section("Deadlines at risk or missed", risks) { standing in
        Line(
          mark: standing.state.mark, name: "\(ETA.short(standing.instant, now: now)) \(standing.deadline.title)",
          text: "\(standing.state.rawValue): \(standing.reasons.joined(separator: " · "))",
          target: .deadline(standing.deadline.id))
      }
      + section("Deadlines ahead", Array(ahead)) { standing in
        let owes = standing.deadline.owes.map(\.name).joined(separator: ", ")
        let owed = standing.missing.isEmpty ? "" : ": \(standing.missing.joined(separator: "; "))"
        return Line(
          mark: standing.state.mark, name: "\(ETA.short(standing.instant, now: now)) \(standing.deadline.title)",
          text: "\(standing.state.rawValue)\(owed)\(owed.isEmpty || owes.isEmpty ? "" : "; by \(owes)")",
          target: .deadline(standing.deadline.id))
      }
      + section("Windows open", windows) { line(of: $0) }
      + section("Rulings recorded since the last handover", state.ruledSinceHandover.reversed()) { ruled in
        Line(
          mark: ruled.ruling.kind.mark, name: "\(moment(ruled.at)) \(ruled.app)",
          text: "\(ruled.ruling.kind.rawValue), \(ruled.ruling.allows.words), by \(ruled.by): \(ruled.why)",
          target: .ruling(ruled.app))
      }
      + section("Sources silent or not asked yet", silentSources) { key in
        Line(
          mark: Mark("◌", .unknown), name: "\(key)", text: state.health[key]?.said ?? "not asked yet",
          target: .source(key))
      }
  }

  private var silentSources: [Key] {
    let sources = derived.lists.sources(state)
    return ((sources[false] ?? []) + (sources[nil] ?? [])).map { $0.key }
  }

  private var lastHandoverLine: Line {
    guard let last = state.lastHandover else {
      return .fact("last handover", "none in this journal\(mayAct ? offer(.handover, "signs one") : "")")
    }
    let note = last.note.isEmpty ? "" : ": \(last.note)"
    return .fact(
      "last handover", "\(last.outgoing) to \(last.incoming) at \(moment(last.at))\(note)",
      target: .event(last.sequence))
  }

  private func line(of rule: GuardrailStanding) -> Line {
    Line(
      mark: rule.mark, name: "\(rule.key.app.name)  \(rule.guardrail.title)", text: handoverWords(of: rule),
      target: .guardrail(rule.key))
  }

  /// What whoever comes must know of a breach that is over: when it was, what it led to, and that nobody has seen it.
  private func handoverWords(of rule: GuardrailStanding) -> String {
    let run = rule.run
    guard !run.isBreached, let unseen = run.unseen else { return timerWords(of: rule) }
    let count = unseen.count == 1 ? "" : ", \(unseen.count) breaches"
    return "\(moment(unseen.breachedAt)) to \(moment(unseen.recoveredAt)), \(rule.guardrail.action.rawValue)\(count), "
      + "not acknowledged; now \(rule.judgement.because)"
  }

  /// Nothing to hand over is said, too.
  private func section<Element>(_ name: String, _ elements: [Element], _ line: (Element) -> Line) -> [Line] {
    [.heading(name, elements.isEmpty ? "none" : "\(elements.count)")] + elements.map(line)
  }

  /// The page as rows of text, as it is when it is signed.
  package var handoverSheet: [String] {
    handoverLines.dropFirst().flatMap { line in
      line.isHeading ? ["", "\(line.name): \(line.text)"] : ["  \(line.mark.shape) \(line.name)  \(line.text)"]
    }
  }

  // MARK: Signing

  /// The page first; from the page the form that both sign.
  mutating func handOver() -> [Effect] {
    guard place == .handover else { return visit(.handover) }
    guard mayAct else { return say(locked) }
    return show(.handingOver(from: person, in: state))
  }

  /// The file follows the journal: what it says is signed is signed. Its sheet is the one that was signed, whatever has
  /// changed since.
  mutating func writeHandover(after events: [Event]) -> [Effect] {
    defer { signedSheet = [] }
    for event in events {
      if let text = Self.signed(signedSheet, by: event, on: state.board) { return [.writeHandover(text, at: event.at)] }
    }
    return []
  }

  /// A sheet under the names of those who signed it; nil for an event that is no handover.
  package static func signed(_ sheet: [String], by event: Event, on board: Board) -> String? {
    guard case .handedOver(let handed) = event.fact else { return nil }
    var rows = [
      "HANDOVER  \(board.title)", "\(event.at.utcSeconds)  event \(event.sequence) of the journal", "",
      "from  \(handed.outgoing)", "to    \(handed.incoming)",
    ]
    if !handed.note.isEmpty { rows.append("note  \(handed.note)") }
    return (rows + sheet).map(\.harmless).joined(separator: "\n") + "\n"
  }
}

extension Form {
  /// Begins with who sits at the keyboard; who takes over completes from those who have acted before.
  static func handingOver(from person: String, in state: BoardState) -> Form {
    let people = state.people
    return Form(
      .handOver,
      [
        Field(.outgoing, person, words: people),
        Field(.incoming, words: people.filter { $0 != person }),
        Field(.note),
      ])
  }
}

extension BoardState {
  /// Who has acted on this board lately: names that a form completes.
  var people: [String] {
    Set(recent.map(\.actor) + blockers.map(\.filedBy) + approvals.map(\.by)).subtracting([Event.engine]).sorted()
  }
}
