package import Canvas
package import Gates

/// The board as lines: what is new since the last one, a sentence each, for screen readers, logs and serial lines.
///
/// Nothing in it needs a colour, a shape or a place on the screen.
package struct PlainVoice: Sendable {
  /// In columns: longer sentences end in an ellipsis, so that no line is endless to whoever listens.
  package static let longestLine = 640

  private let glyphs: GlyphSet
  private var sequence = 0
  private var deadlines: [String: DeadlineStanding.State] = [:]
  private var standings: [AppID: String] = [:]
  private var isBlind = false
  private var trouble: String?

  /// - Parameter glyphs: what whoever reads the lines can show.
  package init(in glyphs: GlyphSet = .unicode) { self.glyphs = glyphs }

  /// How the board stands when somebody begins to listen.
  package mutating func begin(_ state: BoardState, at now: Instant) -> [String] {
    sequence = state.sequence
    (isBlind, trouble) = (state.isBlind, state.journalTrouble)
    let standings = state.standings(at: now)
    for standing in standings { self.standings[standing.app.id] = standing.sentence }
    func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    let size = "\(counted(standings.count, "app")), \(counted(state.board.sourceCount, "source"))"
    var lines = ["board \(state.board.title), \(size)"]
    lines += standings.map(\.sentence)
    for standing in state.deadlines(at: now) {
      deadlines[standing.deadline.id] = standing.state
      lines.append(standing.sentence)
    }
    lines += state.openBlockers.map { "\($0.label) is open: \($0.draft.text), owner \($0.draft.owner)" }
    return lines.map { line($0, at: now) }
  }

  /// What is new in a state.
  package mutating func lines(for state: BoardState, at now: Instant) -> [String] {
    var lines: [String] = []
    let news = state.recent.filter { $0.sequence > sequence }
    // More came at once than a state remembers.
    let lost = (news.first?.sequence ?? sequence + 1) - sequence - 1
    if lost > 0 { lines.append(line("\(lost) events came at once; the journal has them", at: now)) }
    lines += news.map { line(Self.sentence(of: $0, on: state), at: $0.at) }
    sequence = max(sequence, state.sequence)
    for standing in state.standings(at: now) where standings[standing.app.id] != standing.sentence {
      standings[standing.app.id] = standing.sentence
      lines.append(line(standing.sentence, at: now))
    }
    for standing in state.deadlines(at: now) where deadlines[standing.deadline.id] != standing.state {
      deadlines[standing.deadline.id] = standing.state
      lines.append(line(standing.sentence, at: now))
    }
    if state.isBlind != isBlind {
      isBlind = state.isBlind
      lines.append(line(isBlind ? "BLIND: no source answers" : "sources answer again", at: now))
    }
    if state.journalTrouble != trouble {
      trouble = state.journalTrouble
      lines.append(line(trouble.map { "JOURNAL FAILING: \($0)" } ?? "the journal works again", at: now))
    }
    return lines
  }

  /// Who did what to which app; what the rules found has no actor.
  private static func sentence(of event: Event, on state: BoardState) -> String {
    let actor = event.actor == Event.engine ? nil : event.actor
    let head = [actor, state.app(of: event)?.name].compactMap(\.self).joined(separator: ", ")
    let words = state.words(of: event)
    return head.isEmpty ? words : "\(head): \(words)"
  }

  /// What is said when the engine says nothing, and when it speaks again.
  package func stalled(for silence: Duration?, at now: Instant) -> String {
    line(silence.map { "STALLED: the engine has said nothing for \($0.span)" } ?? "the engine speaks again", at: now)
  }

  private func line(_ sentence: String, at now: Instant) -> String {
    "\(now.utcSeconds) \(sentence)".harmless(atMost: Self.longestLine, in: glyphs)
  }
}

extension BoardState {
  fileprivate var isBlind: Bool { board.sourceCount > 0 && sourcesSilent == board.sourceCount }
}

extension AppStanding {
  /// `scholar_auth: CONDITIONAL GO, internal traffic, readiness 6 of 6; but ...`.
  fileprivate var sentence: String {
    let but = conflict.map { "; but \($0)" } ?? ""
    return "\(app.id): \(ruling.kind.rawValue), \(posture.words), readiness \(readiness.words)\(but)"
  }
}

extension DeadlineStanding {
  fileprivate var sentence: String {
    let why = reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", "))"
    let words: String =
      switch state {
      case .upcoming: "is owed"
      case .dueSoon: "is due soon"
      case .atRisk: "is AT RISK"
      case .onTrack: "is on track"
      case .met: "is met"
      case .missed: "is MISSED"
      case .passed: "has passed"
      }
    return "deadline \(instant.timeOfDay.minutes) '\(deadline.title)' \(words)\(why)"
  }
}
