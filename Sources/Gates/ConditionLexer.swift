/// A word of the condition language.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case word, number, text, symbol }

  let kind: Kind
  /// A text comes without its quotes.
  let text: String
  /// Characters from 0.
  let offset: Int
}

/// Cuts a condition's text into tokens.
enum ConditionLexer {
  static func tokens(of text: String) throws(ConditionError) -> [Token] {
    let characters = Array(text)
    var tokens: [Token] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        index += 1
        continue
      }
      let token = try token(in: characters, at: index)
      tokens.append(token)
      index += token.kind == .text ? token.text.count + 2 : token.text.count
    }
    return tokens
  }

  private static func token(in characters: [Character], at start: Int) throws(ConditionError) -> Token {
    let first = characters[start]
    if first.isASCII, first.isLetter || first == "_" {
      return token(.word, characters, from: start) {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
      }
    }
    let next = start + 1 < characters.count ? characters[start + 1] : " "
    if first.isASCII, first.isNumber || (first == "-" && next.isASCII && next.isNumber) {
      return token(.number, characters, from: start) {
        $0.isASCII && ($0.isLetter || $0.isNumber || "%.-".contains($0))
      }
    }
    if first == "\"" || first == "'" {
      guard let close = characters[(start + 1)...].firstIndex(of: first) else {
        throw ConditionError(offset: start, message: "expected a closing \(first)")
      }
      return Token(kind: .text, text: String(characters[(start + 1)..<close]), offset: start)
    }
    let pair = String([first, next])
    if Comparison(rawValue: pair) != nil { return Token(kind: .symbol, text: pair, offset: start) }
    guard "()<>".contains(first) else {
      let hint = first == "=" ? "; '==' compares" : ""
      throw ConditionError(
        offset: start,
        message: "expected a signal, a value, 'and', 'or', 'not' or a comparison, found '\(first)'\(hint)")
    }
    return Token(kind: .symbol, text: String(first), offset: start)
  }

  private static func token(
    _ kind: Token.Kind, _ characters: [Character], from start: Int, while belongs: (Character) -> Bool
  ) -> Token {
    Token(kind: kind, text: String(characters[start...].prefix(while: belongs)), offset: start)
  }
}
