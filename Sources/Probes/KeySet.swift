import Crypto
import Gates

/// An OpenID provider's keys (RFC 7517, 5), as a strict relying party takes them.
struct KeySet: Sendable {
  struct Member: Sendable {
    let kid: String
    let key: WebKey
    /// What alone it may be used with; anything that fits without.
    let algorithm: String?
    let thumbprint: String
  }

  /// What is wrong with it, each to be read after `jwks `.
  private(set) var faults: [String] = []
  /// The keys that check signatures.
  private(set) var members: [Member] = []

  /// More keys are no provider's.
  static let mostKeys = 100

  init(_ document: JSONValue, algorithms: [String]) {
    guard case .list(let keys)? = document["keys"] else {
      faults = ["is no key set: it has no list 'keys'"]
      return
    }
    guard !keys.isEmpty else {
      faults = ["holds no key"]
      return
    }
    guard keys.count <= Self.mostKeys else {
      faults = ["holds \(keys.count) keys, expected \(Self.mostKeys) at most"]
      return
    }
    for (index, key) in keys.enumerated() { add(key, at: index, algorithms) }
    let kids = keys.compactMap { $0["kid"]?.text }
    for kid in Set(kids).sorted() {
      let count = kids.count { $0 == kid }
      if count > 1 { faults.append("has the kid '\(kid.prefix(80))' \(count) times") }
    }
    if members.isEmpty, faults.isEmpty { faults.append("holds no key for signatures") }
  }

  private mutating func add(_ key: JSONValue, at index: Int, _ algorithms: [String]) {
    guard case .object = key, let kind = key["kty"]?.text else {
      return faults.append("has no 'kty' in key \(index + 1)")
    }
    guard let kid = key["kid"]?.text, !kid.isEmpty else { return faults.append("has no 'kid' in key \(index + 1)") }
    func say(_ words: String) { faults.append("has a key '\(kid.prefix(80))' that \(words)") }
    // What is published is known to everybody.
    if kind == "oct" { return say("is a shared secret") }
    if let part = ["d", "p", "q", "dp", "dq", "qi", "oth"].first(where: { key[$0] != nil }) {
      return say("shows its private part '\(part)'")
    }
    do throws(WebKey.Mistake) {
      guard let known = try WebKey(key), key["use"]?.text ?? "sig" == "sig", Self.mayVerify(key) else { return }
      let algorithm = key["alg"]?.text
      if let algorithm, !known.algorithms.contains(algorithm) {
        return say("is \(known.words) and says \(algorithm.prefix(40))")
      }
      guard known.algorithms.contains(where: algorithms.contains), algorithm.map(algorithms.contains) ?? true else {
        return say("is for \(algorithm ?? known.words), which is not allowed")
      }
      members.append(
        Member(kid: kid, key: known, algorithm: algorithm, thumbprint: Self.thumbprint(of: key, kind)))
    } catch {
      say(error.words)
    }
  }

  /// Where the key says what it is for (RFC 7517, 4.3).
  private static func mayVerify(_ key: JSONValue) -> Bool {
    key["key_ops"].map { $0.items.compactMap(\.text).contains("verify") } ?? true
  }

  /// RFC 7638: the hash of the members that make the key, in the order of their names.
  private static func thumbprint(of key: JSONValue, _ kind: String) -> String {
    let names = ["RSA": ["e", "kty", "n"], "EC": ["crv", "kty", "x", "y"]][kind] ?? ["crv", "kty", "x"]
    // None of these values holds a character that JSON would escape: they were read as base64url, or compared.
    let json = "{" + names.map { "\"\($0)\":\"\(key[$0]?.text ?? "")\"" }.joined(separator: ",") + "}"
    return SHA256.hash(data: Array(json.utf8)).base64URL
  }

  /// The keys as the journal names them.
  var names: [ProviderKey] {
    members.map { ProviderKey(kid: String($0.kid.prefix(200)), thumbprint: $0.thumbprint) }.sorted()
  }
}
