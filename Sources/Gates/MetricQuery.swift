/// What a signal takes from a Prometheus exposition, spelt as in PromQL:
///
///     queue_depth{queue="mail"}            the one sample that matches
///     sum(queue_depth)                     all that match, added up
///     rate(http_requests_total[5m])        per second, all that match added up
///     increase(http_requests_total[5m])    over the window
///     histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m]))
///
/// Matchers are equalities. What PromQL would leave as several series is added up, buckets by their `le`.
package struct MetricQuery: Hashable, Sendable {
  package enum Reading: Hashable, Sendable {
    case single
    case sum
    case rate(Duration)
    case increase(Duration)
    case quantile(Double, Duration)

    /// How far back samples are wanted; nil where the newest is enough.
    package var window: Duration? {
      switch self {
      case .single, .sum: nil
      case .rate(let window), .increase(let window), .quantile(_, let window): window
      }
    }
  }

  package let reading: Reading
  /// The name of the series.
  package let name: String
  /// Labels that a series must have, with their values.
  package let labels: [String: String]

  /// Whether it is a quantile of a histogram.
  package var isQuantile: Bool { if case .quantile = reading { true } else { false } }

  package static let longestWindow = Duration.seconds(86_400)

  /// Nil when the text is not a query of the subset.
  package init?(_ text: some StringProtocol) {
    var scanner = Scanner(String(text))
    guard let word = scanner.name() else { return nil }
    switch word {
    case "sum":
      guard scanner.take("("), let name = scanner.name(), let labels = scanner.labels(), scanner.take(")") else {
        return nil
      }
      (self.name, self.labels, reading) = (name, labels, .sum)
    case "rate", "increase":
      guard scanner.take("("), let (name, labels, window) = scanner.range(), scanner.take(")") else { return nil }
      (self.name, self.labels, reading) = (name, labels, word == "rate" ? .rate(window) : .increase(window))
    case "histogram_quantile":
      guard scanner.take("("), let quantile = scanner.number(), (0...1).contains(quantile), scanner.take(","),
        scanner.name() == "rate", scanner.take("("), let (name, labels, window) = scanner.range(), scanner.take(")"),
        scanner.take(")"), name.hasSuffix("_bucket"), labels["le"] == nil
      else { return nil }
      (self.name, self.labels, reading) = (name, labels, .quantile(quantile, window))
    default:
      guard let labels = scanner.labels() else { return nil }
      (self.name, self.labels, reading) = (word, labels, .single)
    }
    guard scanner.isAtEnd else { return nil }
  }

  private struct Scanner {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }

    var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

    mutating func take(_ sign: Character) -> Bool {
      skipSpaces()
      guard rest.first == sign else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func name() -> String? {
      skipSpaces()
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
      guard let first = name.first, !first.isNumber else { return nil }
      rest = rest.dropFirst(name.count)
      return String(name)
    }

    mutating func number() -> Double? {
      skipSpaces()
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      return Double(digits)
    }

    /// `{name="value", ...}` or nothing.
    mutating func labels() -> [String: String]? {
      guard take("{") else { return [:] }
      var labels: [String: String] = [:]
      while !take("}") {
        guard labels.isEmpty || take(","), let name = name(), take("="), let value = text(), labels[name] == nil else {
          return nil
        }
        labels[name] = value
      }
      return labels
    }

    private mutating func text() -> String? {
      guard take("\"") else { return nil }
      var text = ""
      while let sign = rest.popFirst() {
        switch sign {
        case "\"": return text
        case "\\":
          switch rest.popFirst() {
          case "n": text.append("\n")
          case "\\": text.append("\\")
          case "\"": text.append("\"")
          default: return nil
          }
        default: text.append(sign)
        }
      }
      return nil
    }

    /// `name{...}[5m]`.
    mutating func range() -> (String, [String: String], Duration)? {
      guard let name = name(), let labels = labels(), take("["), let close = rest.firstIndex(of: "]"),
        let window = Duration(words: rest[..<close]), window >= .seconds(1), window <= MetricQuery.longestWindow
      else { return nil }
      rest = rest[rest.index(after: close)...]
      return (name, labels, window)
    }
  }
}
