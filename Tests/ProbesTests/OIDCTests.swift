import Crypto
import Foundation
import Gates
import Testing

@testable import Probes

@Suite(.serialized) struct OIDCTests {
  private let signals: [(String, Selector, String)] = [
    ("discovery", .measure(.discovery), "bool"), ("jwks", .measure(.jwks), "bool"), ("keys", .measure(.keys), "count"),
    ("token", .measure(.token), "bool"), ("lag", .measure(.revocationLag), "ms"), ("took", .latency, "ms"),
  ]

  private func look(
    at server: ProviderServer, change: (inout OIDCIssuer) -> Void = { _ in }
  ) async throws -> Answer {
    var issuer = OIDCIssuer(SecretText(server.issuer))
    change(&issuer)
    return try await poll(.oidc(issuer), signals)
  }

  private func provider() throws -> ProviderServer {
    try ProviderServer(keys: [TestKeys.rsa("k-1"), TestKeys.p256("k-2"), TestKeys.ed25519("k-3")])
  }

  @Test func `a provider in order has its keys counted and named`() async throws {
    let answer = try await look(at: try provider())
    #expect(answer.isAnswer, "\(answer.said)")
    #expect(answer.said.hasPrefix("3 keys in "))
    #expect(answer.values["discovery"] == .value(.truth(true)))
    #expect(answer.values["jwks"] == .value(.truth(true)))
    #expect(answer.values["keys"] == .value(.number(3)))
    #expect(answer.values["token"] == .missing("unknown: the board names no 'token'"))
    #expect(answer.values["lag"] == .missing("unknown: the board names no 'client'"))
    #expect(answer.keys?.map(\.kid) == ["k-1", "k-2", "k-3"])
  }

  @Test func `the thumbprint of RFC 7638 comes out`() throws {
    // RFC 7638, 3.1.
    let modulus = """
      0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj\
      hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQ\
      vRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzK\
      nqDKgw
      """
    let key = #"{"keys":[{"kty":"RSA","n":"\#(modulus)","e":"AQAB","alg":"RS256","kid":"2011-04-29"}]}"#
    let keys = KeySet(try JSONValue.parse(Array(key.utf8)), algorithms: OIDCIssuer.knownAlgorithms)
    #expect(keys.names == [ProviderKey(kid: "2011-04-29", thumbprint: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")])
  }

  // MARK: Discovery

  /// A member of the discovery document, what it is changed to (nil: taken away), and the fault.
  struct Flaw: Sendable, CustomTestStringConvertible {
    let member: String
    let json: String?
    let fault: String

    init(_ member: String, _ json: String?, _ fault: String) {
      (self.member, self.json, self.fault) = (member, json, fault)
    }

    var testDescription: String { "\(member): \(json ?? "missing")" }

