package import Canvas
import Foundation
package import Gates

/// The board, as of one instant, as bytes.
package enum Snapshot {
  package enum Format: String, Sendable, CaseIterable {
    case text, json, svg

    /// The format that a file's name asks for.
    package init?(path: String) {
      switch path.split(separator: ".").last?.lowercased() {
      case "txt", "text": self = .text
      case "json": self = .json
      case "svg": self = .svg
      default: return nil
      }
    }
  }

  /// The picture as plain text, as the wall shows it.
  package static func text(_ picture: Canvas) -> [UInt8] {
    Array((picture.lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Version of the JSON form; it goes up when a member changes its meaning or goes.
  package static let schema = 1

  /// The state as JSON with sorted keys.
  package static func json(_ state: BoardState, at now: Instant) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try [UInt8](encoder.encode(BoardRecord(state, at: now))) + [10]
  }
}
