extension BoardState {
  /// Whether the signal is read of a histogram, so that there is more to it than a number.
  package func declaresHistogram(_ signal: Key) -> Bool { roster.histograms[signal] != nil }

  /// What was observed of the signal's histogram lately; nil where that is not known.
  package func histogram(_ signal: Key) -> HistogramPast? { histograms[signal] }

  /// Takes in what sources observed; of signals that have no histogram nothing is kept.
  package mutating func ingest(_ observed: [Observed]) {
    for one in observed { withHistogram(of: one.signal) { $0.add(one.buckets, at: one.at) } }
  }

  /// Takes over what another program observed of a source's histograms.
  mutating func follow(_ app: AppID, _ live: [LiveHistogram]) {
    for one in live { withHistogram(of: Key(app, one.signal)) { $0.follow(one) } }
  }

  /// What is handed to those that follow of a source's histograms; nil where it has none.
  func liveHistograms(of source: Source, in app: AppID) -> [LiveHistogram]? {
    guard !histograms.isEmpty else { return nil }
    let live = source.signals.compactMap { histograms[Key(app, $0.name)]?.live($0.name) }
    return live.isEmpty ? nil : live
  }

  private mutating func withHistogram(of signal: Key, _ change: (inout HistogramPast) -> Void) {
    guard let every = roster.histograms[signal] else { return }
    change(
      &histograms[signal, default: HistogramPast(step: Series.step(of: every), among: roster.histograms.count)])
  }
}
