/// One thing of the board that is otherwise than somebody saw it last.
package struct Change: Hashable, Sendable {
  /// Worst first.
  package enum Weight: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// A guardrail is breached, or was meanwhile.
    case breach
    /// Something fails, is silent, was missed, burns, or is not proved any more.
    case trouble
    /// What humans decided.
    case decision
    /// What humans filed, changed, delivered.
    case work
    /// Something holds again.
    case better

    package static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  package let weight: Weight
  /// When it last moved.
  package let at: Instant
  package let app: AppID?
  package let text: String
  /// Where to look further; nil where there is nothing behind it.
  package let subject: Subject?
  /// The state that it came to; nil for what has none.
  package var reached: Reached?

  package enum Reached: Hashable, Sendable {
    case guardrail(GuardrailPhase)
    case criterion(CriterionState)
    case source(answers: Bool)
  }
}

/// A thing on the board that something is said of.
package enum Subject: Hashable, Sendable {
  case app(AppID)
  case guardrail(Key)
  case criterion(Key)
  case source(Key)
  case blocker(Int)
  case deadline(String)
}

extension BoardState {
  /// What changed with these events, worst first, then older before newer: one line for each thing, however often it
  /// moved. What went and came back is told where it was a breach or a silence.
  ///
  /// - Parameter span: from when to when; windows open and close by the clock, and no event says so.
  package func changes(in events: some Sequence<Event>, within span: ClosedRange<Instant>? = nil) -> [Change] {
    var guardrails: [Key: [(event: Event, moved: GuardrailMoved)]] = [:]
    var criteria: [Key: [(event: Event, moved: CriterionMoved)]] = [:]
    var sources: [Key: [(event: Event, moved: SourceMoved)]] = [:]
    var changes: [Change] = []
    for event in events {
      switch event.fact {
      case .guardrailMoved(let moved): guardrails[moved.guardrail, default: []].append((event, moved))
      case .criterionMoved(let moved): criteria[moved.criterion, default: []].append((event, moved))
      case .sourceMoved(let moved): sources[moved.source, default: []].append((event, moved))
      default: if let change = self.change(event) { changes.append(change) }
      }
    }
    changes += guardrails.compactMap { change(of: $0, $1) }
    changes += criteria.compactMap { change(of: $0, $1) }
    changes += sources.compactMap { Self.change(of: $0, $1) }
    if let span { changes += board.windows.compactMap { change(of: $0, within: span) } }
    return changes.sorted { ($0.weight.rawValue, $0.at, $0.text) < ($1.weight.rawValue, $1.at, $1.text) }
  }

  /// A window that is open now and was not, or the other way round, and the traffic that its app has now.
  private func change(of window: Window, within span: ClosedRange<Instant>) -> Change? {
    func isOpen(_ now: Instant) -> Bool { if case .open = window.state(at: now) { true } else { false } }
    let opens = isOpen(span.upperBound)
    guard isOpen(span.lowerBound) != opens else { return nil }
    let edge = opens ? window.opened(at: span.upperBound) : window.closed(at: span.upperBound)
    let traffic = window.app.flatMap { board.app($0) }.map { app in
      ": traffic \(standing(of: app, at: span.upperBound).posture.rawValue)"
    }
    let verb = window.freezes ? (opens ? "began" : "ended") : (opens ? "opened" : "closed")
    return Change(
      weight: .work, at: min(max(edge, span.lowerBound), span.upperBound), app: window.app,
      text: "\(window.title) \(verb)\(traffic ?? "")", subject: window.app.map { .app($0) })
  }

  /// Where it stood before, the worst that it was, and where it stands.
  private func change(of key: Key, _ moves: [(event: Event, moved: GuardrailMoved)]) -> Change? {
    guard let first = moves.first, let last = moves.last else { return nil }
    let guardrail = board.guardrail(key)
    let name = guardrail?.title ?? key.name
    let breach = moves.first { $0.moved.to == .breached }
    let wasBreached = first.moved.from == .breached || first.moved.from == .recovering
    let dry = guardrail?.isDryRun == true ? "dry run: " : ""
    func make(_ weight: Change.Weight, _ words: String) -> Change {
      Change(
        weight: dry.isEmpty ? weight : max(weight, .work), at: last.event.at, app: key.app,
        text: "\(name): \(dry)\(words)", subject: .guardrail(key), reached: .guardrail(last.moved.to))
    }
    func time(_ event: Event) -> String { event.at.timeOfDay.minutes }
    switch last.moved.to {
    case .breached, .recovering:
      let because = last.moved.because
      guard let breach, !wasBreached else { return make(.breach, "still breached, \(because)") }
      let word = last.moved.to == .recovering ? ", recovering" : ""
      return make(.breach, "BREACHED at \(time(breach.event))\(word), \(because)")
    case .pending: return make(.trouble, "burns since \(time(last.event)), \(last.moved.because)")
    case .inactive:
      if let breach { return make(.breach, "was breached at \(time(breach.event)), recovered at \(time(last.event))") }
      return wasBreached
        ? make(.better, "recovered at \(time(last.event))")
        : make(.better, "burned, no more since \(time(last.event))")
    }
  }

