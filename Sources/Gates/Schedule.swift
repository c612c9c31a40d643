/// When something on the board happens.
package enum Moment: Hashable, Sendable {
  case instant(Instant)
  /// Every day at this UTC time.
  case daily(TimeOfDay)

  /// The instant itself; of a daily moment the first one at or after `now`.
  package func next(from now: Instant) -> Instant {
    switch self {
    case .instant(let instant): return instant
    case .daily(let time):
      let today = Instant(now.day, time)
      return today < now ? Instant(now.day + 1, time) : today
    }
  }

  /// The instant itself; of a daily moment the first one later than `now`.
  func next(after now: Instant) -> Instant { next(from: now + .milliseconds(1)) }
}

extension Day {
  /// The instant at which a clock shows `time` in the 24 hours from 12:00 UTC of this day.
  package func night(_ time: TimeOfDay) -> Instant {
    Instant(time.secondOfDay < 43_200 ? self + 1 : self, time)
  }
}

/// The last instant by which deliverables are owed.
package struct Deadline: Hashable, Sendable {
  package let id: String
  package let title: String
  package let at: Moment
  /// The apps that owe something.
  package let owes: [AppID]
  /// What is owed, in words, one deliverable each.
  package let deliverables: [String]
  /// Gates, by label or app, that must pass by then.
  package let requires: [String]
  /// How long before the instant it counts as due soon.
  package let lead: Duration

  package init(
    id: String, title: String, at: Moment, owes: [AppID] = [], deliverables: [String] = [], requires: [String] = [],
    lead: Duration = .seconds(3600)
  ) {
    self.id = id
    self.title = title
    self.at = at
    self.owes = owes
    self.deliverables = deliverables
    self.requires = requires
    self.lead = lead
  }
}

/// One instant of a deadline; a daily one has many.
package struct DueDate: Hashable, Sendable, Codable {
  package let deadline: String
  package let at: Instant
}

/// A deliverable that came.
package struct Delivery: Hashable, Sendable, Codable {
  package let delivered: Delivered
  package let by: String
  package let at: Instant
}

/// A stretch of time that opens and closes: a canary, a retest, a change freeze.
package struct Window: Hashable, Sendable {
  package let id: String
  package let title: String
  package let app: AppID?
  package let opens: Moment
  /// Nil where it stays open until somebody closes it.
  package let closes: Moment?
  /// What else is to be said of it, in words.
  package let note: String?
  /// What must hold for it to stay open, such as `pages <= 12`; read in ``app``.
  package let cap: Condition?
  /// The most traffic that the app may have while the window is not open; nil where it opens no gate.
  package let outside: Posture?
  /// Whether no ruling may raise the traffic of its app, or of any where it names none, while it is open.
  package let freezes: Bool

  package init(
    id: String, title: String, app: AppID?, opens: Moment, closes: Moment?, note: String? = nil, cap: Condition? = nil,
    outside: Posture? = nil, freezes: Bool = false
  ) {
    self.id = id
    self.title = title
    self.app = app
    self.opens = opens
    self.closes = closes
    self.note = note
    self.cap = cap
    self.outside = outside
    self.freezes = freezes
  }
}

/// A signal with a baseline, shown as a delta.
package struct KPI: Hashable, Sendable {
  package let id: String
  package let title: String
  package let signal: Key
  package let baseline: Quantity

  package init(id: String, title: String, signal: Key, baseline: Quantity) {
    self.id = id
    self.title = title
    self.signal = signal
    self.baseline = baseline
  }
}
