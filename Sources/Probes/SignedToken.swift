import Gates

/// A signed token (RFC 7515, RFC 7519), held against a provider's keys.
enum SignedToken {
  /// How far clocks may be apart.
  private static let leeway = Duration.seconds(60)

  /// What is wrong with the token, to be read after `token `; nil where nothing is.
  static func fault(
    in text: String, of issuer: OIDCIssuer, keys: KeySet, at now: Instant
  ) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let head = document(parts[0]), let claims = document(parts[1]),
      let signature = parts[2].base64URL
    else { return "is no signed token" }
    guard let algorithm = head["alg"]?.text else { return "names no algorithm" }
    guard issuer.algorithms.contains(algorithm) else {
      return "is signed with '\(algorithm.prefix(40))', which is not allowed"
    }
    guard head["crit"] == nil else { return "asks for extensions that nobody here knows ('crit')" }
    guard let member = member(head["kid"]?.text, of: keys) else {
      return head["kid"].map {
        "is signed with the key '\($0.text?.prefix(80) ?? "")', which the key set does not hold"
      }
        ?? "names no key, and the key set holds \(keys.members.count)"
    }
    guard member.algorithm ?? algorithm == algorithm,
      member.key.signed(Array("\(parts[0]).\(parts[1])".utf8), signature, by: algorithm)
    else { return "is not signed with the key '\(member.kid.prefix(80))'" }
    return fault(in: claims, of: issuer, at: now)
  }

  private static func member(_ kid: String?, of keys: KeySet) -> KeySet.Member? {
    guard let kid else { return keys.members.count == 1 ? keys.members.first : nil }
    return keys.members.first { $0.kid == kid }
  }

  private static func document(_ part: String) -> JSONValue? { part.base64URL.flatMap { try? JSONValue.parse($0) } }

  private static func fault(in claims: JSONValue, of issuer: OIDCIssuer, at now: Instant) -> String? {
    guard claims["iss"]?.text == issuer.issuer.reveal() else {
      return "is of the issuer '\(claims["iss"]?.text?.prefix(200) ?? "")'"
    }
    if let audience = issuer.audience {
      let named = claims["aud"]?.text.map { [$0] } ?? claims["aud"]?.items.compactMap(\.text) ?? []
      guard named.contains(audience) else { return "is not for '\(audience)'" }
    }
    guard let end = instant(claims["exp"]) else { return "has no end ('exp')" }
    guard now < end + leeway else { return "ended at \(end.utcSeconds)" }
    if let begin = instant(claims["nbf"]), now < begin - leeway { return "begins at \(begin.utcSeconds)" }
    return nil
  }

  /// Seconds since 1970; a number that no clock reaches is none.
  private static func instant(_ claim: JSONValue?) -> Instant? {
    guard case .raw(.number(let seconds))? = claim, abs(seconds) < 1e11 else { return nil }
    return Instant(milliseconds: Int64(seconds * 1000))
  }
}
