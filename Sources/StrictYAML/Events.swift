import CYAML

/// What a YAML text consists of, one event after the other, as libyaml finds it.
///
/// The text is read where it stands, so nothing of it may outlive the closure that lends it.
@safe final class Events {
  private let reader: OpaquePointer

  /// - Returns: nil where memory has run out.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let reader = unsafe gb_yaml_open(text.baseAddress, text.count) else { return nil }
    unsafe self.reader = unsafe reader
  }

  deinit { unsafe gb_yaml_close(reader) }

  /// - Throws: ``Mistake`` at what is not YAML; nothing more may be asked then.
  func next() throws(Mistake) -> Event {
    let event = unsafe gb_yaml_next(reader)
    let kind: Event.Kind
    switch unsafe event.kind {
    case GB_YAML_SCALAR: kind = unsafe .scalar(Scalar(event))
    case GB_YAML_ALIAS: kind = .alias
    case GB_YAML_SEQUENCE: kind = .sequence
    case GB_YAML_MAPPING: kind = .mapping
    case GB_YAML_CLOSE: kind = .close
    case GB_YAML_DOCUMENT: kind = .document
    case GB_YAML_DOCUMENT_END: kind = .documentEnd
    case GB_YAML_BROKEN: throw unsafe Mistake(gb_yaml_mistake_of(reader))
    default: kind = .end
    }
    let name = unsafe event.anchor.map { unsafe String(cString: $0) }
    return unsafe Event(kind: kind, mark: Mark(event.begin), name: name)
  }
}

struct Event {
  enum Kind {
    case scalar(Scalar)
    case alias, sequence, mapping
    /// Of a sequence or a mapping.
    case close
    case document, documentEnd
    /// Of the whole text.
    case end
  }

  let kind: Kind
  /// Where it begins, with its anchor and its tag.
  let mark: Mark
  /// The anchor that it has, or that it is an alias of.
  let name: String?
}

/// A text as it is meant, and how it stands there.
struct Scalar {
  let text: String
  let isQuoted: Bool
  /// Whether it is a literal or folded text, whose lines are indented.
  let isBlock: Bool
  /// Whether its signs stand on one line one by one, without escapes, behind no anchor and no tag.
  let isVerbatim: Bool

  fileprivate init(_ event: gb_yaml_event) {
    let bytes = unsafe UnsafeBufferPointer(start: event.value, count: event.length)
    text = unsafe String(decoding: bytes, as: UTF8.self)
    isQuoted = unsafe event.style == GB_YAML_QUOTED
    isBlock = unsafe event.style == GB_YAML_BLOCK
    // In ASCII every escape is longer than what it stands for.
    let signs = unsafe event.length + (event.style == GB_YAML_QUOTED ? 2 : 0)
    let isOnOneLine = unsafe event.begin.line == event.end.line
    let isASCII = text.isASCII
    isVerbatim = unsafe isASCII && isOnOneLine && !event.is_decorated && event.end.column - event.begin.column == signs
  }
}

/// A place as the library counts: both from 0, columns in Unicode scalars.
struct Mark {
  let line: Int
  let column: Int

  fileprivate init(_ mark: gb_yaml_mark) { (line, column) = (mark.line, mark.column) }
}

/// Why a text is not YAML, in the library's words.
struct Mistake: Error {
  enum Place {
    case mark(Mark)
    /// A sign that can stand nowhere, counted in bytes.
    case sign(Int)
  }

  let problem: String
  let place: Place
  /// What was being read, and where that began.
  let context: (words: String, mark: Mark)?

  fileprivate init(_ mistake: gb_yaml_mistake) {
    problem = unsafe String(cString: mistake.problem)
    place = unsafe mistake.is_sign ? .sign(Int(mistake.offset)) : .mark(Mark(mistake.mark))
    context = unsafe mistake.context.map { unsafe (String(cString: $0), Mark(mistake.context_mark)) }
  }
}
