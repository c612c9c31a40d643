import Gates

/// An OpenID provider's discovery document (OpenID Connect Discovery 1.0), as a strict relying party reads it.
struct Discovery: Hashable {
  /// What is wrong with it, each to be read after `discovery `.
  private(set) var faults: [String] = []
  /// Where the keys are; nil where there is no address that may be asked.
  private(set) var keySet: String?
  /// Those of the further endpoints that a fault-free document names (RFC 8414, 2).
  private(set) var endpoints: [Endpoint: String] = [:]
  /// Whether the issuer is this machine: nobody else may lead a question here, or do without https.
  private let isHere: Bool

  enum Endpoint: String, CaseIterable {
    case token = "token_endpoint"
    case introspection = "introspection_endpoint"
    case revocation = "revocation_endpoint"
  }

  /// The place of the document of an issuer (4.1): a slash at the issuer's end goes.
  static func address(of issuer: SecretText) -> SecretText {
    func joined(_ text: String) -> String {
      (text.hasSuffix("/") ? String(text.dropLast()) : text) + "/.well-known/openid-configuration"
    }
    return SecretText(
      spelling: joined(issuer.spelling), resolved: joined(issuer.reveal()), secrets: issuer.secrets)
  }

  init(_ document: JSONValue, issuer: String, algorithms: [String]) {
    isHere = WebTarget(issuer).map { isLoopback($0.host) } ?? false
    guard case .object = document else {
      faults = ["is no JSON object"]
      return
    }
    check(document["issuer"], against: issuer)
    let responses = texts("response_types_supported", in: document)
    let usesToken = responses.map { $0.contains { $0.split(separator: " ").contains("code") } } ?? true
    _ = address("authorization_endpoint", in: document, isRequired: true)
    let token = address("token_endpoint", in: document, isRequired: usesToken)
    keySet = address("jwks_uri", in: document, isRequired: true)
    check(subjects: texts("subject_types_supported", in: document))
    check(texts("id_token_signing_alg_values_supported", in: document), against: algorithms)
    endpoints[.token] = token
    for endpoint in [Endpoint.introspection, .revocation] {
      endpoints[endpoint] = address(endpoint.rawValue, in: document, isRequired: false)
    }
  }

  /// Exactly, sign by sign (4.3): another issuer's keys must never do.
  private mutating func check(_ found: JSONValue?, against issuer: String) {
    guard let found else { return faults.append("has no 'issuer'") }
    guard let text = found.text else { return faults.append("has an 'issuer' that is no text") }
    guard text != issuer else { return }
    faults.append("names the issuer '\(text.prefix(200))', expected '\(issuer)'")
  }

  private mutating func check(subjects: [String]?) {
    guard let odd = subjects?.first(where: { !["pairwise", "public"].contains($0) }) else { return }
    faults.append("has '\(odd.prefix(40))' in 'subject_types_supported', expected pairwise or public")
  }

  private mutating func check(_ offered: [String]?, against algorithms: [String]) {
    guard let offered else { return }
    if !offered.contains("RS256") {
      faults.append("has no RS256 in 'id_token_signing_alg_values_supported', which every provider must offer")
    }
    if !offered.contains(where: algorithms.contains) {
      faults.append("offers none of the algorithms that are allowed: \(algorithms.joined(separator: ", "))")
    }
  }

  private mutating func address(_ name: String, in document: JSONValue, isRequired: Bool) -> String? {
    guard let found = document[name] else {
      if isRequired { faults.append("has no '\(name)'") }
      return nil
    }
    guard let text = found.text, let target = WebTarget(text), !text.contains("#") else {
      faults.append("has no URL in '\(name)'")
      return nil
    }
    guard target.isSecure || (isHere && isLoopback(target.host)) else {
      faults.append("leads to '\(text.prefix(200))' by '\(name)', expected https")
      return nil
    }
    guard isHere || !isLoopback(target.host) else {
      faults.append("leads to '\(text.prefix(200))' by '\(name)', which is this machine")
      return nil
    }
    return text
  }

  /// A list of one text at least: a list of none must be left out (4.2).
  private mutating func texts(_ name: String, in document: JSONValue) -> [String]? {
    guard let found = document[name] else {
      faults.append("has no '\(name)'")
      return nil
    }
    let texts = found.items.compactMap(\.text)
    guard !texts.isEmpty, texts.count == found.items.count else {
      faults.append("has no list of texts in '\(name)'")
      return nil
    }
    return texts
  }
}
