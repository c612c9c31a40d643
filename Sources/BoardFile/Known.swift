import Gates

/// What was read before: on a board of a thousand apps most texts stand a thousand times, and a condition that is read
/// once is kept once.
///
/// Only what is right is remembered. What is wrong is told anew wherever it stands.
final class Known {
  private var conditions: [String: Condition] = [:]
  private var durations: [String: Duration] = [:]
  private var urls: Set<String> = []

  func condition(_ text: String) throws(ConditionError) -> Condition {
    if let condition = conditions[text] { return condition }
    let condition = try ConditionParser.parse(text)
    conditions[text] = condition
    return condition
  }

  /// Nil where the text is none.
  func duration(_ text: String) -> Duration? {
    if let duration = durations[text] { return duration }
    let duration = Duration(words: text)
    durations[text] = duration
    return duration
  }

  func isURL(_ text: String) -> Bool { urls.contains(text) }
  func note(url text: String) { urls.insert(text) }
}
