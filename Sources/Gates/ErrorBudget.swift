/// What is left of an error budget: the ledger behind a burn-rate guardrail.
package struct ErrorBudget: Hashable, Sendable {
  package let signal: Key
  /// The share of good events that is promised, such as 0.999.
  package let objective: Double
  /// The longest window in which a guardrail of the board watches it.
  package let window: Duration
  /// The part of the window's budget that is spent, 1 for all of it; nil while it is unknown.
  package let spent: Double?
  /// How much of the window has been measured: without the stretches in which no number came.
  package let measured: Duration

  package var left: Double? { spent.map { 1 - $0 } }
}

extension BoardState {
  /// One ledger for each signal and objective that a guardrail's burn rate names, over its longest window.
  ///
  /// Spent is what was lost so far in the window as a share of what the whole window may lose: an hour at ten times
  /// the budget spends ten hours' worth of it. Time before the first sample has cost nothing; a stretch in which no number
  /// came has cost what the rest did on average.
  package func errorBudgets(of app: App, at now: Instant) -> [ErrorBudget] {
    var ledgers: [(signal: SignalReference, objective: Double, window: Duration, budget: Double)] = []
    for burn in app.guardrails.flatMap(\.breach.burns) {
      let same = ledgers.firstIndex {
        $0.signal.key(in: app.id) == burn.errors.key(in: app.id) && $0.objective == burn.objective
      }
      if let same {
        ledgers[same].window = max(ledgers[same].window, burn.length)
      } else {
        ledgers.append((burn.errors, burn.objective, burn.length, burn.budget))
      }
    }
    return ledgers.map { ledger in
      let key = ledger.signal.key(in: app.id)
      let average = average(of: key, over: ledger.window, at: now)
      let share = average.map { Double($0.span.wholeMilliseconds) / Double(ledger.window.wholeMilliseconds) } ?? 0
      return ErrorBudget(
        signal: key, objective: ledger.objective, window: ledger.window,
        spent: average.map { $0.mean / ledger.budget * share }, measured: average?.measured ?? .zero)
    }
  }

  /// The mean of the numbers in a window, the time since the first of them, and how much of that was measured.
  private func average(
    of key: Key, over window: Duration, at now: Instant
  ) -> (mean: Double, span: Duration, measured: Duration)? {
    guard case .known = reading(key, at: now), let series = series(key) else { return nil }
    let points = series.points.filter { $0.at > now - window && $0.at <= now }
    let numbers = points.compactMap(\.number)
    let instants = points.filter { $0.number != nil }.map(\.at)
    guard !numbers.isEmpty, let first = points.first?.at else { return nil }
    return (numbers.reduce(0, +) / Double(numbers.count), now - first, measured(by: instants, of: key, at: now))
  }

  /// A number measures until the next one comes. Where that takes longer than two of the source's periods it measures
  /// one, as the line of ``course(of:steps:at:)`` ends there.
  private func measured(by instants: [Instant], of key: Key, at now: Instant) -> Duration {
    let every = every(key)
    return zip(instants, instants.dropFirst() + [now]).reduce(.zero) { sum, step in
      let gap = step.1 - step.0
      return sum + (gap > every * 2 ? every : gap)
    }
  }
}