  private func change(of key: Key, _ moves: [(event: Event, moved: CriterionMoved)]) -> Change? {
    guard let first = moves.first, let last = moves.last, first.moved.from != last.moved.to else { return nil }
    let title = title(of: key)
    return Change(
      weight: last.moved.to.isBetter(than: first.moved.from) ? .better : .trouble, at: last.event.at, app: key.app,
      text: "\(title): \(first.moved.from.rawValue) to \(last.moved.to.rawValue), \(last.moved.because)",
      subject: .criterion(key), reached: .criterion(last.moved.to))
  }

  private static func change(of key: Key, _ moves: [(event: Event, moved: SourceMoved)]) -> Change? {
    guard let last = moves.last else { return nil }
    let silent = moves.first { !$0.moved.answers }
    let was = silent.map { ", was silent from \($0.event.at.timeOfDay.minutes)" } ?? ""
    let words = last.moved.answers ? "answers again\(was)" : "is silent: \(last.moved.because)"
    return Change(
      weight: last.moved.answers ? .better : .trouble, at: last.event.at, app: key.app,
      text: "source \(key.name) \(words)", subject: .source(key), reached: .source(answers: last.moved.answers))
  }

  /// The change that one event is by itself; nil where it is none that anybody must be told of.
  private func change(_ event: Event) -> Change? {
    guard let weight = Self.weight(of: event.fact) else { return nil }
    let by = event.actor == Event.engine ? "" : "\(event.actor) "
    return Change(
      weight: weight, at: event.at, app: app(of: event), text: by + words(of: event), subject: event.subject)
  }

  private static func weight(of fact: Fact) -> Change.Weight? {
    switch fact {
    case .deadlinePassed(let passed): passed.missing?.isEmpty == false ? .trouble : .work
    case .hookEnded(let ended): ended.status == 0 ? .work : .trouble
    // Keys that nobody meant to rotate are how an identity provider is taken over.
    case .keySetChanged: .trouble
    case .windowCapped, .clockStepped, .hookStarted: .trouble
    case .hookArmed, .rulingRecorded, .approvalSigned, .approvalWithdrawn, .handedOver, .alarmsMuted: .decision
    case .breachAcknowledged, .blockerFiled, .blockerEdited, .blockerReopened: .work
    case .blockerResolved, .delivered: .better
    case .guardrailMoved, .criterionMoved, .sourceMoved, .conditionTurned, .watchStarted, .snapshotWritten: nil
    }
  }
}

extension CriterionState {
  /// Whether somebody can be glad of it. What nobody can see has not become better, and what is missing is no better
  /// for being known to be.
  fileprivate func isBetter(than before: CriterionState) -> Bool {
    self == .pass || (self == .pending && before == .fail)
  }
}

extension Event {
  /// What the event is about; nil where there is nothing behind it.
  package var subject: Subject? {
    switch fact {
    case .guardrailMoved(let moved): .guardrail(moved.guardrail)
    case .conditionTurned(let turned): .guardrail(turned.guardrail)
    case .criterionMoved(let moved): .criterion(moved.criterion)
    case .sourceMoved(let moved): .source(moved.source)
    case .keySetChanged(let changed): .source(changed.source)
    case .breachAcknowledged(let acknowledged): .guardrail(acknowledged.guardrail)
    case .hookArmed(let hook): .guardrail(hook.guardrail)
    case .hookStarted(let started): .guardrail(started.guardrail)
    case .hookEnded(let ended): .guardrail(ended.guardrail)
    case .rulingRecorded(let recorded): .app(recorded.app)
    case .blockerFiled(let filed): .blocker(filed.number)
    case .blockerEdited(let edited): .blocker(edited.number)
    case .blockerResolved(let resolved): .blocker(resolved.number)
    case .blockerReopened(let reopened): .blocker(reopened.number)
    case .delivered(let delivered): .deadline(delivered.deadline)
    case .deadlinePassed(let passed): .deadline(passed.deadline)
    case .alarmsMuted(let muted): muted.app.map { .app($0) }
    case .approvalSigned, .approvalWithdrawn, .windowCapped, .clockStepped, .watchStarted, .snapshotWritten,
      .handedOver:
      nil
    }
  }
}

extension BoardState {
  /// The app that an event is about, also where it names it only by a blocker, an item or a window.
  package func app(of event: Event) -> AppID? {
    switch event.fact {
    case .blockerResolved(let resolved): blocker(resolved.number)?.draft.app
    case .blockerReopened(let reopened): blocker(reopened.number)?.draft.app
    case .approvalSigned(let signed): app(approving: signed.item)
    case .approvalWithdrawn(let withdrawn): app(approving: withdrawn.item)
    case .windowCapped(let capped): board.windows.first { $0.id == capped.window }?.app
    default: event.fact.app
    }
  }

  private func app(approving item: String) -> AppID? {
    board.apps.first { app in
      app.criteria.contains { if case .approval(item, _) = $0.requirement { true } else { false } }
    }?.id
  }
}
