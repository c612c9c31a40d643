import Crypto
import CryptoExtras
import Foundation
import Gates
import Testing

@testable import Probes

@Suite struct KeySetTests {
  private func keySet(_ keys: [[String: Any]], algorithms: [String] = OIDCIssuer.knownAlgorithms) throws -> KeySet {
    let bytes = try JSONSerialization.data(withJSONObject: ["keys": keys])
    return KeySet(try JSONValue.parse(Array(bytes)), algorithms: algorithms)
  }

  private func changed(_ key: [String: Any], _ changes: [String: Any?]) -> [String: Any] {
    var key = key
    for (name, value) in changes { key[name] = value }
    return key
  }

  @Test func `each fault of a key is named`() throws {
    let rsa = try TestKeys.rsa("k")
    let small = try #require(Data((0..<128).map { UInt8($0 | 0x81) }).base64URL as String?)
    let cases: [([[String: Any]], [String])] = [
      ([], ["holds no key"]), ([changed(rsa, ["kty": nil])], ["has no 'kty' in key 1"]),
      ([rsa, changed(rsa, ["kid": nil])], ["has no 'kid' in key 2"]),
      ([rsa, changed(TestKeys.p256("k"), [:]), rsa], ["has the kid 'k' 3 times"]),
      ([changed(rsa, ["d": "AQAB"])], ["has a key 'k' that shows its private part 'd'"]),
      ([["kty": "oct", "kid": "k", "k": "c2VjcmV0"]], ["has a key 'k' that is a shared secret"]),
      ([changed(rsa, ["n": small])], ["has a key 'k' that is RSA of 1024 bits, expected 2048 or more"]),
      ([changed(rsa, ["n": nil])], ["has a key 'k' that has no 'n'"]),
      ([changed(rsa, ["n": "a+b/"])], ["has a key 'k' that has no base64url in 'n'"]),
      ([changed(rsa, ["e": "AQ"])], ["has a key 'k' that has an exponent that is even or 1"]),
      ([changed(rsa, ["e": "Ag"])], ["has a key 'k' that has an exponent that is even or 1"]),
      ([changed(rsa, ["alg": "ES256"])], ["has a key 'k' that is RSA and says ES256"]),
      ([changed(rsa, ["alg": "HS256"])], ["has a key 'k' that is RSA and says HS256"]),
      (
        [changed(TestKeys.p256("k"), ["y": TestKeys.p256("k")["x"]])], ["has a key 'k' that is no point on P-256"]
      ),
      ([changed(TestKeys.p256("k"), ["x": "AAAA"])], ["has a key 'k' that has 3 bytes in 'x', expected 32"]),
      ([changed(rsa, ["use": "enc"])], ["holds no key for signatures"]),
      ([changed(rsa, ["key_ops": ["encrypt"]])], ["holds no key for signatures"]),
    ]
    for (keys, faults) in cases { #expect(try keySet(keys).faults == faults) }
    #expect(
      try keySet([rsa], algorithms: ["ES256"]).faults == ["has a key 'k' that is for RS256, which is not allowed"])
    #expect(
      try keySet((0...100).map { changed(rsa, ["kid": "k\($0)"]) }).faults == ["holds 101 keys, expected 100 at most"])
  }

  @Test func `keys that nobody here knows, and keys that encrypt, stand beside those that sign`() throws {
    let keys = try keySet([
      TestKeys.rsa("a"), changed(TestKeys.rsa("b"), ["use": "enc"]), ["kty": "future", "kid": "c"],
      ["kty": "OKP", "kid": "d", "crv": "X25519", "x": "AAAA"],
    ])
    #expect(keys.faults.isEmpty)
    #expect(keys.members.map(\.kid) == ["a"])
  }

  @Test func `another key under an old name is another key`() throws {
    let (one, other) = (P256.Signing.PrivateKey().publicKey, P256.Signing.PrivateKey().publicKey)
    let names = try [one, other].map { key in
      try keySet([TestKeys.elliptic("k", "P-256", key.rawRepresentation)]).names
    }
    #expect(names[0].map(\.kid) == names[1].map(\.kid))
    #expect(names[0] != names[1])
  }

  // MARK: Tokens

  private var issuer: OIDCIssuer {
    var issuer = OIDCIssuer(SecretText("https://auth.example"))
    issuer.audience = "board"
    return issuer
  }

  private let now = Instant(milliseconds: 1_762_979_400_000)
  private var claims: [String: Any] {
    ["iss": "https://auth.example", "aud": ["other", "board"], "exp": 1_762_979_500, "nbf": 1_762_979_400]
  }

  private func keys() throws -> KeySet {
    try keySet([
      changed(TestKeys.rsa("r"), ["alg": nil]), TestKeys.p256("p256"),
      TestKeys.elliptic("p384", "P-384", TestKeys.p384.publicKey.rawRepresentation),
      TestKeys.elliptic("p521", "P-521", TestKeys.p521.publicKey.rawRepresentation), TestKeys.ed25519("ed"),
    ])
  }

  private func signed(_ head: [String: Any], _ claims: [String: Any]) throws -> String {
    try TestKeys.token(head, claims) { bytes in
      switch head["alg"] as? String {
      case "RS256": try TestKeys.sign(bytes, .insecurePKCS1v1_5, 256)
      case "RS384": try TestKeys.sign(bytes, .insecurePKCS1v1_5, 384)
      case "RS512": try TestKeys.sign(bytes, .insecurePKCS1v1_5, 512)
      case "PS256": try TestKeys.sign(bytes, .PSS, 256)
      case "PS384": try TestKeys.sign(bytes, .PSS, 384)
      case "PS512": try TestKeys.sign(bytes, .PSS, 512)
      case "ES256": try TestKeys.p256.signature(for: bytes).rawRepresentation
      case "ES384": try TestKeys.p384.signature(for: bytes).rawRepresentation
      case "ES512": try TestKeys.p521.signature(for: bytes).rawRepresentation
      case "EdDSA": try TestKeys.ed25519.signature(for: bytes)
      default: Data("x".utf8)
      }
    }
  }

  @Test(arguments: [
    ("RS256", "r"), ("RS384", "r"), ("RS512", "r"), ("PS256", "r"), ("PS384", "r"), ("PS512", "r"), ("ES256", "p256"),
    ("ES384", "p384"), ("ES512", "p521"), ("EdDSA", "ed"),
  ])
  func `a token of each algorithm is good, and no longer so when one byte is another`(
    algorithm: String, kid: String
  ) throws {
    let token = try signed(["alg": algorithm, "kid": kid], claims)
    #expect(SignedToken.fault(in: token, of: issuer, keys: try keys(), at: now) == nil)
    let parts = token.split(separator: ".").map(String.init)
    var forged = claims
    forged["sub"] = "admin"
    let other = try JSONSerialization.data(withJSONObject: forged).base64URL
    let fault = SignedToken.fault(in: "\(parts[0]).\(other).\(parts[2])", of: issuer, keys: try keys(), at: now)
    #expect(fault == "is not signed with the key '\(kid)'")
  }

  @Test func `each fault of a token is named`() throws {
    let head: [String: Any] = ["alg": "ES256", "kid": "p256"]
    func fault(_ head: [String: Any], _ changes: [String: Any?] = [:], keys: KeySet? = nil) throws -> String? {
      let token = try signed(head, changed(claims, changes))
      return SignedToken.fault(in: token, of: issuer, keys: try keys ?? self.keys(), at: now)
    }
    #expect(try fault(["alg": "none", "kid": "p256"]) == "is signed with 'none', which is not allowed")
    #expect(try fault(["alg": "HS256", "kid": "r"]) == "is signed with 'HS256', which is not allowed")
    #expect(try fault(["kid": "r"]) == "names no algorithm")
    #expect(
      try fault(["alg": "ES256", "kid": "gone"]) == "is signed with the key 'gone', which the key set does not hold")
    #expect(try fault(["alg": "ES256"]) == "names no key, and the key set holds 5")
    #expect(try fault(["alg": "ES256"], keys: keySet([TestKeys.p256("only")])) == nil)
    // A key of another sort, as in every confusion of algorithms.
    #expect(try fault(["alg": "ES256", "kid": "r"]) == "is not signed with the key 'r'")
    #expect(
      try fault(["alg": "ES256", "kid": "p256", "crit": ["exp"]])
        == "asks for extensions that nobody here knows ('crit')")
    #expect(try fault(head, ["iss": "https://evil.example"]) == "is of the issuer 'https://evil.example'")
    #expect(try fault(head, ["aud": "somebody"]) == "is not for 'board'")
    #expect(try fault(head, ["exp": nil]) == "has no end ('exp')")
    #expect(try fault(head, ["exp": 1_762_979_300]) == "ended at 2025-11-12T20:28:20Z")
    #expect(try fault(head, ["nbf": 1_762_979_470]) == "begins at 2025-11-12T20:31:10Z")
    // Clocks may be a minute apart.
    #expect(try fault(head, ["exp": 1_762_979_350, "nbf": 1_762_979_450]) == nil)
    for text in ["", "a.b", "a.b.c.d", "!.!.!", "e30.e30."] {
      #expect(SignedToken.fault(in: text, of: issuer, keys: try keys(), at: now) != nil)
    }
  }
}
