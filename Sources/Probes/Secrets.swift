import Gates

/// What the environment held and no picture may show.
struct Secrets: Sendable {
  /// Each as it may come back, with the name that stands for it; the longest first, since one may hold another.
  private let known: [(text: String, name: String)]

  init(_ texts: [SecretText]) {
    var known: [String: String] = [:]
    for (name, secret) in texts.flatMap(\.secrets).sorted(by: { $0.key < $1.key }) {
      for text in Self.spellings(of: secret) { known[text] = known[text] ?? name }
    }
    self.known = known.map { ($0.key, $0.value) }.sorted { left, right in
      (left.text.utf8.count, right.text) > (right.text.utf8.count, left.text)
    }
  }

  /// As it is, and as URLs and JSON have it.
  private static func spellings(of secret: String) -> [String] {
    let json = secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return [secret, secret.percentEncoded, json, json.replacing("/", with: "\\/")].filter { !$0.isEmpty }
  }

  /// Each secret by the name that stands for it.
  func redacted(_ text: String) -> String {
    known.reduce(text) { text, secret in text.replacing(secret.text, with: "${\(secret.name)}") }
  }

  /// To be done before a text is shortened: a part of a secret is not found any more.
  func redacted(_ raw: RawValue) -> RawValue {
    if case .text(let text) = raw { .text(redacted(text)) } else { raw }
  }

  /// The beginning of what came, to be looked at.
  func beginning(of bytes: some Collection<UInt8>, most: Int = Answer.keptBytes) -> [UInt8] {
    var text = redacted(String(decoding: bytes.prefix(most), as: UTF8.self))
    guard bytes.count > most else { return Array(text.utf8) }
    // A sign and a secret that begin before the end are cut in two by it.
    while text.last == "\u{FFFD}" { text.removeLast() }
    let halves = known.map { secret in
      (1..<max(2, secret.text.utf8.count)).last { text.utf8.suffix($0).elementsEqual(secret.text.utf8.prefix($0)) } ?? 0
    }
    return text.utf8.dropLast(halves.max() ?? 0)
  }
}
