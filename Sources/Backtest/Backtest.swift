package import Gates

/// A guardrail's change of phase in virtual time.
package struct Transition: Hashable, Sendable {
  package let at: Instant
  package let guardrail: Key
  package let from: GuardrailPhase
  package let to: GuardrailPhase
  package let because: String
}

/// The board's own rules over recorded samples: no network, no journal, no clock.
package struct Backtest {
  package private(set) var state: BoardState
  private var sequence = 0

  package init(_ board: Board) {
    state = BoardState(board)
    // The file is all that the sources ever say, so from the start their silence is theirs.
    for app in board.apps {
      for source in app.sources {
        state.ingest(Key(app.id, source.name), answered: true, said: "samples file", at: Instant(milliseconds: 0))
      }
    }
  }

  /// Drives the rules through the rows and hands out each transition as it happens.
  ///
  /// - Parameters:
  ///   - step: evaluate on a fixed grid from the first time to the last row's or just after it; nil evaluates at each
  ///     distinct time.
  ///   - deeds: what humans did in between, in order: conditions may ask for approvals and for other gates.
  ///   - evaluated: is called after each evaluation with its instant.
  package mutating func run(
    _ rows: [SampleRow], every step: Duration?, deeds: [Event] = [], transition: (Transition) -> Void,
    evaluated: (BoardState, Instant) -> Void = { _, _ in }
  ) {
    guard let first = rows.first?.at, let last = rows.last?.at else { return }
    var rest = rows[...]
    var undone = deeds[...]
    var now = first
    while true {
      while let deed = undone.first, deed.at <= now {
        undone.removeFirst()
        apply(deed.fact, by: deed.actor, at: deed.at)
      }
      let due = rest.prefix { $0.at <= now }
      state.ingest(due.map { Sample($0.signal, $0.value, reason: $0.value == nil ? "has no data" : nil, at: $0.at) })
      rest = rest.dropFirst(due.count)
      evaluate(at: now, transition)
      evaluated(state, now)
      if let step {
        guard now < last else { return }
        now = now + step
      } else {
        guard let next = rest.first else { return }
        now = next.at
      }
    }
  }

  private mutating func evaluate(at now: Instant, _ transition: (Transition) -> Void) {
    for fact in Rules.evaluate(state, at: now) {
      apply(fact, by: Event.engine, at: now)
      guard case .guardrailMoved(let moved) = fact else { continue }
      transition(
        Transition(at: now, guardrail: moved.guardrail, from: moved.from, to: moved.to, because: moved.because))
    }
  }

  private mutating func apply(_ fact: Fact, by actor: String, at now: Instant) {
    sequence += 1
    state.apply(Event(sequence: sequence, at: now, actor: actor, fact: fact))
  }
}

extension Event {
  /// Whether a human did it and rules may ask for it; an acknowledgement or a snapshot changes no verdict.
  package var isDeed: Bool {
    switch fact {
    case .rulingRecorded, .approvalSigned, .approvalWithdrawn, .blockerFiled, .blockerEdited, .blockerResolved,
      .blockerReopened, .delivered:
      true
    case .watchStarted, .guardrailMoved, .conditionTurned, .criterionMoved, .sourceMoved, .breachAcknowledged,
      .deadlinePassed, .snapshotWritten, .clockStepped, .hookArmed, .hookStarted, .hookEnded:
      false
    }
  }
}
