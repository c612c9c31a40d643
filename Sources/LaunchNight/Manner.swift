import Gates

/// How a route answers.
package enum Manner: Hashable, Sendable {
  /// 200 with its document.
  case normal
  /// 200 with bytes that are no JSON.
  case garbage
  /// 503.
  case error
  /// The connection closes without an answer.
  case drop
  /// 200 with more bytes than anybody should read.
  case huge
  /// The right answer, this much later in real time: a client's patience is real, whatever the night's clock does.
  case slow(Duration)
}

extension Manner {
  /// What a scenario may write, for messages.
  static let words = ["normal", "garbage", "error", "drop", "huge", "slow 8s"]

  /// The longest wait that `slow` may name.
  static let longest = Duration.seconds(60)

  /// Reads `garbage` and `slow 8s`.
  init?(words text: String) {
    switch text {
    case "normal": self = .normal
    case "garbage": self = .garbage
    case "error": self = .error
    case "drop": self = .drop
    case "huge": self = .huge
    default:
      guard text.hasPrefix("slow "), let span = Duration(words: text.dropFirst(5)), span <= Self.longest else {
        return nil
      }
      self = .slow(span)
    }
  }
}
