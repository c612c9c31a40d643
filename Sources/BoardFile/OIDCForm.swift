import Gates
import StrictYAML

/// An OpenID provider.
enum OIDCForm: SourceForm {
  static let key = "oidc"

  static let fields =
    [
      Field("oidc", .text, "Look at the OpenID provider with this issuer: its discovery document and its keys."),
      Field("algorithms", .someTexts, "The signatures that are accepted; all that need no shared secret unless told."),
      Field("token", .text, "File with a signed token that the keys must fit, relative to the board file."),
      Field("audience", .text, "What the token must be for; needs 'token'."),
      Field("client", .text, "Who fetches and revokes tokens to measure the lag; ${NAME} reads the environment."),
      Field("client_secret", .text, "The secret of 'client'; ${NAME} reads the environment."),
    ] + TrustFields.all

  static let measures: [Gauge] = [.discovery, .jwks, .keys, .token, .revocationLag, .latency]

  static func places(_ fields: Fields) -> [SignalPlace] { [] }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let diagnosis = reader.diagnosis
    let trust = TrustFields.read(fields, by: reader)
    let token = fields["token"].flatMap { diagnosis.text($0, "the path of a token") }.map(reader.inFolder)
    let audience = fields["audience"].flatMap { diagnosis.text($0, "an audience") }
    let id = fields["client"].flatMap { reader.secret($0, "a client's name") }
    let secret = fields["client_secret"].flatMap { reader.secret($0, "a client's secret") }
    let algorithms = fields["algorithms"].map { reader.algorithms($0) }
    for (one, other) in [("audience", "token"), ("client", "client_secret"), ("client_secret", "client")] {
      guard let stray = fields[one], fields[other] == nil, !fields.isUnreadable(other, as: nil) else { continue }
      diagnosis.report(stray.position, "expected '\(one)' only together with '\(other)'; add it")
    }
    guard let address = reader.webAddress(node), reader.isIssuer(address, at: node) else { return nil }
    var issuer = OIDCIssuer(address)
    (issuer.trust, issuer.token, issuer.audience) = (trust, token, audience)
    if let algorithms { issuer.algorithms = algorithms }
    if let id, let secret { issuer.client = OIDCIssuer.Client(id: id, secret: secret) }
    return .oidc(issuer)
  }
}

extension BoardReader {
  fileprivate func algorithms(_ node: Node) -> [String] {
    let known = OIDCIssuer.knownAlgorithms.map { ($0, $0) }
    return diagnosis.someItems(node, "algorithms such as RS256").compactMap {
      diagnosis.choice($0, "an algorithm", of: known)
    }
  }

  /// What OpenID Connect Core, 1.2 asks of an issuer; on this machine it may do without https.
  fileprivate func isIssuer(_ address: SecretText, at node: Node) -> Bool {
    let text = address.reveal()
    guard !text.contains(where: { $0 == "?" || $0 == "#" }) else {
      diagnosis.report(node.position, "expected an issuer without '?' and '#', found '\(address.spelling)'")
      return false
    }
    guard text.lowercased().hasPrefix("https://") || isLoopback(Self.host(inURL: text)) else {
      diagnosis.report(
        node.position, "expected an issuer with https://, and http:// only on this machine, found '\(address.spelling)'"
      )
      return false
    }
    return true
  }
}
