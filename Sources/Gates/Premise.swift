/// What whoever acts has seen of what the act replaces. Where that is another by then, somebody else has acted: nothing
/// is written over unseen.
package enum Premise: Hashable, Sendable {
  case blocker(BlockerDraft)
  case ruling(RulingInForce)
  /// The file that was delivered before; nil where that was no file.
  case delivery(FileRecord?)
  /// The breaches that burn, by when they began.
  case breaches([Key: Instant])
}

extension BoardState {
  /// - Throws: ``Refusal`` that says who did what meanwhile; it is ``Refusal/isOvertaken``.
  func check(_ premise: Premise?, of number: Int) throws(Refusal) {
    guard case .blocker(let seen)? = premise, let now = blocker(number)?.draft, now != seen else { return }
    let event = recent.last { event in
      if case .blockerEdited(let edited) = event.fact { edited.number == number } else { false }
    }
    let changes = [
      now.owner == seen.owner ? nil : "owner \(now.owner)",
      now.eta == seen.eta ? nil : "ETA \(now.eta.map { "\($0.timeOfDay.minutes) UTC" } ?? "none")",
      now.severity == seen.severity ? nil : now.severity.label,
      now.text == seen.text ? nil : "what: \(now.text)",
      now.app == seen.app && now.deadline == seen.deadline ? nil : "what it concerns",
    ].compactMap(\.self)
    let words = "changed B-\(number) meanwhile: \(changes.joined(separator: ", "))"
    throw Refusal(overtakenBy: event, words)
  }

  /// - Throws: ``Refusal`` that says who ruled what meanwhile; it is ``Refusal/isOvertaken``.
  func check(_ premise: Premise?, of app: AppID) throws(Refusal) {
    guard case .ruling(let seen)? = premise, let now = board.app(app).map(ruling), now != seen else { return }
    let event = recent.last { event in
      if case .rulingRecorded(let recorded) = event.fact { recorded.app == app } else { false }
    }
    let words = "ruled \(now.ruling.kind.rawValue) meanwhile\(now.record.map { ": \($0.why)" } ?? "")"
    throw Refusal(overtakenBy: event, words)
  }
}

extension BoardState {
  /// What burns now.
  package var breachesInSight: Premise {
    .breaches(
      Dictionary(
        breachedGuardrails.compactMap { key in run(key).breachedAt.map { (key, $0) } }, uniquingKeysWith: { $1 }))
  }

  /// - Throws: ``Refusal`` where it is another breach than the one that was seen; it is ``Refusal/isOvertaken``.
  func check(_ premise: Premise?, acknowledging key: Key) throws(Refusal) {
    guard case .breaches(let seen)? = premise, let now = run(key).breachedAt, seen[key] != now else { return }
    throw Refusal(
      .guardrail, "\(key) is breached anew since \(now.timeOfDay).",
      isOvertaken: true)
  }
}

extension Refusal {
  fileprivate init(overtakenBy event: Event?, _ words: String) {
    let who = event.map { "\($0.actor), at \($0.at.timeOfDay.minutes)," } ?? "Somebody"
    self.init(nil, "\(who) \(words).", isOvertaken: true)
  }
}
