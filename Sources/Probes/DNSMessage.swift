import NIOCore

/// The part of DNS that questions for texts, and whether there are addresses or exchanges, need (RFC 1035, RFC 6891).
///
/// Strict: what does not fit is refused whole. A name that points forward or at itself, a length that leads out of the
/// message and another question than the one that was asked are no answer.
enum DNSMessage {
  /// What a server may send over UDP (RFC 6891; 1232 fits every path).
  static let largestDatagram = 1232

  /// What is asked for.
  enum Kind: UInt16, Sendable {
    case address4 = 1
    case exchange = 15
    case text = 16
    case address6 = 28
  }

  /// The answer to a question about a name.
  struct Reply: Hashable {
    let code: UInt8
    /// Whether the rest must be asked for over TCP.
    let isTruncated: Bool
    /// How many records of the kind the name has, or what it is another name for.
    let count: Int
    /// The texts among them, each with its strings joined.
    let texts: [String]
  }

  /// - Parameter name: a domain's name, as ``MailDomain/isDomain(_:)`` has it.
  static func question(_ name: String, for kind: Kind, id: UInt16) -> ByteBuffer {
    var message = ByteBuffer()
    // Recursion is wanted; one question, and one additional record: the EDNS options.
    message.writeMultipleIntegers(id, UInt16(0x0100), UInt16(1), UInt16(0), UInt16(0), UInt16(1))
    for label in name.split(separator: ".") {
      message.writeInteger(UInt8(truncatingIfNeeded: label.utf8.count))
      message.writeString(String(label))
    }
    message.writeMultipleIntegers(UInt8(0), kind.rawValue, Self.internet)
    message.writeMultipleIntegers(UInt8(0), UInt16(41), UInt16(largestDatagram), UInt32(0), UInt16(0))
    return message
  }

  private static let alias: UInt16 = 5
  private static let internet: UInt16 = 1

  /// Nil where the message is no answer to that question.
  static func reply(_ message: ByteBuffer, to name: String, for kind: Kind, id: UInt16) -> Reply? {
    var reader = Reader(bytes: Array(message.readableBytesView))
    guard let header = reader.header(), header.id == id, header.flags & 0xF800 == 0x8000, header.questions == 1,
      let asked = reader.name(), asked == name.lowercased(), reader.integer() == kind.rawValue,
      reader.integer() == internet
    else { return nil }
    let code = UInt8(header.flags & 0x000F)
    let isTruncated = header.flags & 0x0200 != 0
    if isTruncated { return Reply(code: code, isTruncated: true, count: 0, texts: []) }
    var records: [Record] = []
    for _ in 0..<header.answers {
      guard let record = reader.record(of: kind) else { return nil }
      records.append(record)
    }
    let place = place(of: name.lowercased(), in: records)
    let texts = records.compactMap { if case .text(place, let text) = $0 { text } else { nil } }
    let count = kind == .text ? texts.count : records.count { $0 == .wanted(place) }
    return Reply(code: code, isTruncated: false, count: count, texts: texts)
  }

  /// Follows the aliases of a name among the records, each once.
  private static func place(of name: String, in records: [Record]) -> String {
    var (name, isFollowing, steps) = (name, true, 0)
    while isFollowing, steps < 16 {
      isFollowing = false
      for case .alias(name, let target) in records {
        (name, isFollowing) = (target, true)
        break
      }
      steps += 1
    }
    return name
  }

  private enum Record: Hashable {
    case text(String, String)
    case alias(String, String)
    /// Another of the kind that was asked for.
    case wanted(String)
    case other
  }

  /// Reads a message from its beginning, and never out of it.
  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    private mutating func byte() -> UInt8? {
      guard index < bytes.count else { return nil }
      defer { index += 1 }
      return bytes[index]
    }

    mutating func integer() -> UInt16? {
      guard let high = byte(), let low = byte() else { return nil }
      return UInt16(high) << 8 | UInt16(low)
    }

    mutating func header() -> (id: UInt16, flags: UInt16, questions: UInt16, answers: UInt16)? {
      guard let id = integer(), let flags = integer(), let questions = integer(), let answers = integer(),
        integer() != nil, integer() != nil
      else { return nil }
      return (id, flags, questions, answers)
    }

    /// A name in lower case, its pointers followed: each must point before itself, so none comes twice.
    mutating func name() -> String? {
      var labels: [String] = []
      var (place, length, after) = (index, 0, Int?.none)
      while true {
        guard place < bytes.count else { return nil }
        let size = Int(bytes[place])
        switch size {
        case 0:
          index = after ?? place + 1
          return labels.joined(separator: ".")
        case 1...63:
          length += size + 1
          guard place + 1 + size <= bytes.count, length < 255 else { return nil }
          let label = bytes[place + 1..<place + 1 + size]
          // A dot or a sign of control within a label would make another name of it.
          guard label.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: ".") }) else { return nil }
          labels.append(String(decoding: label, as: UTF8.self).lowercased())
          place += 1 + size
        case 192...255:
          guard place + 1 < bytes.count else { return nil }
          let target = (size & 63) << 8 | Int(bytes[place + 1])
          guard target < place, target >= 12 else { return nil }
          after = after ?? place + 2
          // Only ever backwards: bounded by the message's length.
          place = target
          length += 1
          guard length < 255 else { return nil }
        default: return nil
        }
      }
    }

    mutating func record(of wanted: Kind) -> Record? {
      guard let name = name(), let type = integer(), let kind = integer(), integer() != nil, integer() != nil,
        let length = integer().map(Int.init), index + length <= bytes.count
      else { return nil }
      let end = index + length
      guard kind == DNSMessage.internet else {
        index = end
        return .other
      }
      switch type {
      case DNSMessage.alias:
        guard let target = self.name(), index == end else { return nil }
        return .alias(name, target)
      case Kind.text.rawValue:
        var text: [UInt8] = []
        while index < end {
          let size = Int(bytes[index])
          guard index + 1 + size <= end else { return nil }
          text += bytes[index + 1..<index + 1 + size]
          index += 1 + size
        }
        return .text(name, String(decoding: text, as: UTF8.self))
      default:
        index = end
        return type == wanted.rawValue ? .wanted(name) : .other
      }
    }
  }
}
