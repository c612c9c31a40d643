import Crypto
import GRDB

/// The hash chain over a journal's events: each one's hash covers itself and the hash of the one before, so that
/// nothing in the middle can be changed alone. docs/journal.md holds the form, and a script that recomputes it.
package enum Chain {
  /// The event that the next one follows.
  package struct Head: Hashable, Sendable {
    package let sequence: Int
    /// 64 lower-case hexadecimal digits.
    package let hash: String

    /// Before the first event.
    package static let none = Head(sequence: 0, hash: String(repeating: "0", count: 64))
  }

  static func head(_ database: Database) throws -> Head {
    let last = try database.cachedStatement(sql: "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1")
    return try Row.fetchOne(last).map { Head(sequence: $0[0], hash: $0[1]) } ?? .none
  }

  /// Appends one event inside the caller's transaction, which must have begun as a write: then two programs cannot both
  /// follow the same event.
  static func append(
    at: String, actor: String, kind: String, payload: String, requestID: String?, after head: Head, _ database: Database
  ) throws -> Head {
    // SQLite takes a text to its first NUL; what is hashed is what stands in the file.
    let (actor, requestID) = (actor.untilNUL, requestID?.untilNUL)
    let link = ChainLink(
      at: Array(at.utf8), actor: Array(actor.utf8), kind: Array(kind.utf8), payload: Array(payload.utf8),
      requestID: requestID.map { Array($0.utf8) })
    let sequence = head.sequence + 1
    let hash = link.hash(as: sequence, after: head.hash)
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO event (sequence, at, actor, kind, payload, request_id, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    statement.setUncheckedArguments([sequence, at, actor, kind, payload, requestID, head.hash, hash])
    try statement.execute()
    return Head(sequence: sequence, hash: hash)
  }
}

/// What an event's hash covers, byte for byte as the file holds it.
struct ChainLink: Hashable {
  let at, actor, kind, payload: [UInt8]
  let requestID: [UInt8]?

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// SHA-256 over one line of ASCII: the number, then in upper-case hexadecimal digits the instant, the actor, the kind,
  /// the payload and the request id (`-` where there is none), then the previous hash; single spaces, a line feed.
  func hash(as sequence: Int, after previous: String) -> String {
    var line = Array(String(sequence).utf8)
    line.reserveCapacity(2 * (at.count + actor.count + kind.count + payload.count) + 160)
    for column in [at, actor, kind, payload, requestID] {
      line.append(UInt8(ascii: " "))
      guard let column else {
        line.append(UInt8(ascii: "-"))
        continue
      }
      for byte in column {
        line.append(Self.digits[Int(byte >> 4)])
        line.append(Self.digits[Int(byte & 15)])
      }
    }
    line.append(UInt8(ascii: " "))
    line += previous.utf8
    line.append(UInt8(ascii: "\n"))
    return SHA256.hash(data: line).hexadecimal
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits for each byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension String {
  fileprivate var untilNUL: String {
    utf8.contains(0) ? String(decoding: utf8.prefix { $0 != 0 }, as: UTF8.self) : self
  }
}
