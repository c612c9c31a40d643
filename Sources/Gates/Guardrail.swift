/// What must not be broken while an app runs.
package struct Guardrail: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, CaseIterable, Codable {
    case abort, rollback, alert

    /// Whether a breach takes the app's traffic away.
    package var lowersPosture: Bool { self != .alert }
  }

  package let name: String
  package let title: String
  /// The condition that must not hold.
  package let breach: Condition
  /// How long the condition must hold before the guardrail is breached; zero breaches at once.
  package let sustained: Duration
  /// How long the condition must be gone before a breach is over, as Prometheus's `keep_firing_for`.
  package let recovery: Duration
  package let action: Action

  package init(
    name: String, title: String, breach: Condition, sustained: Duration, recovery: Duration = .zero, action: Action
  ) {
    self.name = name
    self.title = title
    self.breach = breach
    self.sustained = sustained
    self.recovery = recovery
    self.action = action
  }
}
