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
}
