/// A regular expression that is safe to hold against a text from outside.
///
/// Swift's engine goes back and tries again, so a pattern can take exponential time on a text that was made for it.
/// Patterns of that sort are refused, and the text that is looked at is bounded: ``Probes`` reads 64 KiB by lines of
/// 1,000 characters.
package enum TextPattern {
  /// How often a pattern may repeat without a bound: each is a factor of the line's length in the worst time.
  static let mostRepetitions = 3

  /// Whether the pattern is a regular expression, none of its repeated groups repeats inside, and at most three
  /// repetitions are unbounded.
  package static func isSafe(_ pattern: String) -> Bool {
    guard (try? Regex(pattern)) != nil else { return false }
    var opened: [Bool] = []
    var lastClosed: Bool?
    var isInClass = false
    var isEscaped = false
    var repetitions = 0
    for sign in pattern {
      let closed = lastClosed
      lastClosed = nil
      if isEscaped {
        isEscaped = false
        continue
      }
      switch sign {
      case "\\": isEscaped = true
      case "[": isInClass = true
      case "]": isInClass = false
      case _ where isInClass: break
      case "(": opened.append(false)
      case ")": lastClosed = opened.popLast() ?? false
      case "*", "+", "{":
        if closed == true { return false }
        repetitions += 1
        for index in opened.indices { opened[index] = true }
      default: break
      }
    }
    return repetitions <= mostRepetitions
  }
}
