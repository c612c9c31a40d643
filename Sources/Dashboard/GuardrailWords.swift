import Canvas
import Gates

/// What a guardrail says where there is little room: the figure and the time go last.
extension Model {
  /// `abort in 02:46, p95 143ms > 120ms`, and shorter the less room there is: the limit goes before what is measured, and
  /// that before the time.
  func words(of standing: GuardrailStanding, room: Int) -> String {
    let (telling, least) = spellings(of: standing)
    let all = telling + least
    return all.first { Glyph.width(of: $0) <= room } ?? all.last ?? ""
  }

  /// The same where a row more can be had: what does not fit and still says what is measured is left whole, to be wrapped.
  func wordsToWrap(of standing: GuardrailStanding, room: Int) -> String {
    let telling = spellings(of: standing).telling
    return telling.first { Glyph.width(of: $0) <= room } ?? telling.first ?? ""
  }

  /// The longest first: those that say what is measured and of what, then those for the least room.
  private func spellings(of standing: GuardrailStanding) -> (telling: [String], least: [String]) {
    let whole = standing.words(at: now)
    let (measures, value) = measures(of: standing)
    let action = "\(standing.guardrail.isDryRun ? "dry run: " : "")\(standing.guardrail.action.rawValue)"
    switch standing.run.phase {
    case .pending:
      let left = (standing.run.timeLeft(at: now, under: standing.guardrail) ?? .zero).clock
      let blind = standing.isBlind ? ", BLIND" : ""
      let telling = measures.flatMap { ["\(action) in \(left)\(blind), \($0)", "\(action) \(left)\(blind), \($0)"] }
      let name = standing.guardrail.name
      return (
        [whole] + telling + ["\(name) \(action) in \(left)\(blind)"],
        ["\(name) \(action) \(left)", "\(name) \(left)", left]
      )
    case .breached, .recovering:
      return ([whole] + measures.flatMap { ["\($0), \(action)", $0] }, value.map { [$0] } ?? [])
    case .inactive where standing.run.unseen != nil:
      if standing.isBlind { return (["BLIND  unack, \(standing.judgement.because)", "BLIND  unack"], ["BLIND"]) }
      // The value first: what it is now, and that nobody has said that he saw what it was.
      return ((measures + [standing.guardrail.name]).map { "\($0)  unack" }, ["unack"])
    case .inactive:
      return standing.isBlind ? ([whole], []) : ([whole] + measures, value.map { [$0] } ?? [])
    }
  }

  /// What is measured against what, the longest first: `error_rate 0.01% <= 0.10%`, `errors 0.01% <= 0.10%`,
  /// `error_rate 0.01%`, `errors 0.01%`; and `0.01%`. A condition on more than one value is told whole or not at all.
  ///
  /// A signal with a long name goes by its guardrail's shorter one.
  private func measures(of standing: GuardrailStanding) -> (named: [String], value: String?) {
    let because = standing.judgement.because
    let limits = standing.guardrail.breach.limits
    guard limits.count == 1, let limit = limits.first, let value = measured(by: standing) else {
      return ([because], nil)
    }
    let signal = limit.signal.key(in: standing.key.app).name
    let name = standing.guardrail.name
    guard because.hasPrefix("\(signal) ") else { return ([because], value) }
    let own = [because, "\(signal) \(value)"]
    guard name.count < signal.count else { return (own, value) }
    return ([because, name + because.dropFirst(signal.count), "\(signal) \(value)", "\(name) \(value)"], value)
  }

  /// The value that a guardrail limits, with its unit; nil where it is unknown or no number.
  func measured(by rule: GuardrailStanding) -> String? {
    guard let limit = rule.guardrail.breach.limits.first, limit.comparison.ordersItsSides else { return nil }
    let key = limit.signal.key(in: rule.key.app)
    guard case .known(let value, _) = state.reading(key, at: now), value.number != nil else { return nil }
    return value.words(state.dimension(key))
  }
}
