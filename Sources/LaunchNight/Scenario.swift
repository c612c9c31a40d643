package import Gates

/// A night's story: which apps there are, what they answer, and what happens to them when.
package struct Scenario: Hashable, Sendable {
  package let title: String
  package let night: Day
  package let apps: [SimulatedApp]
  /// In the order of their instants.
  package let steps: [Step]

  /// The last step at or before `instant` that has words to say.
  package func story(at instant: Instant) -> Step? { steps.last { $0.at <= instant && !$0.say.isEmpty } }
}

/// One app of the night, as it is before the first step.
package struct SimulatedApp: Hashable, Sendable {
  package let name: String
  /// What each path answers.
  package let routes: [String: Document]
  /// Paths of numbers that breathe by a few percent, so that a line looks alive: `/health.latency.p95_ms`.
  package let breathes: Set<String>
  /// The statements that make each SQLite file.
  package let files: [String: [String]]
}

/// Something that happens at an instant.
package struct Step: Hashable, Sendable {
  package let at: Instant
  package let app: String
  /// One sentence for who reads along.
  package let say: String
  /// New numbers by path.
  package let set: [String: Double]
  /// How long the numbers take to get there, linearly.
  package let over: Duration
  /// How routes answer from now on.
  package let answers: [String: Manner]
  /// Statements for the app's SQLite files.
  package let sql: [String: [String]]
}

/// How a route answers.
package enum Manner: Hashable, Sendable {
  case normal
  /// 200 with bytes that are no JSON.
  case garbage
  /// 503.
  case error
  /// The connection ends in the middle of the answer.
  case drop
  /// More bytes than anybody should read.
  case huge
  /// The right answer, this much later in real time.
  case slow(Duration)
}

/// A JSON document of the simulation.
package indirect enum Document: Hashable, Sendable {
  /// Whole numbers stay whole.
  case number(Double, isWhole: Bool)
  case text(String)
  case truth(Bool)
  case list([Document])
  case object([String: Document])

  /// The paths of all numbers below, each with `prefix` before it.
  func numbers(_ prefix: String) -> [String] {
    switch self {
    case .number: [prefix]
    case .text, .truth: []
    case .list(let items): items.enumerated().flatMap { $0.element.numbers("\(prefix)[\($0.offset)]") }
    case .object(let members): members.sorted { $0.key < $1.key }.flatMap { $0.value.numbers("\(prefix).\($0.key)") }
    }
  }

  /// The document with each number replaced by what `change` makes of it.
  func mapNumbers(_ path: String, _ change: (String, Double) -> Double) -> Document {
    switch self {
    case .number(let number, let isWhole):
      let changed = change(path, number)
      return .number(isWhole ? changed.rounded() : changed, isWhole: isWhole)
    case .text, .truth: return self
    case .list(let items):
      return .list(items.enumerated().map { $0.element.mapNumbers("\(path)[\($0.offset)]", change) })
    case .object(let members):
      return .object(
        Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value.mapNumbers("\(path).\($0.key)", change)) }))
    }
  }
}
