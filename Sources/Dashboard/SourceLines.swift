import Canvas
import Gates

extension Model {
  /// A source: what it asks, what it last said, and each signal that it yields.
  func sourceLines(_ key: Key) -> [Line] {
    guard let source = state.board.app(key.app)?.sources.first(where: { $0.name == key.name }) else { return [] }
    let health = state.health[key] ?? SourceHealth()
    var lines = [
      Line(mark: health.mark, name: "last said", text: health.said),
      .fact("asked", health.lastPollAt.map { "\(moment($0, seconds: true))" } ?? "not yet"),
      .fact("last answer", health.lastAnswerAt.map { "\(moment($0, seconds: true))" } ?? "none"),
      .fact("asks", source.question),
    ]
    if source.kind != .push {
      lines.append(.fact("how often", "every \(source.every.words), waits \(source.timeout.words) for an answer"))
      lines.append(.fact("on time", health.punctuality?.words ?? "not measured here"))
    }
    lines.append(.fact("unknown after", "\(source.staleAfter.words) of silence"))
    if let last = health.last, !last.steps.isEmpty {
      lines.append(.fact("steps", last.steps.map(\.words).joined(separator: ", ")))
    }
    if let keys = state.providerKeys[key] { lines += keyLines(keys) }
    lines.append(.heading("Signals"))
    for signal in source.signals {
      let name = Key(key.app, signal.name)
      lines.append(line(of: name, named: signal.name))
      lines += state.uses(of: name, at: now).map { use in
        Line(
          mark: use.mark, name: "\(use.app) \(use.rule)", text: "\(use.words), \(use.because)", depth: 1,
          target: use.place)
      }
    }
    return lines + answerLines(health.last)
  }

  /// How many lines of an answer a page shows.
  private static var mostAnswerLines: Int { 40 }

  /// The beginning of the answer as it came. What it holds is text and no more: every character passes the glyphs.
  private func answerLines(_ last: LastAnswer?) -> [Line] {
    guard let last, !last.beginning.isEmpty else { return [] }
    return [.heading("Last answer", "its beginning, without secrets")]
      + last.lines.prefix(Self.mostAnswerLines).map { .verbatim(String($0)) }
  }

  /// The keys of an OpenID provider, and how they changed last.
  private func keyLines(_ keys: ProviderKeys) -> [Line] {
    func names(_ keys: [ProviderKey]) -> String {
      keys.map { "\($0.kid) (\($0.thumbprint.prefix(8)))" }.joined(separator: ", ")
    }
    var lines = [Line.fact("keys", names(keys.keys))]
    if let since = keys.unsteadySince {
      lines.append(
        Line(
          mark: Mark("▲", .warning), name: "unsteady",
          text: "other keys from look to look since \(moment(since, seconds: true)); above are those of the last hour"))
    }
    if let last = keys.last, let since = keys.since {
      let words = [(last.added, "came"), (last.removed, "went")].filter { !$0.0.isEmpty }
        .map { "\(names($0.0)) \($0.1)" }
      lines.append(.fact("changed", "\(moment(since, seconds: true)): \(words.joined(separator: ", "))"))
    }
    return lines
  }

  private func line(of signal: Key, named name: String) -> Line {
    switch state.reading(signal, at: now) {
    case .known(let value, let age):
      let text = "\(value.words(state.dimension(signal))), \(age.span) old"
      let uses = state.uses(of: signal, at: now)
      // A value alone is neither good nor bad: rules say so.
      guard let worst = uses.min(by: { $0.badness < $1.badness }), let isWell = worst.isWell else {
        return .fact(name, text, target: .signal(signal))
      }
      let whose = worst.app == signal.app ? "" : "\(worst.app) "
      let why = isWell ? "" : "; \(whose)\(worst.rule) \(worst.words): \(worst.because)"
      return Line(mark: worst.mark, name: name, text: text + why, target: .signal(signal))
    case .unknown(let reason, _):
      return Line(mark: Mark("◌", .unknown), name: name, text: "\(reason)", target: .signal(signal))
    }
  }

  /// How many samples a page shows.
  private static var mostSamples: Int { 200 }

  /// A signal's samples, the newest first.
  func signalLines(_ key: Key) -> [Line] {
    guard state.declares(key) else { return [] }
    let dimension = state.dimension(key)
    let source = state.board.app(key.app)?.sources.first { $0.signals.contains { $0.name == key.name } }
    var lines = [line(of: key, named: "now")]
    if let source { lines.append(.fact("source", source.name, target: .source(Key(key.app, source.name)))) }
    guard let series = state.series(key) else { return lines }
    lines.append(.heading("Samples", "\(series.count) kept, the newest first"))
    lines += series.points.reversed().prefix(Self.mostSamples).map { point in
      let words = point.number.map { Value.number($0).words(dimension) }
      return Line(
        mark: words == nil ? Mark("◌", .unknown) : Mark("·", .faint), name: moment(point.at, seconds: true),
        text: words ?? "no number")
    }
    return lines
  }

  private func deadlineLine(of draft: BlockerDraft) -> Line {
    guard let id = draft.deadline else { return .fact("deadline", "every one that the app owes to") }
    guard let deadline = state.board.deadlines.first(where: { $0.id == id }) else { return .fact("deadline", id) }
    let at = ETA.short(deadline.at.next(from: now), now: now)
    return .fact("deadline", "\(at) \(deadline.title)", target: .deadline(id))
  }

  /// A blocker with every change of its ETA.
  func blockerLines(_ number: Int) -> [Line] {
    guard let blocker = state.blocker(number) else { return [] }
    let draft = blocker.draft
    var lines = [
      Line.heading(blocker.label, draft.text),
      .fact("app", draft.app?.name ?? "-", target: draft.app.map { .gate($0) }),
      deadlineLine(of: draft),
      .fact("owner", draft.owner),
      .fact("ETA", draft.eta.map { ETA.short($0, now: now) } ?? "none, which puts its deadlines at risk"),
      .fact("severity", draft.severity.label),
      .fact("filed", "by \(blocker.filedBy) at \(moment(blocker.filedAt))"),
    ]
    lines += blocker.etaHistory.map { change in
      let words = [change.from, change.to].map { $0.map { ETA.short($0, now: now) } ?? "none" }
      return Line(
        mark: change.isSlip ? Mark("▲", .warning) : Mark("·", .faint), name: change.isSlip ? "slip" : "ETA changed",
        text: "\(words[0]) to \(words[1]), by \(change.by) at \(moment(change.at))")
    }
    if blocker.reopened > 0 {
      lines.append(.fact("reopened", blocker.reopened == 1 ? "once" : "\(blocker.reopened) times"))
    }
    if let end = blocker.resolution {
      lines.append(
        Line(
          mark: Mark("●", .good), name: "resolved",
          text:
            "by \(end.by) at \(moment(end.at))\(end.note.isEmpty ? "" : ": \(end.note)")\(offer(.reopen, "opens it again"))"
        ))
    }
    return lines
  }
}
