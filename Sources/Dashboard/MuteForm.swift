import Gates

extension Form {
  /// Begins with half an hour; where the alarms are muted already, with letting them sound again.
  static func muting(_ app: AppID?, in state: BoardState, at now: Instant) -> Form {
    let isMuted = app.map { state.mutes(at: now).map(\.app).contains($0) } ?? false
    return Form(
      .mute,
      [
        Field(.app, app?.name ?? "", words: state.board.apps.map(\.id.name)),
        Field(.until, isMuted ? "off" : "+30m", words: ["off", "+30m", "+2h"]), Field(.why),
      ])
  }

  func muteCommand(in state: BoardState, at now: Instant) throws(Refusal) -> Command {
    let typed = text(.app)
    let app = typed.isEmpty ? nil : state.board.gate(typed)?.id ?? AppID(typed)
    if text(.until).lowercased() == "off" { return .mute(app, until: nil, why: text(.why)) }
    guard let until = ETA.parse(text(.until), now: now) else {
      throw Refusal(.until, "Write \(ETA.spellings), or off to let them sound again.")
    }
    return .mute(app, until: until, why: text(.why))
  }

  /// What the typed time means, and what a mute leaves as it is.
  func muteMeaning(in state: BoardState, at now: Instant) -> String {
    if text(.until).lowercased() == "off" { return "the alarms sound again" }
    guard let until = ETA.parse(text(.until), now: now) else { return "\(ETA.spellings); off: they sound again" }
    guard until > now else { return "= \(until.day.short) \(until.timeOfDay.minutes) UTC, already past" }
    let typed = text(.app)
    let app = typed.isEmpty ? nil : state.board.gate(typed)?.id ?? AppID(typed)
    let calling = state.breachesThatCall.count { app == nil || $0.app == app }
    let hits =
      calling == 0 ? "nothing calls" : calling == 1 ? "a breach calls no more" : "\(calling) breaches call no more"
    return "= \(ETA.short(until, now: now)) UTC, in \((until - now).coarse); until then \(hits)"
  }
}

extension Model {
  /// Whether what blinks is lit in this second.
  var isLit: Bool { !settings.blinks || now.timeOfDay.secondOfDay % 2 == 0 }
}
