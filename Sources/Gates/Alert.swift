/// One thing that the operator should know of now.
package struct Alert: Hashable, Sendable {
  package enum Level: Int, Hashable, Comparable, Sendable {
    /// A guardrail is breached.
    case breach
    /// Something burns towards a breach, contradicts a ruling or is overdue.
    case warning
    /// Something cannot be seen.
    case blind
    /// Over, and waiting to be acknowledged.
    case over
    /// Alarms that somebody silenced.
    case muted

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  package let level: Level
  package let since: Instant?
  package let app: AppID?
  package let text: String
  /// The guardrail whose breach an acknowledgement would settle; nil where there is nothing to acknowledge.
  package let acknowledges: Key?
  package let acknowledgedBy: String?
  /// Where to look further; nil where there is nothing behind it.
  package var subject: Subject?
  /// Whether it is about a deadline that is gone, and nothing can be done before it any more.
  package var isMissed = false
}

extension BoardState {
  /// Everything that wants attention at `now`, worst first, older before newer.
  package func alerts(at now: Instant) -> [Alert] {
    alerts(of: standings(at: now), deadlines(at: now), at: now)
  }

  /// Everything that wants attention at `now`, worst first, older before newer.
  ///
  /// - Parameters:
  ///   - standings: those of all apps at `now`.
  ///   - deadlines: all of them at `now`.
  package func alerts(of standings: [AppStanding], _ deadlines: [DeadlineStanding], at now: Instant) -> [Alert] {
    let ofApps = standings.flatMap { standing in
      standing.guardrails.compactMap { alert(for: $0, at: now) } + conflictAlert(of: standing)
    }
    let ofBoard =
      windowAlerts(at: now) + silentSources(at: now) + overdueBlockers(at: now) + sampleAlerts(at: now)
      + clockAlerts(at: now) + muteAlerts(at: now) + askingAlerts()
    return (ofApps + deadlineAlerts(deadlines, at: now) + ofBoard).sorted {
      left, right in
      // What has no beginning stands behind what has one.
      let (since, other) = (left.since?.milliseconds ?? .max, right.since?.milliseconds ?? .max)
      return (left.level.rawValue, since, left.text) < (right.level.rawValue, other, right.text)
    }
  }

  private func alert(for standing: GuardrailStanding, at now: Instant) -> Alert? {
    let run = standing.run
    let guardrail = standing.guardrail
    guard standing.counts else { return dryRunAlert(for: standing) }
    func make(_ level: Alert.Level, _ since: Instant?, _ text: String, acknowledges: Bool = false) -> Alert {
      Alert(
        level: level, since: since, app: standing.key.app, text: text, acknowledges: acknowledges ? standing.key : nil,
        acknowledgedBy: run.acknowledged?.by, subject: .guardrail(standing.key))
    }
    switch run.phase {
    case .breached:
      let elapsed = (now - (run.breachedAt ?? now)).clock
      let earlier = run.unseen.map { ", \($0.count) before not acknowledged" } ?? ""
      let blind = standing.isBlind ? ", BLIND" : ""
      return make(
        .breach, run.breachedAt,
        "\(guardrail.title): breached for \(elapsed), \(guardrail.action.rawValue)\(blind)\(earlier)",
        acknowledges: run.acknowledged == nil)
    case .recovering:
      return make(
        .breach, run.breachedAt, "\(guardrail.title): recovering, not yet for \(guardrail.recovery.words)",
        acknowledges: run.acknowledged == nil)
    case .pending:
      let burnt = run.burnt(at: now, under: guardrail).clock
      let blind = standing.isBlind ? ", BLIND" : ""
      return make(.warning, run.since, "\(guardrail.title) for \(burnt) of \(guardrail.sustainedClock)\(blind)")
    case .inactive:
      if let unseen = run.unseen {
        let lasted = (unseen.recoveredAt - unseen.breachedAt).clock
        let words = unseen.count == 1 ? "was breached for \(lasted)" : "was breached \(unseen.count) times in \(lasted)"
        return make(.over, unseen.breachedAt, "\(guardrail.title): \(words), over", acknowledges: true)
      }
      return standing.isBlind ? make(.blind, nil, "\(guardrail.title): BLIND, \(standing.because)") : nil
    }
  }

  /// A dry run is told where it would have acted, and asks for nothing.
  private func dryRunAlert(for standing: GuardrailStanding) -> Alert? {
    guard standing.run.isBreached else { return nil }
    return Alert(
      level: .over, since: standing.run.breachedAt, app: standing.key.app,
      text: "\(standing.guardrail.title): dry run, would \(standing.guardrail.action.rawValue)", acknowledges: nil,
      acknowledgedBy: nil, subject: .guardrail(standing.key))
  }

  private func conflictAlert(of standing: AppStanding) -> [Alert] {
    guard let conflict = standing.conflict else { return [] }
    return [
      Alert(
        level: .warning, since: nil, app: standing.app.id, text: conflict, acknowledges: nil, acknowledgedBy: nil,
        subject: .app(standing.app.id))
    ]
  }

  /// Deadlines at risk that nobody owns, and those that were missed.
  private func deadlineAlerts(_ standings: [DeadlineStanding], at now: Instant) -> [Alert] {
    func make(_ text: String, of id: String, since: Instant? = nil) -> Alert {
      Alert(
        level: .warning, since: since, app: nil, text: text, acknowledges: nil, acknowledgedBy: nil,
        subject: .deadline(id), isMissed: since != nil)
    }
    let current = standings.compactMap { standing -> Alert? in
      let name = "\(standing.instant.timeOfDay.minutes) \(standing.deadline.title)"
      if standing.state == .missed {
        return make(
          "\(standing.deadline.title) MISSED: \(standing.reasons.joined(separator: ", "))", of: standing.deadline.id,
          since: standing.instant)
      }
      guard standing.wantsBlocker else { return nil }
      let reasons = standing.reasons.joined(separator: ", ")
      return make("\(name) AT RISK, \(reasons): wants a blocker with owner and ETA", of: standing.deadline.id)
    }
    let earlier = missedBefore(now).map { passed in
      let title = board.deadlines.first { $0.id == passed.deadline }?.title ?? passed.deadline
      return make(
        "\(title) of \(passed.at.day.short) MISSED: \(passed.missing?.count ?? 0) never came", of: passed.deadline,
        since: passed.at)
    }
    return current + earlier
  }

  /// Windows that are not open although their times say so.
  private func windowAlerts(at now: Instant) -> [Alert] {
    windows(at: now).compactMap { standing in
      guard let words = standing.capWords else { return nil }
      return Alert(
        level: standing.isUnjudged ? .blind : .warning, since: nil,
        app: standing.window.app, text: "\(standing.window.title) \(words)", acknowledges: nil, acknowledgedBy: nil,
        subject: standing.window.app.map { .app($0) })
    }
  }

  private func silentSources(at now: Instant) -> [Alert] {
    health.compactMap { key, health in
      guard health.answers == false else { return nil }
      return Alert(
        level: .blind, since: health.lastAnswerAt, app: key.app, text: "source \(key.name): \(health.said)",
        acknowledges: nil, acknowledgedBy: nil, subject: .source(key))
    }
  }

  private func overdueBlockers(at now: Instant) -> [Alert] {
    openBlockers.filter { $0.isOverdue(at: now) }.map { blocker in
      Alert(
        level: .warning, since: blocker.draft.eta, app: blocker.draft.app,
        text: "\(blocker.label) overdue, \(blocker.draft.owner): \(blocker.draft.text)", acknowledges: nil,
        acknowledgedBy: nil, subject: .blocker(blocker.number))
    }
  }
}
