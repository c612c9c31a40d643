/// An SPF record (RFC 7208), as far as it can be read without a mail.
struct SPFRecord: Hashable {
  /// The terms that ask DNS of another domain for its record, in their order.
  private(set) var includes: [String] = []
  private(set) var redirect: String?
  /// The terms that ask for addresses or exchanges, in their order.
  private(set) var hosts: [Host] = []
  /// Terms that cost a lookup (4.6.4), `include` and `redirect` among them.
  private(set) var lookups = 0
  /// What `all` says of everybody who is not named; nil without it.
  private(set) var all: Character?

  /// One such term.
  struct Host: Hashable {
    enum Kind: Hashable {
      case a, mx, exists
    }

    let kind: Kind
    /// Nil for the domain of the record.
    let domain: String?
    let words: String
  }

  /// What is wrong with a record, to be read after `spf `.
  struct Mistake: Error, Hashable {
    let words: String
  }

  /// Whether a text claims to be such a record (4.5); the grammar's words may be written in capitals (RFC 5234, 2.3).
  static func isRecord(_ text: String) -> Bool {
    let version = text.prefix(6).lowercased()
    return version == "v=spf1" && (text.utf8.count == 6 || text.dropFirst(6).first == " ")
  }

  /// - Throws: ``Mistake`` where a receiver would answer `permerror` (4.6).
  init(_ text: String) throws(Mistake) {
    guard Self.isRecord(text) else { throw Mistake(words: "does not begin with v=spf1") }
    guard text.utf8.allSatisfy({ (32...126).contains($0) }) else {
      throw Mistake(words: "holds what is no printable ASCII")
    }
    var seen: Set<String> = []
    for term in text.dropFirst(6).split(separator: " ") {
      let name = term.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
      if term.dropFirst(name.count).first == "=" {
        try take(modifier: name.lowercased(), term.dropFirst(name.count + 1), in: term, &seen)
      } else {
        try take(mechanism: term)
      }
    }
    // What stands after all is never reached, and a redirect beside it is not followed (5.1, 6.1).
    if all != nil, let redirect, !redirect.isEmpty {
      self.redirect = nil
      lookups -= 1
    }
  }

  private mutating func take(
    modifier name: String, _ value: Substring, in term: Substring, _ seen: inout Set<String>
  ) throws(Mistake) {
    guard name.first?.isLetter == true else { throw Mistake(words: "holds '\(term.prefix(80))', which is no modifier") }
    guard name == "redirect" || name == "exp" else {
      // One that nobody knows is left out, but must be spelt as one (6).
      guard SPFDomain.isMacroText(value) else { throw Mistake(words: "holds '\(term.prefix(80))', which is misspelt") }
      return
    }
    guard seen.insert(name).inserted else { throw Mistake(words: "has '\(name)' more than once") }
    guard SPFDomain.isValid(value) else { throw Mistake(words: "has no domain in '\(term.prefix(80))'") }
    guard name == "redirect" else { return }
    redirect = String(value)
    lookups += 1
  }

  private mutating func take(mechanism term: Substring) throws(Mistake) {
    let sign = term.first.flatMap { "+-?~".contains($0) ? $0 : nil }
    let rest = sign == nil ? term : term.dropFirst()
    let name = rest.prefix { $0 != ":" && $0 != "/" }.lowercased()
    let argument = rest.dropFirst(name.count)
    let value = argument.first == ":" ? argument.dropFirst() : nil
    func bad() -> Mistake { Mistake(words: "holds '\(term.prefix(80))', which is misspelt") }
    // Once all is met nobody reads on, but must be able to.
    let isReached = all == nil
    switch name {
    case "all":
      guard argument.isEmpty else { throw bad() }
      if isReached { all = sign ?? "+" }
    case "include", "exists":
      guard let value, SPFDomain.isValid(value) else { throw bad() }
      guard isReached else { return }
      lookups += 1
      if name == "include" {
        includes.append(String(value))
      } else {
        hosts.append(Host(kind: .exists, domain: String(value), words: String(rest)))
      }
    case "a", "mx":
      guard SPFDomain.isWithLengths(argument) else { throw bad() }
      guard isReached else { return }
      lookups += 1
      hosts.append(
        Host(kind: name == "a" ? .a : .mx, domain: value.map(SPFDomain.withoutLengths), words: String(rest)))
    case "ptr":
      guard argument.isEmpty || value.map(SPFDomain.isValid) ?? false else { throw bad() }
      if isReached { lookups += 1 }
    case "ip4": guard let value, SPFDomain.isNetwork(value, six: false) else { throw bad() }
    case "ip6": guard let value, SPFDomain.isNetwork(value, six: true) else { throw bad() }
    default: throw Mistake(words: "holds '\(term.prefix(80))', which is no mechanism")
    }
  }
}
