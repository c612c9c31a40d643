/// An OpenID provider, looked at as a strict relying party does.
package struct OIDCIssuer: Hashable, Sendable {
  /// The issuer, exactly as its tokens and its discovery document must name it.
  package let issuer: SecretText
  /// The signatures that are accepted.
  package var algorithms = OIDCIssuer.knownAlgorithms
  package var trust = TLSTrust()
  /// The file of a signed token that is held against the keys; it is read anew for each question.
  package var token: String?
  /// What the token must be for; any audience will do without.
  package var audience: String?
  /// As whom tokens are fetched, introspected and revoked; nil where nobody measures that.
  package var client: Client?

  /// Signatures of RFC 7518 and RFC 8037 that need no shared secret.
  package static let knownAlgorithms = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
  ]

  package init(_ issuer: SecretText) { self.issuer = issuer }

  /// A client that may fetch tokens for itself.
  package struct Client: Hashable, Sendable {
    package let id: SecretText
    package let secret: SecretText

    package init(id: SecretText, secret: SecretText) {
      self.id = id
      self.secret = secret
    }
  }
}

/// A key of an OpenID provider, without the key.
package struct ProviderKey: Hashable, Sendable, Codable, Comparable {
  package let kid: String
  /// Of RFC 7638, SHA-256, base64url: two keys of one `kid` are told apart.
  package let thumbprint: String

  package init(kid: String, thumbprint: String) {
    self.kid = kid
    self.thumbprint = thumbprint
  }

  package static func < (left: ProviderKey, right: ProviderKey) -> Bool {
    (left.kid, left.thumbprint) < (right.kid, right.thumbprint)
  }
}

/// Whether a host is this machine whatever a resolver says of others: there https may be left out.
package func isLoopback(_ host: some StringProtocol) -> Bool {
  let name = host.lowercased()
  if ["localhost", "::1", "[::1]"].contains(name) || name.hasSuffix(".localhost") { return true }
  let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { wholeNumber($0) }
  return parts.count == 4 && parts[0] == 127 && parts.allSatisfy { $0.map { (0...255).contains($0) } ?? false }
}
