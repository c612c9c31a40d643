/// Where a journal is not what was written, and why: the first place that an audit found.
package struct ChainFault: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    case altered, missing, inserted, reordered, unguarded
  }

  package let kind: Kind
  /// The number of the event that it is about; 0 for the whole file.
  package let sequence: Int
  /// One sentence.
  package let what: String
  package let expected: String
  package let found: String

  package var description: String { "\(what)\n  expected \(expected)\n  found    \(found)" }
}

/// Walks a journal's events in the order of their numbers, each with the one after it, to the first that is wrong.
struct ChainAudit {
  /// The last event that was right.
  private(set) var head = Chain.Head.none
  private var beforeHead = Chain.Head.none
  /// The number of the last event in the file.
  let last: Int
  /// Which event after that number was written as another one, if any was: `(written as, after) -> stands at`.
  let find: (Int, Int) throws -> Int?

  init(last: Int, find: @escaping (Int, Int) throws -> Int?) {
    self.last = last
    self.find = find
  }

  /// - Returns: nil where the row follows the ones before.
  mutating func check(_ row: ChainRow, next: ChainRow?) throws -> ChainFault? {
    let number = head.sequence + 1
    guard row.sequence == number else { return misnumbered(row, number) }
    guard row.previous == head.hash, row.isItself else { return try fault(of: row, at: number, next) }
    beforeHead = head
    head = Chain.Head(sequence: number, hash: row.hash)
    return nil
  }

  private func misnumbered(_ row: ChainRow, _ number: Int) -> ChainFault {
    let found = "event \(row.sequence), written after \(row.previous)"
    guard row.sequence > number else {
      return ChainFault(
        kind: .inserted, sequence: row.sequence, what: "event \(row.sequence) was inserted: numbers begin with 1",
        expected: "event \(number), written after \(head.hash)", found: found)
    }
    return ChainFault(
      kind: .missing, sequence: number, what: "\(Self.words(number, row.sequence - 1)) missing",
      expected: "event \(number), written after \(head.hash)", found: found)
  }

  private func fault(of row: ChainRow, at number: Int, _ next: ChainRow?) throws -> ChainFault {
    if row.isItself { return replaced(row, number, next) }
    if let original = (1...max(1, last) + 1_000).first(where: { row.isWritten(as: $0) }) {
      return try moved(row, from: original, to: number)
    }
    let own = row.link.hash(as: number, after: head.hash)
    if let next, next.previous == head.hash, next.isWritten(as: number) {
      return ChainFault(
        kind: .inserted, sequence: number,
        what: "event \(number) was inserted: the one after it was written as event \(number)",
        expected: "an event with the hash \(next.hash)", found: "one with the hash \(row.hash)")
    }
    if row.hash == own {
      return ChainFault(
        kind: .altered, sequence: number, what: "event \(number) was altered: its previous hash is another",
        expected: "previous \(head.hash)", found: "previous \(row.previous)")
    }
    if next?.previous == own {
      return ChainFault(
        kind: .altered, sequence: number, what: "event \(number) was altered: its hash is another",
        expected: "hash \(own)", found: "hash \(row.hash)")
    }
    return ChainFault(
      kind: .altered, sequence: number, what: "event \(number) was altered: it is not what its hash was made of",
      expected: "an event with the hash \(row.hash)", found: "one with the hash \(own)")
  }

  /// The row is whole, but was written after another one than the one that stands before it.
  private func replaced(_ row: ChainRow, _ number: Int, _ next: ChainRow?) -> ChainFault {
    let (expected, found) = ("an event with the hash \(row.previous)", "one with the hash \(head.hash)")
    guard number > 1 else {
      return ChainFault(
        kind: .missing, sequence: 1, what: "what was before event 1 is missing: it was written after another event",
        expected: "event 1, written after \(head.hash)", found: "event 1, written after \(row.previous)")
    }
    let isKnown = next.map { $0.previous == row.hash } ?? false
    let doubt = isKnown ? "" : ", or event \(number) was inserted"
    return ChainFault(
      kind: .altered, sequence: number - 1,
      what: "event \(number - 1) was altered and hashed again\(doubt): event \(number) was written after another one",
      expected: expected, found: found)
  }

  /// The row is whole, but has another number than it was written with.
  private func moved(_ row: ChainRow, from original: Int, to number: Int) throws -> ChainFault {
    let expected = "event \(number), written after \(head.hash)"
    let found = "event \(original), written after \(row.previous)"
    if original == number - 1, row.previous == beforeHead.hash {
      return ChainFault(
        kind: .inserted, sequence: original,
        what: "event \(original) was inserted: the one after it was written as event \(original)",
        expected: "an event with the hash \(row.hash)", found: "one with the hash \(head.hash)")
    }
    if let place = try find(number, number) {
      return ChainFault(
        kind: .reordered, sequence: number,
        what: "events were reordered: event \(original) stands as event \(number), and event \(number) as \(place)",
        expected: expected, found: found)
    }
    if original > number {
      return ChainFault(
        kind: .missing, sequence: number,
        what: "\(Self.words(number, original - 1)) missing, and what followed has other numbers", expected: expected,
        found: found)
    }
    return ChainFault(
      kind: .reordered, sequence: number, what: "event \(original) stands as event \(number)", expected: expected,
      found: found)
  }

  static func words(_ first: Int, _ last: Int) -> String {
    first == last ? "event \(first) is" : "events \(first) to \(last) are"
  }
}
