import Crypto
import CryptoExtras
import Foundation
import Gates
import Testing

@testable import Probes

/// An OpenID provider whose answers a test changes as it likes.
final class ProviderServer {
  private let file: URL
  private let server: TestServer
  var routes: [String: Any] { didSet { try? write() } }
  /// How many introspections of a revoked token still call it active.
  var lag = 0 { didSet { try? write() } }

  private let isSecure: Bool

  var issuer: String { "\(isSecure ? "https" : "http")://127.0.0.1:\(server.port)" }

  static var discovery: [String: Any] {
    [
      "issuer": "{base}", "authorization_endpoint": "{base}/authorize", "token_endpoint": "{base}/token",
      "introspection_endpoint": "{base}/introspect", "revocation_endpoint": "{base}/revoke",
      "jwks_uri": "{base}/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
      "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    ]
  }

  static let place = "/.well-known/openid-configuration"

  /// - Parameter certificates: those of a TLS server: its own, its key, and the authority of its clients.
  init(keys: [[String: Any]], certificates: [String] = []) throws {
    isSecure = !certificates.isEmpty
    file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-oidc-\(UUID().uuidString)")
    routes = [Self.place: Self.discovery, "/jwks": ["keys": keys]]
    try JSONSerialization.data(withJSONObject: ["routes": routes, "lag": 0]).write(to: file)
    server = try TestServer("oidc.py", [file.path] + certificates)
  }

  deinit { try? FileManager.default.removeItem(at: file) }

  private func write() throws {
    try JSONSerialization.data(withJSONObject: ["routes": routes, "lag": lag]).write(to: file, options: .atomic)
  }

  /// Changes or, with nil, takes away members of the discovery document.
  func discover(_ changes: [String: Any?]) {
    var document = Self.discovery
    for (name, value) in changes { document[name] = value }
    routes[Self.place] = document
  }

  var keys: [[String: Any]] {
    get { (routes["/jwks"] as? [String: [[String: Any]]])?["keys"] ?? [] }
    set { routes["/jwks"] = ["keys": newValue] }
  }
}

/// Keys of the tests' own, made once.
enum TestKeys {
  static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
  static let p256 = P256.Signing.PrivateKey()
  static let p384 = P384.Signing.PrivateKey()
  static let p521 = P521.Signing.PrivateKey()
  static let ed25519 = Curve25519.Signing.PrivateKey()

  static func rsa(_ kid: String) throws -> [String: Any] {
    let numbers = try rsa.get().publicKey.getKeyPrimitives()
    return [
      "kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256", "n": numbers.modulus.base64URL,
      "e": numbers.publicExponent.base64URL,
    ]
  }

  static func elliptic(_ kid: String, _ curve: String, _ point: Data) -> [String: Any] {
    let half = point.count / 2
    return [
      "kty": "EC", "kid": kid, "crv": curve, "x": point.prefix(half).base64URL, "y": point.suffix(half).base64URL,
    ]
  }

  static func p256(_ kid: String) -> [String: Any] { elliptic(kid, "P-256", p256.publicKey.rawRepresentation) }

  static func ed25519(_ kid: String) -> [String: Any] {
    ["kty": "OKP", "kid": kid, "crv": "Ed25519", "x": ed25519.publicKey.rawRepresentation.base64URL]
  }

  /// A compact JWS; `sign` gets the bytes that are signed.
  static func token(
    _ head: [String: Any], _ claims: [String: Any], sign: (Data) throws -> Data
  ) throws -> String {
    let parts = try [head, claims].map { try JSONSerialization.data(withJSONObject: $0).base64URL }
    let text = parts.joined(separator: ".")
    return text + "." + (try sign(Data(text.utf8))).base64URL
  }

  static func sign(_ bytes: Data, _ padding: _RSA.Signing.Padding, _ size: Int) throws -> Data {
    let key = try rsa.get()
    return switch size {
    case 256: try key.signature(for: SHA256.hash(data: bytes), padding: padding).rawRepresentation
    case 384: try key.signature(for: SHA384.hash(data: bytes), padding: padding).rawRepresentation
    default: try key.signature(for: SHA512.hash(data: bytes), padding: padding).rawRepresentation
    }
  }
}
