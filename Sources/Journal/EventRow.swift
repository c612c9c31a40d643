import Foundation
import GRDB
package import Gates

/// An event as its row has it, also one that this version cannot read as a fact.
package struct EventRow: Hashable, Sendable {
  package let sequence: Int
  package let at: String
  package let actor: String
  package let kind: String
  /// JSON.
  package let payload: String
  package let requestID: String?
  /// Empty in a journal of a version that did not chain its events.
  package let previous: String
  package let hash: String

  init(_ row: ChainRow) {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    sequence = row.sequence
    (at, actor, kind) = (text(row.link.at), text(row.link.actor), text(row.link.kind))
    payload = text(row.link.payload)
    requestID = row.link.requestID.map(text)
    (previous, hash) = (row.previous, row.hash)
  }
}

/// Which events somebody asks for; an empty list asks for all.
package struct EventFilter: Sendable {
  private let apps: Set<String>
  private let actors: Set<String>
  private let kinds: Set<String>
  private let since: Instant?
  private let until: Instant?
  /// The app of each blocker by its number: what comes later of one names the number alone.
  private var blockers: [Int: String] = [:]

  /// - Parameters:
  ///   - since: from this instant on.
  ///   - until: before this instant.
  package init(apps: [String], actors: [String], kinds: [String], since: Instant?, until: Instant?) {
    (self.apps, self.actors, self.kinds) = (Set(apps), Set(actors), Set(kinds))
    (self.since, self.until) = (since, until)
  }

  /// Whether the row is asked for; to be asked of every row, in their order.
  package mutating func admits(_ row: EventRow) -> Bool {
    let isOfApp = apps.isEmpty || app(of: row).map(apps.contains) ?? false
    guard isOfApp, actors.isEmpty || actors.contains(row.actor), kinds.isEmpty || kinds.contains(row.kind) else {
      return false
    }
    guard since != nil || until != nil else { return true }
    guard let at = Instant(utc: row.at) else { return false }
    return since.map { at >= $0 } ?? true && until.map { at < $0 } ?? true
  }

  private mutating func app(of row: EventRow) -> String? {
    guard let payload = try? JSONDecoder().decode(Mention.self, from: Data(row.payload.utf8)) else { return nil }
    if let number = payload.number, let draft = payload.draft { blockers[number] = draft.app }
    let named = [payload.guardrail, payload.criterion, payload.source, payload.draft].compactMap { $0?.app }.first
    return payload.app ?? named ?? payload.number.flatMap { blockers[$0] }
  }

  /// Where payloads name an app.
  private struct Mention: Decodable {
    struct Place: Decodable {
      let app: String?
    }
    let app: String?
    let guardrail, criterion, source, draft: Place?
    let number: Int?
  }
}