    var value: Any? {
      json.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed) }
    }
  }

  static let flaws = [
    Flaw("issuer", nil, "discovery has no 'issuer'"), Flaw("issuer", "7", "discovery has an 'issuer' that is no text"),
    Flaw("issuer", #""{base}/""#, "discovery names the issuer '{base}/', expected '{base}'"),
    Flaw("issuer", #""https://evil.example""#, "discovery names the issuer 'https://evil.example', expected '{base}'"),
    Flaw("authorization_endpoint", nil, "discovery has no 'authorization_endpoint'"),
    Flaw("token_endpoint", nil, "discovery has no 'token_endpoint'"),
    Flaw("jwks_uri", nil, "discovery has no 'jwks_uri'"),
    Flaw("jwks_uri", #""/jwks""#, "discovery has no URL in 'jwks_uri'"),
    Flaw(
      "jwks_uri", #""http://auth.example/jwks""#,
      "discovery leads to 'http://auth.example/jwks' by 'jwks_uri', expected https"),
    Flaw("response_types_supported", nil, "discovery has no 'response_types_supported'"),
    Flaw("response_types_supported", "[]", "discovery has no list of texts in 'response_types_supported'"),
    Flaw("subject_types_supported", #""public""#, "discovery has no list of texts in 'subject_types_supported'"),
    Flaw(
      "subject_types_supported", #"["secret"]"#,
      "discovery has 'secret' in 'subject_types_supported', expected pairwise or public"),
    Flaw(
      "id_token_signing_alg_values_supported", #"["ES256"]"#,
      "discovery has no RS256 in 'id_token_signing_alg_values_supported', which every provider must offer"),
  ]

  @Test(arguments: flaws) func `each fault of a discovery document is named`(flaw: Flaw) async throws {
    let server = try provider()
    server.discover([flaw.member: flaw.value])
    let answer = try await look(at: server)
    #expect(!answer.isAnswer)
    #expect(answer.said == flaw.fault.replacing("{base}", with: server.issuer))
    #expect(answer.values["discovery"] == .value(.truth(false)))
    #expect(answer.values["jwks"] == .missing("unknown: discovery has faults"))
    #expect(answer.keys == nil)
  }

  @Test(arguments: [
    ("http://127.0.0.1:9/keys", "leads to 'http://127.0.0.1:9/keys' by 'jwks_uri', expected https"),
    ("https://localhost:9/keys", "leads to 'https://localhost:9/keys' by 'jwks_uri', which is this machine"),
  ])
  func `a provider elsewhere leads no question to this machine`(address: String, fault: String) throws {
    let text = """
      {"issuer": "https://auth.example", "authorization_endpoint": "https://auth.example/a", "jwks_uri": "\(address)",
       "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
       "id_token_signing_alg_values_supported": ["RS256"]}
      """
    let document = try JSONValue.parse(Array(text.utf8))
    let found = Discovery(document, issuer: "https://auth.example", algorithms: ["RS256"])
    #expect(found.faults == [fault])
    #expect(found.keySet == nil)
  }

  @Test func `an issuer without the code flow needs no token endpoint`() async throws {
    let server = try provider()
    server.discover(["token_endpoint": nil, "response_types_supported": ["id_token"]])
    #expect(try await look(at: server).isAnswer)
  }

  @Test func `an algorithm that the board does not allow is a fault`() async throws {
    let answer = try await look(at: try provider()) { $0.algorithms = ["PS256"] }
    #expect(answer.said == "discovery offers none of the algorithms that are allowed: PS256")
  }

  @Test(arguments: [
    (#"{"status": 503, "body": "{}"}"#, "was answered with 503"), (#"{"body": "not json"}"#, "is not JSON"),
    (#"{"body": "[]"}"#, "is no JSON object"),
    (#"{"body": "{}", "type": "text/html"}"#, "has the content type 'text/html', expected application/json"),
    (#"{"status": 302, "body": ""}"#, "was answered with 302"),
  ])
  func `what is no document at all is named, for discovery as for keys`(route: String, fault: String) async throws {
    let server = try provider()
    let odd = try JSONSerialization.jsonObject(with: Data(route.utf8))
    let good = server.routes
    server.routes[ProviderServer.place] = odd
    #expect(try await look(at: server).said == "discovery \(fault)")
    server.routes = good
    server.routes["/jwks"] = odd
    let answer = try await look(at: server)
    let words = fault == "is no JSON object" ? "is no key set: it has no list 'keys'" : fault
    #expect(answer.said == "jwks \(words)")
    #expect(answer.values["discovery"] == .value(.truth(true)))
    #expect(answer.values["jwks"] == .value(.truth(false)))
    #expect(answer.keys == nil)
  }

  @Test func `keys that nobody answers for are unknown, and neither good nor bad`() async throws {
    let server = try provider()
    server.routes["/jwks"] = "hang up"
    let answer = try await look(at: server)
    let words = "jwks: the connection was closed before the answer was whole"
    #expect(answer.said == words)
    #expect(!answer.isAnswer)
    #expect(answer.values["jwks"] == .missing("unknown: \(words)"))
    let nobody = try await poll(.oidc(OIDCIssuer(SecretText("http://127.0.0.1:1"))), signals)
    #expect(nobody.isUnreachable)
    #expect(nobody.values.isEmpty)
  }

  // MARK: TLS

  private func path(_ name: String) throws -> String { try Certificates.folder.get().appendingPathComponent(name).path }

  private func secureProvider(_ name: String = "server", clients: Bool = false) throws -> ProviderServer {
    let certificates = [try path("\(name).pem"), try path("\(name).key")] + (clients ? [try path("ca.pem")] : [])
    return try ProviderServer(keys: [try TestKeys.rsa("k-1")], certificates: certificates)
  }

  @Test func `a provider over https is trusted by the authority that the board names`() async throws {
    let server = try secureProvider()
    let stranger = try await look(at: server)
    #expect(stranger.said == "the certificate is not trusted; name its authority with 'ca'")
    #expect(!stranger.isAnswer && stranger.values.isEmpty && stranger.keys == nil)
    let known = try await look(at: server) { issuer in
      (issuer.trust.authorities, issuer.client) = (try? path("ca.pem"), client)
    }
    #expect(known.isAnswer, "\(known.said)")
    #expect(known.values["jwks"] == .value(.truth(true)))
    #expect(known.keys?.map(\.kid) == ["k-1"])
    if case .value(.number(let lag))? = known.values["lag"] { #expect(lag >= 0) } else { Issue.record("\(known)") }
    #expect(known.phases.tls != nil)
    let blind = try await look(at: server) { $0.trust.isInsecure = true }
    #expect(blind.isAnswer)
    #expect(blind.said.hasSuffix(", certificate not verified"))
  }

  @Test func `a provider that asks for a certificate gets the board's`() async throws {
    let server = try secureProvider(clients: true)
    let bare = try await look(at: server) { $0.trust.authorities = try? path("ca.pem") }
    #expect(!bare.isAnswer && bare.values.isEmpty)
    let known = try await look(at: server) { issuer in
      issuer.trust.authorities = try? path("ca.pem")
      (issuer.trust.certificate, issuer.trust.key) = (try? path("client.pem"), try? path("client.key"))
      issuer.client = client
    }
    #expect(known.isAnswer, "\(known.said)")
    #expect(known.keys?.map(\.kid) == ["k-1"])
    if case .missing(let why)? = known.values["lag"] { Issue.record("\(why)") }
  }

  @Test func `keys behind the certificate of another host are nobody's`() async throws {
    let (server, other) = (try secureProvider(), try secureProvider("other"))
    server.discover(["jwks_uri": other.issuer + "/jwks"])
    let answer = try await look(at: server) { $0.trust.authorities = try? path("ca.pem") }
    #expect(answer.said == "jwks: the certificate is not for that host")
    #expect(answer.values["discovery"] == .value(.truth(true)))
    #expect(answer.values["jwks"] == .missing("unknown: jwks: the certificate is not for that host"))
    #expect(answer.keys == nil)
  }

  // MARK: A token

  @Test func `a token of a file is held against the keys that the provider has now`() async throws {
    let server = try provider()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-token-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    func write(_ claims: [String: Any]) throws {
      let token = try TestKeys.token(["alg": "ES256", "kid": "k-2"], claims) {
        try TestKeys.p256.signature(for: $0).rawRepresentation
      }
      try Data((token + "\n").utf8).write(to: file)
    }
    func look() async throws -> Answer {
      try await self.look(at: server) { issuer in
        (issuer.token, issuer.audience) = (file.path, "board")
      }
    }
    let missing = try await look()
    #expect(missing.said == "token: \(file.path) cannot be read, or is larger than 64 KiB")
    #expect(missing.values["jwks"] == .value(.truth(true)))
    let end = Int(Date().timeIntervalSince1970) + 600
    try write(["iss": server.issuer, "aud": "board", "exp": end])
    let good = try await look()
    #expect(good.isAnswer, "\(good.said)")
    #expect(good.values["token"] == .value(.truth(true)))
    try write(["iss": server.issuer, "aud": "board", "exp": 1_762_979_300])
    let old = try await look()
    #expect(old.said == "token ended at 2025-11-12T20:28:20Z")
    #expect(old.values["token"] == .value(.truth(false)))
    // The provider turns its keys over: what they signed is good no more.
    try write(["iss": server.issuer, "aud": "board", "exp": end])
    server.keys = [try TestKeys.rsa("k-9")]
    let rotated = try await look()
    #expect(rotated.said == "token is signed with the key 'k-2', which the key set does not hold")
    #expect(rotated.keys?.map(\.kid) == ["k-9"])
  }

  // MARK: Revocation

  private let client = OIDCIssuer.Client(
    id: SecretText("board"),
    secret: SecretText(spelling: "${SECRET}", resolved: "s3cr3t/1", secrets: ["SECRET": "s3cr3t/1"]))

  @Test func `a token that is revoked at once has a lag of milliseconds`() async throws {
    let answer = try await look(at: try provider()) { $0.client = client }
    #expect(answer.isAnswer, "\(answer.said)")
    guard case .value(.number(let lag))? = answer.values["lag"] else { return #expect(Bool(false), "\(answer)") }
    #expect((0..<5000).contains(lag))
  }

  @Test func `a lag that outlasts a question goes on being measured by the next`() async throws {
    let server = try provider()
    server.lag = 2
    var issuer = OIDCIssuer(SecretText(server.issuer))
    issuer.client = client
    let tried = try source(.oidc(issuer), signals)
    let probe = try #require(ProbeSet().probe(for: tried))
    var lags: [Double] = []
    for second in [0, 10, 20, 30, 40, 400] as [Int64] {
      let answer = await asked(probe, at: Instant(milliseconds: second * 1000))
      if case .value(.number(let lag))? = answer.values["lag"] { lags.append(lag) }
      #expect(answer.isAnswer, "\(answer.said)")
    }
    #expect(lags.count == 6)
    // Two questions, ten seconds each; then a new token is measured, and the old lag is what is known until it is longer.
    #expect(lags[0] < 5000 && (5000...10_000).contains(lags[1]) && (15_000...20_000).contains(lags[2]))
    #expect(lags[3] == lags[2] && lags[4] == lags[2])
    // Nobody asked for six minutes: when that token ended nobody knows.
    #expect(lags[5] == lags[2])
  }

  @Test func `a lag that cannot be measured is unknown, and says why`() async throws {
    let server = try provider()
    server.discover(["introspection_endpoint": nil])
    let missing = try await look(at: server) { $0.client = client }
    #expect(missing.said == "revocation: discovery names no 'introspection_endpoint'")
    #expect(missing.values["jwks"] == .value(.truth(true)))
    let stranger = OIDCIssuer.Client(id: SecretText("who"), secret: SecretText("x"))
    let refused = try await look(at: try provider()) { $0.client = stranger }
    #expect(refused.said == "revocation: 'token_endpoint' answered 401")
    #expect(refused.values["lag"] == .missing("unknown: revocation: 'token_endpoint' answered 401"))
  }
}
