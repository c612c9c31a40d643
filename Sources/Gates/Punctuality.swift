/// How the questions to one source kept to their plan, since this program began to ask.
package struct Punctuality: Hashable, Sendable, Codable {
  /// A question that begins later than this after its planned instant is late. In real time.
  package static let patience = Duration.milliseconds(100)

  package private(set) var asked = 0
  package private(set) var late = 0

  package init() {}

  /// - Parameter delay: from the planned instant to the beginning of the question, in real time.
  func noting(_ delay: Duration) -> Punctuality {
    var noted = self
    noted.asked += 1
    if delay > Self.patience { noted.late += 1 }
    return noted
  }

  /// `1204 of 1204 questions within 100ms of their time`.
  package var words: String { "\(asked - late) of \(asked) questions within \(Self.patience.words) of their time" }
}
