/// An operator silenced the alarms of an app, or of the whole board, for a while; or lets them sound again.
///
/// What is silenced is what calls: bell, notification and command. What is on the screen stays as it is.
package struct AlarmsMuted: Hashable, Sendable, Codable {
  /// Nil mutes every app.
  package let app: AppID?
  /// Nil lets them sound again.
  package let until: Instant?
  package let why: String
}

/// A mute as it stands on the board, so that nobody forgets it.
package struct Mute: Hashable, Sendable, Codable {
  /// Nil for all apps.
  package let app: AppID?
  package let until: Instant
  package let by: String
  package let why: String
}

extension BoardState {
  /// The longest mute: what is silenced longer is forgotten.
  package static let longestMute = Duration.seconds(24 * 3600)

  /// The mutes that have not expired, the first to expire before the others.
  package func mutes(at now: Instant) -> [Mute] {
    muted.values.filter { $0.until > now }
      .sorted { ($0.until.milliseconds, $0.app?.name ?? "") < ($1.until.milliseconds, $1.app?.name ?? "") }
  }

  /// Whether the alarms of an app are silenced, by its own mute or by the whole board's.
  package func isMuted(_ app: AppID, at now: Instant) -> Bool {
    [nil, app].contains { muted[$0].map { $0.until > now } ?? false }
  }

  /// The breaches that call an operator: burning or over, and not acknowledged; dry runs call nobody.
  package var breachesThatCall: Set<Key> {
    var calling: Set<Key> = []
    for (key, place) in roster.guardrails where runs[place].wantsAcknowledgement {
      if board.guardrail(key)?.isDryRun == false { calling.insert(key) }
    }
    return calling
  }

  func mute(_ app: AppID?, until: Instant?, why: String, at now: Instant) throws(Refusal) -> Fact {
    if let app, board.app(app) == nil { throw Refusal(.app, "'\(app)' is not an app of this board.") }
    let whose = app.map { "\($0)'s alarms are" } ?? "The board's alarms are"
    guard let until else {
      guard muted[app].map({ $0.until > now }) ?? false else { throw Refusal(.until, "\(whose) not muted.") }
      return .alarmsMuted(AlarmsMuted(app: app, until: nil, why: why))
    }
    guard until > now else { throw Refusal(.until, "Name an instant that is still to come.") }
    guard until - now <= Self.longestMute else { throw Refusal(.until, "Mute for 24 hours at most.") }
    guard !why.isInvisible else { throw Refusal(.why, "Say why: it stands beside the alarm that does not sound.") }
    guard why.count <= Self.longestText else { throw Refusal(.why, "Keep it within \(Self.longestText) characters.") }
    return .alarmsMuted(AlarmsMuted(app: app, until: until, why: why))
  }

  /// Every mute, so that a silence is never mistaken for calm.
  func muteAlerts(at now: Instant) -> [Alert] {
    mutes(at: now).map { mute in
      let whose = mute.app == nil ? "alarms of the whole board" : "alarms"
      return Alert(
        level: .muted, since: nil, app: mute.app,
        text: "\(whose) muted until \(ETA.short(mute.until, now: now)) by \(mute.by): \(mute.why)", acknowledges: nil,
        acknowledgedBy: nil)
    }
  }
}
