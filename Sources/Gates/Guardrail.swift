/// What must not be broken while an app runs.
package struct Guardrail: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, CaseIterable, Codable {
    case abort, rollback, alert

    /// Whether a breach takes the app's traffic away.
    package var lowersPosture: Bool { self != .alert }
  }

  /// What it means when the condition cannot be judged.
  package enum Silence: String, Hashable, Sendable, CaseIterable, Codable {
    /// Nothing: silence neither starts, nor clears, nor hides a breach, and the guardrail shows BLIND.
    case hold
    /// The worst: silence burns as a breach does.
    case breach
    /// All is well, as in Prometheus's alerting rules, where no result is no alert.
    case clear
  }

  package let name: String
  package let title: String
  /// The condition that must not hold.
  package let breach: Condition
  /// How long the condition must hold before the guardrail is breached; zero breaches at once.
  package let sustained: Duration
  /// Where it is set, ``sustained`` need not be without a break: so much of the last so long is enough. It catches
  /// what flaps.
  package let within: Duration?
  /// How long the condition must be gone before a breach is over, as Prometheus's `keep_firing_for`.
  package let recovery: Duration
  /// Age from which the signals are silent for this guardrail; nil leaves it to their sources.
  package let staleAfter: Duration?
  package let silence: Silence
  /// Evaluated and recorded, but it neither acts nor counts.
  package let isDryRun: Bool
  package let action: Action
  /// What a breach runs; nil where it runs nothing.
  package let hook: Hook?

  package init(
    name: String, title: String, breach: Condition, sustained: Duration, within: Duration? = nil,
    recovery: Duration = .zero, staleAfter: Duration? = nil, silence: Silence = .hold, isDryRun: Bool = false,
    action: Action, hook: Hook? = nil
  ) {
    self.name = name
    self.title = title
    self.breach = breach
    self.sustained = sustained
    self.within = within
    self.recovery = recovery
    self.staleAfter = staleAfter
    self.silence = silence
    self.isDryRun = isDryRun
    self.action = action
    self.hook = hook
  }

  /// Whether the condition counts as holding; nil where silence leaves things as they are.
  func counts(_ truth: Truth) -> Bool? {
    switch (truth, silence) {
    case (.yes, _), (.unknown, .breach): true
    case (.no, _), (.unknown, .clear): false
    case (.unknown, .hold): nil
    }
  }

  /// `05:00`, or `03:00 in 05:00`: how long it must burn, beside how long it has.
  package var sustainedClock: String { sustained.clock + (within.map { " in \($0.clock)" } ?? "") }

  /// `5m`, or `3m in 5m`: the same where nothing counts up to it.
  package var sustainedWords: String { sustained.words + (within.map { " in \($0.words)" } ?? "") }
}
