/// Who else has the board open, as one of several programs on one journal sees it.
package struct Watchers: Hashable, Sendable {
  /// Who asks the sources; nil where this program does it itself.
  package let following: String?
  /// Everybody else who watches, whom it follows included, by name.
  package let others: [String]

  package init(following: String? = nil, others: [String] = []) {
    self.following = following
    self.others = others
  }
}

/// What one source last yielded, as the program that asks it hands it to those that follow.
package struct LiveSource: Hashable, Sendable, Codable {
  package struct Reading: Hashable, Sendable, Codable {
    package let signal: String
    package let at: Instant
    package let value: Value?
    package let reason: String?
  }

  package let health: SourceHealth
  package let readings: [Reading]
  /// Nil where the source has no histogram.
  package var histograms: [LiveHistogram]?
}

extension BoardState {
  /// What a source last yielded; nil for one that the board does not have.
  package func live(_ key: Key) -> LiveSource? {
    guard let source = board.app(key.app)?.sources.first(where: { $0.name == key.name }), var health = health[key]
    else { return nil }
    health.last = health.last?.cut(to: LastAnswer.roomToHandOver(among: board.sourceCount))
    let readings = source.signals.compactMap { signal -> LiveSource.Reading? in
      guard let series = series(Key(key.app, signal.name)), let at = series.lastAt, !series.isPast else { return nil }
      return LiveSource.Reading(signal: signal.name, at: at, value: series.latest, reason: series.reason)
    }
    return LiveSource(health: health, readings: readings, histograms: liveHistograms(of: source, in: key.app))
  }

  /// Takes over what another program heard; what is known already is not taken twice.
  package mutating func follow(_ key: Key, _ live: LiveSource) {
    follow(key, live.health)
    ingest(
      live.readings.filter { reading in
        series(Key(key.app, reading.signal)).map { known in known.isPast || (known.lastAt ?? reading.at) < reading.at }
          ?? true
      }.map { Sample(Key(key.app, $0.signal), $0.value, reason: $0.reason, at: $0.at) })
    follow(key.app, live.histograms ?? [])
  }

  /// A source that nobody has asked for longer than its values are fresh does not answer, whatever it said last: those
  /// who follow must not go on showing what a program that died had seen.
  package mutating func doubtSilence(at now: Instant) {
    for app in board.apps {
      for source in app.sources where source.kind != .push {
        let key = Key(app.id, source.name)
        guard var found = health[key], found.answers == true, let last = found.lastPollAt,
          now - last > source.staleAfter
        else { continue }
        found.answers = false
        found.said = "nobody has asked since \(last.timeOfDay)"
        follow(key, found)
      }
    }
  }

  /// Begins to ask: of a source of which nobody has heard for long nothing is known, rather than that it is silent.
  package mutating func forgetDoubts() {
    let doubted = health.compactMap { key, found in
      found.answers == false && found.said.hasPrefix("nobody has asked since") ? (key, found) : nil
    }
    for (key, found) in doubted {
      var fresh = found
      fresh.answers = nil
      fresh.said = SourceHealth().said
      follow(key, fresh)
    }
  }

  /// How far back each signal is read by windows.
  ///
  /// - Parameter least: how far also where nothing looks back; signals without any past are left out.
  package func reaches(atLeast least: Duration) -> [Key: Duration] {
    roster.signals.compactMapValues { place in
      let reach = max(retention(place), least)
      return reach > .zero ? reach : nil
    }
  }

  /// How far back the longest window reads, and no less than a picture of the past needs.
  package var memory: Duration { max(.seconds(15 * 60), longestRetention) }
}
