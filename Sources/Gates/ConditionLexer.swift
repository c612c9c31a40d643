/// A word of the condition language.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case word, number, text, symbol }

  let kind: Kind
  /// A text comes without its quotes, a number with its unit.
  let text: String
  /// Characters from 0, quotes and the blank between a number and its unit included.
  let span: Range<Int>

  var offset: Int { span.lowerBound }

  /// Words that connect conditions and can therefore be neither a name nor a unit.
  static let connectives: Set<String> = ["and", "or", "not"]
}

/// Cuts a condition's text into tokens.
struct ConditionLexer {
  private let characters: [Character]
  private var index = 0

  static func tokens(of text: String) throws(ConditionError) -> [Token] {
    // Among signs of ASCII only CR LF is one character of two.
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D }
    let characters = isPlain ? text.utf8.map { Character(Unicode.Scalar($0)) } : Array(text)
    var lexer = ConditionLexer(characters: characters)
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func next() throws(ConditionError) -> Token? {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    guard index < characters.count else { return nil }
    let first = characters[index]
    if Self.beginsWord(first) { return word() }
    if Self.isDigit(first) { return number() }
    if first == "\"" || first == "'" { return try text(until: first) }
    return try symbol(first)
  }

  /// A '-' inside belongs to the word, since the key of an app may hold one: `auto-page.p95`.
  private mutating func word() -> Token {
    let start = index
    while index < characters.count {
      let isJoined = characters[index] == "-" && index + 1 < characters.count && Self.isInWord(characters[index + 1])
      guard isJoined || Self.isInWord(characters[index]) else { break }
      index += 1
    }
    return token(.word, from: start)
  }

  /// `120ms`, `120 ms`, `1h30m`, `99.9 %`.
  private mutating func number() -> Token {
    let start = index
    while index < characters.count, Self.isDigit(characters[index]) || characters[index] == "." { index += 1 }
    let digits = index
    skip { $0.isWhitespace }
    let unit = index
    skip { $0.isASCII && ($0.isLetter || $0.isNumber || ".%".contains($0)) }
    let word = characters[unit..<index]
    // After a blank only letters are a unit: `1 p99` are a number and a name, `1 and` a number and a connective.
    let isUnit =
      unit == digits
      || (word.allSatisfy { $0.isLetter || $0 == "%" } && !Token.connectives.contains(String(word)))
    if word.isEmpty || !isUnit { index = digits }
    return token(.number, from: start)
  }

  private mutating func text(until quote: Character) throws(ConditionError) -> Token {
    let start = index
    guard let close = characters[(start + 1)...].firstIndex(of: quote) else {
      throw ConditionError(offset: start, message: "expected a closing \(quote)")
    }
    index = close + 1
    return Token(kind: .text, text: String(characters[(start + 1)..<close]), span: start..<index)
  }

  private mutating func symbol(_ first: Character) throws(ConditionError) -> Token {
    let start = index
    if Comparison(rawValue: String(characters[start...].prefix(2))) != nil, start + 1 < characters.count,
      characters[start + 1] == "="
    {
      index += 2
      return token(.symbol, from: start)
    }
    guard "()<>+-*/,".contains(first) else {
      let hint = first == "=" ? "; '==' compares" : ""
      throw ConditionError(
        offset: start,
        message: "expected a signal, a value, 'and', 'or', 'not' or a comparison, found '\(first)'\(hint)")
    }
    index += 1
    return token(.symbol, from: start)
  }

  private mutating func skip(while belongs: (Character) -> Bool) {
    while index < characters.count, belongs(characters[index]) { index += 1 }
  }

  private func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(kind: kind, text: String(characters[start..<index]), span: start..<index)
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.asciiValue.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
  }

  private static func beginsWord(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || character == "_"
  }

  private static func isInWord(_ character: Character) -> Bool {
    beginsWord(character) || isDigit(character) || character == "."
  }
}
