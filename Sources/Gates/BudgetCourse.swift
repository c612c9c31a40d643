extension BoardState {
  /// What was left of an error budget at each of so many even steps of its window, the oldest first: 1 for all of it,
  /// below zero where more is spent than there was.
  ///
  /// All steps are of the window that ends at `now`. Each says what was left at its end, as of the last number that was
  /// measured; where none was for longer than the step and than the source's period it is nil, and no line leads over
  /// it: what was lost meanwhile is not known.
  package func course(of budget: ErrorBudget, steps count: Int, at now: Instant) -> [Double?] {
    guard count > 0, let series = series(budget.signal) else { return [] }
    let window = budget.window.wholeMilliseconds
    let start = now.milliseconds - window
    let points = series.points.filter { $0.at.milliseconds > start && $0.at <= now }
    let reach = max(every(budget.signal).wholeMilliseconds, window / Int64(count))
    var ledger = RunningLedger(budget, from: points.first?.at ?? now)
    var next = 0
    return (1...Int64(count)).map { step in
      let end = start + window * step / Int64(count)
      while next < points.count, points[next].at.milliseconds <= end {
        ledger.take(points[next].number, at: points[next].at)
        next += 1
      }
      guard let last = ledger.last, end - last.milliseconds < reach else { return nil }
      return ledger.left
    }
  }
}

/// An error budget as it is spent, number by number; counts as ``ErrorBudget`` does.
private struct RunningLedger {
  private let first: Instant
  private let window: Double
  /// The share of errors that the objective allows, rounded as ``Burn/budget`` is.
  private let allowed: Double
  private var sum = 0.0
  private var count = 0
  private(set) var last: Instant?

  init(_ budget: ErrorBudget, from first: Instant) {
    self.first = first
    window = Double(budget.window.wholeMilliseconds)
    allowed = ((1 - budget.objective) * 1e12).rounded() / 1e12
  }

  mutating func take(_ number: Double?, at instant: Instant) {
    guard let number else { return }
    sum += number
    count += 1
    last = instant
  }

  /// The mean so far, as far as the window has been measured, against what the whole window may lose.
  var left: Double? {
    guard let last, count > 0 else { return nil }
    let spent = sum / Double(count) / allowed * Double((last - first).wholeMilliseconds) / window
    return spent.isFinite ? 1 - spent : nil
  }
}
