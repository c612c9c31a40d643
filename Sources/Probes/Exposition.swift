import Gates

/// The samples of a Prometheus exposition: text format 0.0.4, or OpenMetrics 1.0.
///
/// As a scrape of Prometheus does, one line that cannot be read makes the whole unreadable.
struct Exposition {
  struct Series: Hashable {
    let name: String
    let labels: [String: String]
  }

  struct Mistake: Error, Hashable {
    let line: Int
    var words: String { "no exposition: line \(line) cannot be read" }
  }

  struct Sample {
    let series: Series
    let value: Double
    /// When it was measured, in milliseconds; nil where it does not say, and is of now.
    let at: Int64?
  }

  private(set) var samples: [Sample] = []

  /// - Parameter wanted: names of series whose samples are kept; the others are only checked.
  init(_ bytes: [UInt8], wanted: Set<String>) throws(Mistake) {
    // What OpenMetrics must end with. It counts timestamps in seconds, and the older format in milliseconds.
    var end = bytes[...]
    while let last = end.last, last == 10 || last == 13 { end.removeLast() }
    let isOpenMetrics = end.elementsEqual("# EOF".utf8) || end.suffix(6).elementsEqual("\n# EOF".utf8)
    var number = 0
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      var scanner = LineScanner(line.last == 13 ? line.dropLast() : line)
      if scanner.isBlankOrComment { continue }
      guard let sample = scanner.sample(wanted: wanted) else { throw Mistake(line: number) }
      guard let series = sample.series else { continue }
      let at = sample.timestamp.map { Self.milliseconds($0, isSeconds: isOpenMetrics) }
      samples.append(Sample(series: series, value: sample.value, at: at))
    }
  }

  /// Some 30,000 years are as far away as any.
  private static func milliseconds(_ timestamp: Double, isSeconds: Bool) -> Int64 {
    Int64(min(max(timestamp * (isSeconds ? 1000 : 1), -1e15), 1e15))
  }
}

private struct LineScanner {
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) { rest = line }

  var isBlankOrComment: Bool {
    let text = rest.drop { $0 == 0x20 || $0 == 0x09 }
    return text.isEmpty || text.first == UInt8(ascii: "#")
  }

  /// `name{label="text",...} value [timestamp] [# exemplar]`.
  mutating func sample(wanted: Set<String>) -> (series: Exposition.Series?, value: Double, timestamp: Double?)? {
    skipSpaces()
    let name = word(colons: true)
    guard !name.isEmpty, let labels = labels(), let value = number() else { return nil }
    skipSpaces()
    var timestamp: Double?
    if let next = rest.first, next != UInt8(ascii: "#") {
      guard let instant = number(), !instant.isNaN else { return nil }
      timestamp = instant
    }
    skipSpaces()
    guard rest.isEmpty || rest.first == UInt8(ascii: "#") else { return nil }
    return (wanted.contains(name) ? Exposition.Series(name: name, labels: labels) : nil, value, timestamp)
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func word(colons: Bool) -> String {
    let word = rest.prefix { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F || (0x30...0x39).contains(byte)
        || (colons && byte == 0x3A)
    }
    guard let first = word.first, !(0x30...0x39).contains(first) else { return "" }
    rest = rest.dropFirst(word.count)
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func labels() -> [String: String]? {
    guard take(UInt8(ascii: "{")) else { return [:] }
    var labels: [String: String] = [:]
    while !take(UInt8(ascii: "}")) {
      skipSpaces()
      let name = word(colons: false)
      guard !name.isEmpty, take(UInt8(ascii: "=")), let text = text(), labels[name] == nil else { return nil }
      labels[name] = text
      // A comma may also stand after the last.
      if take(UInt8(ascii: ",")) { continue }
      guard rest.first == UInt8(ascii: "}") else { return nil }
    }
    return labels
  }

  private mutating func text() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        switch rest.popFirst() {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        default: return nil
        }
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func number() -> Double? {
    skipSpaces()
    let word = rest.prefix { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: "#") }
    rest = rest.dropFirst(word.count)
    let text = String(decoding: word, as: UTF8.self)
    switch text.lowercased() {
    case "+inf", "inf": return .infinity
    case "-inf": return -.infinity
    case "nan": return .nan
    default: return text.utf8.allSatisfy({ $0 < 128 }) ? Double(text) : nil
    }
  }
}
