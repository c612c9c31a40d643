import Synchronization

/// What DNS said to the questions of one look, for who wants to see it.
final class Asked: Sendable {
  private let lines = Mutex<[String]>([])

  func note(_ name: String, _ texts: [String]) {
    let shown = texts.isEmpty ? ["nothing"] : texts
    lines.withLock { lines in lines += shown.map { "\(name): \($0.prefix(400))" } }
  }

  func note(_ name: String, _ kind: DNSMessage.Kind, _ count: Int) {
    let what = kind == .exchange ? "MX" : kind == .address6 ? "AAAA" : "A"
    lines.withLock { $0.append("\(name): \(count == 0 ? "no" : "\(count)") \(what)") }
  }

  /// In the order of the names, since the questions are asked side by side.
  var words: [UInt8] {
    Array(lines.withLock { $0.sorted() }.joined(separator: "\n").utf8.prefix(Answer.keptBytes))
  }
}
