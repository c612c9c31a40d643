import Gates
import Journal
import Probes

/// What a pushed row says, once it is held against the board.
enum PushVerdict {
  case sample(Sample)
  /// Why it says nothing, to be read after `row 7: `.
  case problem(String)
}

extension PushedRow {
  /// Holds the row against what the board declares.
  ///
  /// - Parameters:
  ///   - signals: those that may be pushed.
  ///   - now: the board's clock, which no row may be ahead of.
  ///   - pushed: when the row was written, on the board's clock.
  func judged(against board: Board, _ signals: [Key: Signal], at now: Instant, pushed: Instant) -> PushVerdict {
    let app = AppID(app)
    guard board.app(app) != nil else { return .problem("'\(Self.short(app.name))' is not an app of this board") }
    let key = Key(app, self.signal)
    guard let signal = signals[key] else {
      return .problem("'\(Self.short(key.name))' is not a signal of \(app) under 'push'")
    }
    let instant: Instant
    if let at {
      guard let told = Instant(utc: at) else {
        return .problem("\(key) at '\(Self.short(at))', expected an instant such as 2025-11-12T20:30:05Z")
      }
      guard told <= now + .seconds(1) else { return .problem("\(key) at \(told.utcSeconds), which is still to come") }
      instant = told
    } else {
      instant = pushed
    }
    if case .text(_, let length) = content, length > Self.longestText {
      return .problem("\(key) is a text of \(length) characters, expected \(Self.longestText) at most")
    }
    switch signal.measured(raw) {
    case .value(let value): return .sample(Sample(key, value, at: instant, requestID: requestID))
    case .missing where content == .nothing:
      return .sample(Sample(key, nil, reason: "was pushed without a value", at: instant, requestID: requestID))
    case .missing(let why): return .problem("\(key) \(why)")
    }
  }

  private static let longestText = 200

  private var raw: RawValue {
    switch content {
    case .nothing: .null
    case .number(let number): .number(number)
    case .text(let text, _): .text(text)
    case .bytes: .structure
    }
  }

  /// Words of others stay short in a sentence of ours.
  private static func short(_ text: String) -> String { text.count > 40 ? text.prefix(40) + "..." : text }
}
