import Canvas
import Gates

/// Which breaches have called the operator, and when.
struct Alarms: Hashable, Sendable {
  private struct Call: Hashable {
    /// When the breach began that it was for; nil where that was over.
    let breach: Instant?
    let at: Instant
  }

  private var calls: [Key: Call] = [:]

  /// What stands on the board when it is opened has called whoever was there.
  init(_ calling: Set<Key>, in state: BoardState, at now: Instant) {
    for key in calling { calls[key] = Call(breach: state.run(key).breachedAt, at: now) }
  }

  /// The breaches that call now: each once, and again after a while until somebody acknowledges it.
  ///
  /// What is muted, and everything in quiet hours, waits: if it still stands afterwards, it calls then.
  ///
  /// - Parameter waiting: those that nobody has acknowledged.
  mutating func due(
    of waiting: Set<Key>, in state: BoardState, at now: Instant, _ attention: Attention
  ) -> [Key] {
    if !calls.isEmpty { calls = calls.filter { waiting.contains($0.key) } }
    guard !waiting.isEmpty, attention.quiet?.contains(now.timeOfDay) != true else { return [] }
    let due = waiting.filter { key in
      guard !state.isMuted(key.app, at: now) else { return false }
      guard let call = calls[key] else { return true }
      if let breach = state.run(key).breachedAt, breach != call.breach { return true }
      return attention.again.map { now - call.at >= $0 } ?? false
    }
    for key in due { calls[key] = Call(breach: state.run(key).breachedAt, at: now) }
    return due.sorted()
  }
}

extension Model {
  /// Calls the operator for what is due.
  mutating func call() -> [Effect] {
    let attention = settings.attention
    let due = alarms.due(of: derived.calling, in: state, at: now, attention)
    guard !due.isEmpty else { return [] }
    var effects: [Effect] = attention.rings ? [.bell] : []
    let named = due.prefix(Self.mostNamed)
    for (index, key) in named.enumerated() {
      let text = sentence(for: key, andMore: index == named.count - 1 ? due.count - named.count : 0)
      // Whoever sits before the window needs no other window to say it.
      if attention.notifies, hasFocus != true { effects.append(.notify(text)) }
      if !attention.command.isEmpty { effects.append(.alarm(attention.command + [text])) }
    }
    return effects
  }

  /// So many breaches are named one by one when they come at once; the last one says how many more there are.
  private static let mostNamed = 3

  /// `auto_com_center: P95 over 120 ms, abort since 19:52 UTC, and 2 more`.
  private func sentence(for key: Key, andMore count: Int) -> String {
    let guardrail = state.board.guardrail(key)
    let run = state.run(key)
    let began = run.breachedAt ?? run.unseen?.breachedAt
    let since = began.map { ", \(guardrail?.action.rawValue ?? "breached") since \($0.timeOfDay.minutes) UTC" } ?? ""
    let over = run.isBreached ? "" : ", recovered, not acknowledged"
    let more = count > 0 ? ", and \(count) more" : ""
    // It leaves the screen: for a desktop, and as an argument of the operator's program.
    return "\(key.app): \(guardrail?.title ?? key.name)\(since)\(over)\(more)".harmless
  }

  /// Whether alarms are silent at present, as the header says it: `QUIET till 06:00`, `MUTED 2 till 19:58`, which is
  /// when the last of them ends; the short form where there is little room.
  func silenceSign(short: Bool) -> String? {
    let mutes = state.mutes(at: now)
    let quiet = settings.attention.quiet.flatMap { $0.contains(now.timeOfDay) ? $0.until : nil }
    let words = [
      quiet.map { short ? "quiet" : "QUIET till \($0.minutes)" },
      mutes.last.map { short ? "m\(mutes.count)" : "MUTED \(mutes.count) till \($0.until.timeOfDay.minutes)" },
    ]
    let said = words.compactMap(\.self)
    return said.isEmpty ? nil : said.joined(separator: " ")
  }
}
