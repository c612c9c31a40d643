import Gates
import Synchronization

/// What the questions to one source came to, on its way to the engine.
struct Arrival: Sendable {
  let source: Key
  let samples: [Sample]
  let observed: [Observed]
  let isAnswer: Bool
  let said: String
  /// What came, to be looked at.
  let last: LastAnswer?
  /// The keys of an OpenID provider, where it is one.
  let keys: [ProviderKey]?
  /// From the planned instant to the beginning of the question, in real time; nil where nothing was planned.
  let delay: Duration?
}

/// Where answers wait for the engine: those that come within a moment of each other are taken in together.
///
/// To wake the engine, to look at the rules and to hand a state over costs more than the numbers of one answer.
final class Intake: Sendable {
  private let waiting = Mutex<[Arrival]>([])

  /// - Returns: whether it is the first that waits: then somebody has to come for it.
  func put(_ arrival: Arrival) -> Bool {
    waiting.withLock { waiting in
      waiting.append(arrival)
      return waiting.count == 1
    }
  }

  /// All that wait, in the order in which they came.
  func takeAll() -> [Arrival] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
