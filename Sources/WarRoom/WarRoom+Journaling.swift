import Gates
import Journal
import Probes

/// What the engine finds goes into the journal first, and then into the state; what runs because of it is run by whoever
/// wrote it.
extension WarRoom {
  /// Facts that the rules found. Those that were found before another program's events were read are found again next
  /// time; so is what the journal refuses, but for what guardrails do: that the board assumes, and it is written first.
  func record(_ facts: [Fact], by actor: String) {
    guard !facts.isEmpty else { return }
    let now = clock.now()
    guard writeUnwritten() else { return assume(facts.map { ($0, now) }) }
    if append(facts, by: actor, at: now) == .refused { assume(facts.map { ($0, now) }) }
  }

  private enum Outcome {
    case written
    /// By a full disk or another program's lock; why is ``writeTrouble``.
    case refused
    /// Another program's events come first, or it holds the watch now.
    case overtaken
  }

  private func append(_ facts: [Fact], by actor: String, at now: Instant) -> Outcome {
    let right = actor == Event.engine ? right() : nil
    if actor == Event.engine, right == nil, journal.path != nil { return .overtaken }
    do {
      let events = try journal.append(facts, by: actor, at: now, after: state.sequence, under: right)
      for event in events { state.apply(event) }
      writeTrouble = nil
      runHooks(events)
      return .written
    } catch {
      guard error.isFenced || error.isBehind else {
        writeTrouble = error
        return .refused
      }
      if error.isFenced { standDown() }
      catchUp()
      return .overtaken
    }
  }

  private func assume(_ found: [(fact: Fact, at: Instant)]) {
    for one in found where state.assume(one.fact, at: one.at) { unwritten.append(one) }
  }

  /// Writes what the journal would not take, each with the instant at which it was found.
  ///
  /// - Returns: whether nothing is left.
  func writeUnwritten() -> Bool {
    guard !unwritten.isEmpty else { return true }
    var waiting = unwritten[...]
    unwritten = []
    state.forgetAssumptions()
    // Another program may come first once or twice, and not for ever.
    var tries = 3
    while let found = waiting.first {
      switch append([found.fact], by: Event.engine, at: found.at) {
      case .written: waiting.removeFirst()
      case .overtaken where term != nil && tries > 0: tries -= 1
      // Who holds the watch now finds it, too.
      case .overtaken where term == nil: return true
      case .refused, .overtaken:
        assume(Array(waiting))
        return false
      }
    }
    return true
  }

  /// Starts the programs whose start this engine has just journaled: whoever wrote it runs it, and nobody else.
  private func runHooks(_ events: [Event]) {
    guard journal.path != nil else { return }
    for event in events {
      guard case .hookStarted(let started) = event.fact, let guardrail = state.board.guardrail(started.guardrail),
        let hook = guardrail.hook
      else { continue }
      let because = state.judge(guardrail, in: started.guardrail.app, at: event.at).because
      hooks.append(
        Task {
          await self.settle(await HookRunner.run(hook, for: started.guardrail, as: event.sequence, because: because))
        })
    }
  }

  /// Records how a program ended: where the journal refuses it again each second, and once more when the watch ends.
  private func settle(_ ended: HookEnded) async {
    while (try? await perform(.recordHook(ended), by: Event.engine)) == nil, !isStopping {
      await thread.pause(.seconds(1))
    }
  }

  /// Takes in what other programs appended to the journal.
  func catchUp() {
    guard journal.path != nil else { return }
    do {
      let events = try journal.events(after: state.sequence)
      readTrouble = nil
      guard !events.isEmpty else { return }
      // They happened to what the journal has, and not to what is assumed beyond it.
      let waiting = unwritten
      unwritten = []
      state.forgetAssumptions()
      for event in events { state.apply(event) }
      assume(waiting)
    } catch {
      readTrouble = error
    }
  }

  /// A journal that failed says so until it has taken something again, and is asked at each evaluation.
  func tryAgain() {
    guard writeTrouble != nil else { return }
    do {
      try journal.touch()
      writeTrouble = nil
    } catch {
      writeTrouble = error
    }
    if writeTrouble == nil { _ = writeUnwritten() }
  }
}
