/// One thing that the operator should know of now.
package struct Alert: Hashable, Sendable {
  package enum Level: Int, Hashable, Comparable, Sendable {
    /// A guardrail is breached.
    case breach
    /// Something burns towards a breach, contradicts a ruling or is overdue.
    case warning
    /// A deadline is gone, and nothing can be done before it any more.
    case missed
    /// Something cannot be seen.
    case blind
    /// A breach that is over, and waits to be acknowledged.
    case recovered
    /// What would have acted, were it in earnest.
    case dryRun
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
  package var acknowledgedAt: Instant?
  /// Where to look further; nil where there is nothing behind it.
  package var subject: Subject?
  /// When the breach was over that waits to be acknowledged.
  package var recoveredAt: Instant?
  /// Of a guardrail its title, with which ``text`` begins, and the rest of it where there is little room: how it stands is
  /// worth more than its whole name.
  package var title: String?
  package var brief: String?
  /// What matters more within a level is less.
  var rank = 0
  /// When it is to happen, of what is told because it comes near.
  var due: Instant?

  package var isMissed: Bool { level == .missed }

  /// Older before newer, and what has no beginning last; but of what recovered the newest first: it is what happened
  /// while nobody looked.
  fileprivate var order: Int64 {
    recoveredAt.map { -$0.milliseconds } ?? since?.milliseconds ?? due?.milliseconds ?? .max
  }
}

extension BoardState {
  /// Everything that wants attention at `now`, worst first; older before newer, and what recovered the other way round.
  package func alerts(at now: Instant) -> [Alert] {
    alerts(of: standings(at: now), deadlines(at: now), at: now)
  }

  /// The same.
  ///
  /// - Parameters:
  ///   - standings: those of all apps at `now`.
  ///   - deadlines: all of them at `now`.
  package func alerts(of standings: [AppStanding], _ deadlines: [DeadlineStanding], at now: Instant) -> [Alert] {
    var ofApps: [Alert] = []
    for standing in standings {
      for guardrail in standing.guardrails {
        if let alert = alert(for: guardrail, at: now) { ofApps.append(alert) }
      }
      if let alert = conflictAlert(of: standing) { ofApps.append(alert) }
    }
    let ofBoard =
      windowAlerts(at: now) + silentSources(at: now) + overdueBlockers(at: now) + sampleAlerts(at: now)
      + clockAlerts(at: now) + muteAlerts(at: now) + askingAlerts() + boardAlerts() + armingAlerts()
    return (ofApps + deadlineAlerts(deadlines, at: now) + ofBoard).sorted {
      left, right in
      (left.level.rawValue, left.rank, left.order, left.text)
        < (right.level.rawValue, right.rank, right.order, right.text)
    }
  }

  private func alert(for standing: GuardrailStanding, at now: Instant) -> Alert? {
    let run = standing.run
    let guardrail = standing.guardrail
    guard standing.counts else { return dryRunAlert(for: standing) }
    func make(_ level: Alert.Level, _ since: Instant?, _ text: String, acknowledges: Bool = false) -> Alert {
      Alert(
        level: level, since: since, app: standing.key.app, text: text, acknowledges: acknowledges ? standing.key : nil,
        acknowledgedBy: run.acknowledged?.by, acknowledgedAt: run.acknowledged?.at, subject: .guardrail(standing.key))
    }
    switch run.phase {
    case .breached, .recovering:
      var alert = make(
        .breach, run.breachedAt, "\(guardrail.title): \(breachWords(of: standing, at: now))",
        acknowledges: run.acknowledged == nil)
      // What takes traffic away before what only tells, and what somebody knows of behind both.
      alert.rank = (run.acknowledged == nil ? 0 : 2) + (guardrail.action.lowersPosture ? 0 : 1)
      (alert.title, alert.brief) = (guardrail.title, brief(of: standing, at: now))
      return alert
    case .pending:
      let burnt = run.burnt(at: now, under: guardrail).clock
      let blind = standing.isBlind ? ", BLIND" : ""
      return make(.warning, run.since, "\(guardrail.title) for \(burnt) of \(guardrail.sustainedClock)\(blind)")
    case .inactive:
      if let unseen = run.unseen {
        // Whether it is well now nobody knows: that comes first.
        let blind = standing.isBlind ? "BLIND, \(standing.because); " : ""
        // Traffic comes back by itself: nobody should have to find that out.
        let after = guardrail.action.lowersPosture ? ", \(guardrail.action.rawValue) over" : ""
        var alert = make(
          standing.isBlind ? .blind : .recovered, unseen.breachedAt,
          "\(guardrail.title): \(blind)\(unseen.words(at: now))\(after), not acknowledged", acknowledges: true)
        alert.recoveredAt = unseen.recoveredAt
        alert.title = guardrail.title
        alert.brief = standing.isBlind ? "BLIND, unack" : "recovered \(unseen.recoveredAt.seen(from: now)), unack"
        return alert
      }
      return standing.isBlind ? make(.blind, nil, "\(guardrail.title): BLIND, \(standing.because)") : nil
    }
  }

  /// `breached 10m10s, abort: no traffic, not acknowledged`: for how long, what follows from it by itself, and whether
  /// nobody knows; who does stands in ``Alert/acknowledgedBy``, for which each place has its own room.
  private func breachWords(of standing: GuardrailStanding, at now: Instant) -> String {
    let (guardrail, run) = (standing.guardrail, standing.run)
    let phase =
      run.phase == .recovering
      ? "recovering, not yet for \(guardrail.recovery.words)" : "breached \((now - (run.breachedAt ?? now)).span)"
    let action = guardrail.action.lowersPosture ? "\(guardrail.action.rawValue): no traffic" : nil
    let debt = run.acknowledged == nil ? "not acknowledged" : nil
    let earlier = run.unseen.map { "\($0.count) before not acknowledged" }
    return [phase, standing.isBlind ? "BLIND" : nil, action, debt, earlier].compactMap(\.self).joined(separator: ", ")
  }

  /// `breached 10m10s, abort, unack`.
  private func brief(of standing: GuardrailStanding, at now: Instant) -> String {
    let (guardrail, run) = (standing.guardrail, standing.run)
    let phase = run.phase == .recovering ? "recovering" : "breached \((now - (run.breachedAt ?? now)).span)"
    let action = guardrail.action.lowersPosture ? guardrail.action.rawValue : nil
    return [phase, standing.isBlind ? "BLIND" : nil, action, run.acknowledged == nil ? "unack" : nil]
      .compactMap(\.self).joined(separator: ", ")
  }

  /// A dry run is told where it would have acted, and asks for nothing.
  private func dryRunAlert(for standing: GuardrailStanding) -> Alert? {
    guard standing.run.isBreached else { return nil }
    return Alert(
      level: .dryRun, since: standing.run.breachedAt, app: standing.key.app,
      text: "\(standing.guardrail.title): dry run, would \(standing.guardrail.action.rawValue)", acknowledges: nil,
      acknowledgedBy: nil, subject: .guardrail(standing.key))
  }

  private func conflictAlert(of standing: AppStanding) -> Alert? {
    standing.conflict.map { conflict in
      var alert = Alert(
        level: .warning, since: nil, app: standing.app.id, text: conflict, acknowledges: nil, acknowledgedBy: nil,
        subject: .app(standing.app.id))
      // Production that nothing bears out is what the board is there to prevent.
      alert.rank = standing.posture == .production ? -1 : 0
      return alert
    }
  }

  /// Deadlines at risk for which nobody has said until when, and those that were missed.
  private func deadlineAlerts(_ standings: [DeadlineStanding], at now: Instant) -> [Alert] {
    func make(_ text: String, of id: String, missed: Instant? = nil) -> Alert {
      Alert(
        level: missed == nil ? .warning : .missed, since: missed, app: nil, text: text, acknowledges: nil,
        acknowledgedBy: nil, subject: .deadline(id))
    }
    func missed(_ title: String, _ deadline: Deadline?, of id: String, at instant: Instant) -> Alert {
      let never = deadline.map { neverCame(for: $0, due: instant) } ?? (deliverables: [], gates: [])
      let count = never.deliverables.count
      let things = count == 0 ? [] : count == 1 ? never.deliverables : ["\(count) never came"]
      let what = things + never.gates
      let who = count == 0 ? nil : deadline?.owedBy.map { "owed by \($0)" }
      let words = (what.isEmpty ? ["not in time"] : what) + [who].compactMap(\.self)
      return make(
        "\(title) MISSED \((now - instant).coarse) ago: \(words.joined(separator: ", "))", of: id, missed: instant)
    }
    let gone = standings.filter { $0.state == .missed }.map {
      missed($0.deadline.title, $0.deadline, of: $0.deadline.id, at: $0.instant)
    }
    // A blocker that endangers several of them is one alert, of the next.
    let wanting = Dictionary(grouping: standings.filter(\.wantsBlocker)) { standing in
      standing.reasons.first.flatMap { $0.hasPrefix("B-") ? $0 : nil } ?? standing.deadline.id
    }
    let risks = wanting.values.compactMap { endangered -> Alert? in
      guard let next = endangered.min(by: { $0.instant < $1.instant }) else { return nil }
      let more = endangered.count > 1 ? " and \(endangered.count - 1) more" : ""
      let name = "\(ETA.short(next.instant, now: now)) \(next.deadline.title)\(more)"
      var alert = make(
        "\(name) AT RISK, \(next.reasons.joined(separator: ", ")): wants a blocker with owner and ETA",
        of: next.deadline.id)
      alert.due = next.instant
      return alert
    }
    let current = gone + risks
    let earlier = missedBefore(now).map { passed in
      let deadline = board.deadlines.first { $0.id == passed.deadline }
      let title = "\(deadline?.title ?? passed.deadline) of \(passed.at.day.short)"
      return missed(title, deadline, of: passed.deadline, at: passed.at)
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

extension GuardrailRun.Unseen {
  /// `recovered 20:02 after 10m10s`; of several `recovered 20:02, breached 3 times since 19:40`.
  package func words(at now: Instant) -> String {
    let end = "recovered \(recoveredAt.seen(from: now))"
    return count == 1
      ? "\(end) after \((recoveredAt - breachedAt).span)"
      : "\(end), breached \(count) times since \(breachedAt.seen(from: now))"
  }
}

extension Deadline {
  /// Who owes what is delivered by it: three names at most, of more how many; nil where nobody is named.
  fileprivate var owedBy: String? {
    if owes.isEmpty { return nil }
    return owes.count > 3 ? "\(owes.count) apps" : owes.map(\.name).joined(separator: ", ")
  }
}
