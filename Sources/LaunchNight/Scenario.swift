package import Gates

/// A night's story: which apps there are, what they answer, and what happens to them when.
package struct Scenario: Hashable, Sendable {
  /// What the night is called.
  package let title: String
  /// The day on which the night begins; its times run from noon to noon UTC.
  package let night: Day
  /// In the order of the file.
  package let apps: [SimulatedApp]
  /// In the order of their instants; of one instant, in the order of the file.
  package let steps: [Step]

  /// The last step at or before `instant` that has words to say.
  package func story(at instant: Instant) -> Step? { steps.last { $0.at <= instant && !$0.say.isEmpty } }
}
