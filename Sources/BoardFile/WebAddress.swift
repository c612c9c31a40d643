import Gates
import StrictYAML

/// What paths of an app belong to.
enum BaseURL {
  case none
  /// There is one, and it has been said that it cannot be read.
  case unreadable
  case known(SecretText)
}

extension BoardReader {
  /// An http or https URL, which may hold secrets.
  func webAddress(_ node: Node) -> SecretText? {
    guard let text = secret(node, "a URL") else { return nil }
    if known.isURL(text.reveal()) { return text }
    guard let mistake = Self.mistake(inURL: text.reveal()) ?? Self.mistake(inSigns: text.reveal(), of: "a URL") else {
      known.note(url: text.reveal())
      return text
    }
    report(mistake, in: text, at: node)
    return nil
  }

  /// A path under an app's URL, which may hold secrets.
  func webPath(_ node: Node) -> SecretText? {
    guard let text = secret(node, "a URL or a path") else { return nil }
    guard let mistake = Self.mistake(inSigns: text.reveal(), of: "a path") else { return text }
    report(mistake, in: text, at: node)
    return nil
  }

  /// What is wrong with an address; nothing that the environment holds is ever part of the words.
  private struct AddressMistake {
    let expected: String
    var hint = ""
    /// A password must not come into a terminal's history by way of a message.
    var isHidden = false
  }

  private func report(_ mistake: AddressMistake, in text: SecretText, at node: Node) {
    let found = mistake.isHidden ? "" : ", found '\(text.spelling)'"
    let hint = mistake.hint.isEmpty ? "" : "; \(mistake.hint)"
    diagnosis.report(node.position, "expected \(mistake.expected)\(found)\(hint)")
  }

  private static func mistake(inSigns text: String, of what: String) -> AddressMistake? {
    if text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) { return nil }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return AddressMistake(expected: "\(what) without control characters")
    }
    guard text.contains(where: \.isWhitespace) else { return nil }
    return AddressMistake(expected: "\(what) without spaces", hint: "write a space as %20")
  }

  private static func mistake(inURL url: String) -> AddressMistake? {
    guard let scheme = ["http://", "https://"].first(where: { url.lowercased().hasPrefix($0) }) else {
      return AddressMistake(expected: "a URL that begins with http:// or https://", isHidden: url.contains("@"))
    }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
    guard !authority.contains("@") else {
      return AddressMistake(
        expected: "a URL without a user or password before its host",
        hint: "send them in a header such as 'Authorization: Basic ${NAME}'", isHidden: true)
    }
    let host = Self.host(inAuthority: authority)
    guard !host.isEmpty, authority.first != "[" || host.last == "]" else {
      return AddressMistake(expected: "a URL with a host")
    }
    let port = authority.dropFirst(host.count)
    guard
      port.isEmpty || (port.first == ":" && wholeNumber(port.dropFirst()).map { (1...65_535).contains($0) } ?? false)
    else { return AddressMistake(expected: "a port from 1 to 65535 in the URL") }
    return nil
  }

  /// The host of a URL that has one, an IPv6 address in its brackets.
  static func host(inURL url: String) -> Substring {
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    return host(inAuthority: rest.prefix { !"/?#\\".contains($0) })
  }

  /// The colons of an IPv6 address stand between brackets.
  private static func host(inAuthority authority: Substring) -> Substring {
    let end = authority.first == "[" ? authority.firstIndex(of: "]") : authority.firstIndex(of: ":")
    return end.map { authority.first == "[" ? authority[...$0] : authority[..<$0] } ?? authority
  }
}
