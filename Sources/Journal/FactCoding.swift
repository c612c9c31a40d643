import Foundation
import Gates

/// Facts as the journal's `kind` and `payload` columns hold them.
///
/// The kinds are part of the file format: a released one never changes its meaning.
enum FactCoding {
  static func encode(_ fact: Fact) throws -> (kind: String, payload: String) {
    switch fact {
    case .watchStarted(let record): ("watch_started", try json(record))
    case .guardrailMoved(let record): ("guardrail_moved", try json(record))
    case .conditionTurned(let record): ("condition_turned", try json(record))
    case .hookArmed(let record): ("hook_armed", try json(record))
    case .hookStarted(let record): ("hook_started", try json(record))
    case .hookEnded(let record): ("hook_ended", try json(record))
    case .windowCapped(let record): ("window_capped", try json(record))
    case .alarmsMuted(let record): ("alarms_muted", try json(record))
    case .keySetChanged(let record): ("key_set_changed", try json(record))
    case .handedOver(let record): ("handed_over", try json(record))
    case .clockStepped(let record): ("clock_stepped", try json(record))
    case .criterionMoved(let record): ("criterion_moved", try json(record))
    case .sourceMoved(let record): ("source_moved", try json(record))
    case .breachAcknowledged(let record): ("breach_acknowledged", try json(record))
    case .rulingRecorded(let record): ("ruling_recorded", try json(record))
    case .approvalSigned(let record): ("approval_signed", try json(record))
    case .approvalWithdrawn(let record): ("approval_withdrawn", try json(record))
    case .blockerReopened(let record): ("blocker_reopened", try json(record))
    case .delivered(let record): ("delivered", try json(record))
    case .blockerFiled(let record): ("blocker_filed", try json(record))
    case .blockerEdited(let record): ("blocker_edited", try json(record))
    case .blockerResolved(let record): ("blocker_resolved", try json(record))
    case .deadlinePassed(let record): ("deadline_passed", try json(record))
    case .snapshotWritten(let record): ("snapshot_written", try json(record))
    }
  }

  static func decode(kind: String, payload: String) throws -> Fact {
    switch kind {
    case "watch_started": .watchStarted(try record(payload))
    case "guardrail_moved": .guardrailMoved(try record(payload))
    case "condition_turned": .conditionTurned(try record(payload))
    case "hook_armed": .hookArmed(try record(payload))
    case "hook_started": .hookStarted(try record(payload))
    case "hook_ended": .hookEnded(try record(payload))
    case "window_capped": .windowCapped(try record(payload))
    case "alarms_muted": .alarmsMuted(try record(payload))
    case "key_set_changed": .keySetChanged(try record(payload))
    case "handed_over": .handedOver(try record(payload))
    case "clock_stepped": .clockStepped(try record(payload))
    case "criterion_moved": .criterionMoved(try record(payload))
    case "source_moved": .sourceMoved(try record(payload))
    case "breach_acknowledged": .breachAcknowledged(try record(payload))
    case "ruling_recorded": .rulingRecorded(try record(payload))
    case "approval_signed": .approvalSigned(try record(payload))
    case "approval_withdrawn": .approvalWithdrawn(try record(payload))
    case "blocker_reopened": .blockerReopened(try record(payload))
    case "delivered": .delivered(try record(payload))
    case "blocker_filed": .blockerFiled(try record(payload))
    case "blocker_edited": .blockerEdited(try record(payload))
    case "blocker_resolved": .blockerResolved(try record(payload))
    case "deadline_passed": .deadlinePassed(try record(payload))
    case "snapshot_written": .snapshotWritten(try record(payload))
    default: throw UnknownKind()
    }
  }

  private static func json(_ record: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return escaped(String(decoding: try encoder.encode(record), as: UTF8.self))
  }

  /// JSON leaves DEL and the C1 controls as they are. Escaped, a row that `sqlite3` prints cannot act on a terminal;
  /// they stand only inside strings, so the value stays the same.
  private static func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) else { return json }
    return json.unicodeScalars.reduce(into: "") { text, scalar in
      if (0x7F...0x9F).contains(scalar.value) {
        text += "\\u00" + String(scalar.value, radix: 16)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func record<Record: Decodable>(_ payload: String) throws -> Record {
    try JSONDecoder().decode(Record.self, from: Data(payload.utf8))
  }
}

struct UnknownKind: Error, CustomStringConvertible {
  var description: String { "this kind is not known here" }
}
