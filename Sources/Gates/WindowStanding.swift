/// A window as its times have it at one instant. It is open at its opening's own millisecond, and closed at its
/// closing's.
package enum WindowState: Hashable, Sendable {
  case opens(in: Duration)
  /// Nil where nothing says when it closes.
  case open(closesIn: Duration?)
  case closed
}

extension Window {
  package func state(at now: Instant) -> WindowState {
    let opening = opens.next(after: now)
    let closing = closes?.next(after: now)
    switch (opens, closes) {
    case (.daily, .daily):
      // Daily windows: open while the closing comes before the next opening.
      if let closing, closing < opening { return .open(closesIn: closing - now) }
      return .opens(in: opening - now)
    case (.instant, _), (.daily, _):
      if opening > now { return .opens(in: opening - now) }
      guard let closing else { return .open(closesIn: nil) }
      return closing > now ? .open(closesIn: closing - now) : .closed
    }
  }

  /// When it closed last, of one that has closed.
  func closed(at now: Instant) -> Instant {
    switch closes {
    case .instant(let instant): instant
    case .daily(let time): Moment.daily(time).next(after: now) - .seconds(86_400)
    case nil: now
    }
  }

  /// When it opened last: which of a daily window's stretches `now` is in.
  func opened(at now: Instant) -> Instant {
    switch opens {
    case .instant(let instant): instant
    case .daily: opens.next(after: now) - .seconds(86_400)
    }
  }
}

/// A window as the board shows it: its times, and what its cap says of them.
package struct WindowStanding: Hashable, Sendable {
  /// What became of the cap of a window that its times have open.
  package enum Cap: Hashable, Sendable {
    /// It holds, or there is none.
    case holds
    /// Over it, now or before: the window closed early and stays closed.
    case reached(because: String)
    /// Nobody can say: the window does not count as open.
    case unknown(because: String)
  }

  package let window: Window
  package let state: WindowState
  package let cap: Cap

  /// Whether it lets through what it is there to let through.
  package var isOpen: Bool {
    guard case .open = state else { return false }
    return cap == .holds
  }

  /// Whether nobody can say if it is open.
  package var isUnjudged: Bool { if case .unknown = cap { true } else { false } }

  /// `closed early, cap reached: pages 14 > 12`; nil while its cap has nothing to say.
  package var capWords: String? {
    switch cap {
    case .holds: nil
    case .reached(let because): "closed early, cap reached: \(because)"
    case .unknown(let because): "not open, cap unknown: \(because)"
    }
  }
}

extension BoardState {
  /// All windows in the board's order.
  package func windows(at now: Instant) -> [WindowStanding] { board.windows.map { standing(of: $0, at: now) } }

  package func standing(of window: Window, at now: Instant) -> WindowStanding {
    let state = window.state(at: now)
    guard case .open = state, let cap = window.cap, let app = window.app else {
      return WindowStanding(window: window, state: state, cap: .holds)
    }
    if let before = closing(of: window, at: now) {
      return WindowStanding(window: window, state: state, cap: .reached(because: before.because))
    }
    let judgement = judge(cap, in: app, at: now)
    switch judgement.truth {
    case .yes: return WindowStanding(window: window, state: state, cap: .holds)
    case .no: return WindowStanding(window: window, state: state, cap: .reached(because: judgement.because))
    case .unknown: return WindowStanding(window: window, state: state, cap: .unknown(because: judgement.because))
    }
  }

  /// The journaled early closing of the stretch that `now` is in, under the cap that the board has.
  private func closing(of window: Window, at now: Instant) -> WindowCapped? {
    guard let capped = cappedWindows[window.id], capped.opened == window.opened(at: now),
      capped.cap == window.cap?.text
    else { return nil }
    return capped
  }

  /// The early closing that follows at `now`: what was over its cap once must not open again because pages went.
  func newlyCapped(_ window: Window, at now: Instant) -> WindowCapped? {
    guard case .open = window.state(at: now), let cap = window.cap, let app = window.app,
      closing(of: window, at: now) == nil,
      cap.truth(in: app, BoardMeasurements(state: self, now: now)) == .no
    else { return nil }
    return WindowCapped(
      window: window.id, opened: window.opened(at: now), cap: cap.text, because: judge(cap, in: app, at: now).because)
  }
}
