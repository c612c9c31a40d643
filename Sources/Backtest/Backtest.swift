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
  ///   - watch: when somebody watched: then silence is evaluated too, as it was at the time.
  ///   - evaluated: is called after each evaluation with its instant.
  package mutating func run(
    _ rows: [SampleRow], every step: Duration?, deeds: [Event] = [], watch: PastWatch? = nil,
    transition: (Transition) -> Void,
    evaluated: (BoardState, Instant) -> Void = { _, _ in }
  ) {
    guard let first = rows.first?.at, let last = rows.last?.at else { return }
    var rest = rows[...]
    var undone = deeds[...]
    var now = first
    var heard = first
    while true {
      while let deed = undone.first, deed.at <= now {
        undone.removeFirst()
        apply(deed.fact, by: deed.actor, at: deed.at)
      }
      let due = rest.prefix { $0.at <= now }
      state.ingest(due.map { Sample($0.signal, $0.value, reason: $0.value == nil ? "has no data" : nil, at: $0.at) })
      rest = rest.dropFirst(due.count)
      heard = due.last?.at ?? heard
      evaluate(at: now, transition)
      evaluated(state, now)
      if let step {
        guard now < last else { return }
        now = now + step
      } else {
        guard let next = watch?.instant(after: now, heard, before: rest.first?.at) ?? rest.first?.at else { return }
        now = next
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

/// When a board was watched whose samples a backtest is driven through.
///
/// A board that is watched evaluates its rules each second, also while nothing is heard: a burn goes on.
package struct PastWatch: Hashable, Sendable {
  private let start: Instant
  private let end: Instant
  private static let step = Duration.seconds(1)
  /// A longer silence of everything means that nobody watched.
  private static let longest = Duration.seconds(600)

  /// - Parameters:
  ///   - start: from when on; before it, samples stand for longer times.
  ///   - end: the last that is known of it.
  package init(from start: Instant, until end: Instant) {
    self.start = start
    self.end = end
  }

  /// The next instant of silence; nil where the next sample is next, or nothing is.
  func instant(after now: Instant, _ heard: Instant, before next: Instant?) -> Instant? {
    let instant = now + Self.step
    guard now >= start, instant < next ?? (end + Self.step), (next ?? instant) - heard <= Self.longest else {
      return nil
    }
    return instant
  }
}

extension Event {
  /// Whether a human did it and rules may ask for it; an acknowledgement or a snapshot changes no verdict.
  package var isDeed: Bool {
    switch fact {
    case .rulingRecorded, .approvalSigned, .approvalWithdrawn, .blockerFiled, .blockerEdited, .blockerResolved,
      .blockerReopened, .delivered:
      true
    case .watchStarted, .guardrailMoved, .conditionTurned, .criterionMoved, .sourceMoved, .keySetChanged,
      .breachAcknowledged, .deadlinePassed, .snapshotWritten, .clockStepped, .hookArmed, .hookStarted, .hookEnded,
      .windowCapped, .alarmsMuted, .handedOver:
      false
    }
  }
}
