import Gates
import Probes

extension Answer {
  /// No answer is no sample: the last one ages until it is stale, as a missed poll should.
  func samples(from source: Source, _ key: Key, at now: Instant) -> [Sample] {
    source.signals.compactMap { signal in
      let name = Key(key.app, signal.name)
      switch values[signal.name] {
      case .value(let value): return Sample(name, value, at: now)
      case .missing(let why): return Sample(name, nil, reason: why, at: now)
      case nil: return nil
      }
    }
  }

  /// What its histograms observed since the answer before.
  func observed(in app: AppID, at now: Instant) -> [Observed] {
    buckets.isEmpty ? [] : buckets.map { Observed(Key(app, $0.key), $0.value, at: now) }
  }

  /// What is kept of it to be looked at.
  ///
  /// - Parameter sources: how many sources the board has.
  func last(among sources: Int) -> LastAnswer {
    LastAnswer(
      steps: phases.named.map { LastAnswer.Step($0.name, milliseconds: $0.took / .milliseconds(1)) },
      beginning: String(decoding: beginning.prefix(LastAnswer.room(among: sources)), as: UTF8.self))
  }
}
