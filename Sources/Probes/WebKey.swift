import Crypto
import CryptoExtras
import Gates

/// A public key of a JSON Web Key (RFC 7517, RFC 7518, RFC 8037).
enum WebKey: Sendable {
  case rsa(_RSA.Signing.PublicKey, bits: Int)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  case ed25519(Curve25519.Signing.PublicKey)

  /// What is wrong with a key, to be read after its name.
  struct Mistake: Error, Hashable {
    let words: String
  }

  /// Fewer bits of RSA are refused everywhere (RFC 7518, 3.3).
  static let leastRSABits = 2048
  /// More are an attack on whoever checks signatures.
  static let mostRSABits = 16_384

  /// Nil for a key of another sort than a relying party need know (RFC 7517, 5: it is left out).
  ///
  /// - Throws: ``Mistake`` where it is of a known sort and none.
  init?(_ members: JSONValue) throws(Mistake) {
    func part(_ name: String, _ size: Int?) throws(Mistake) -> [UInt8] {
      guard let text = members[name]?.text else { throw Mistake(words: "has no '\(name)'") }
      guard let bytes = text.base64URL, !bytes.isEmpty else {
        throw Mistake(words: "has no base64url in '\(name)'")
      }
      guard size == nil || bytes.count == size else {
        throw Mistake(words: "has \(bytes.count) bytes in '\(name)', expected \(size ?? 0)")
      }
      return bytes
    }
    func key<Key>(_ curve: String, _ make: () throws -> Key) throws(Mistake) -> Key {
      do { return try make() } catch { throw Mistake(words: "is no point on \(curve)") }
    }
    let curve = members["crv"]?.text ?? ""
    switch (members["kty"]?.text, curve) {
    case ("RSA", _): self = try Self.rsa(modulus: try part("n", nil), exponent: try part("e", nil))
    case ("EC", "P-256"):
      let point = try part("x", 32) + (try part("y", 32))
      self = .p256(try key(curve) { try P256.Signing.PublicKey(rawRepresentation: point) })
    case ("EC", "P-384"):
      let point = try part("x", 48) + (try part("y", 48))
      self = .p384(try key(curve) { try P384.Signing.PublicKey(rawRepresentation: point) })
    case ("EC", "P-521"):
      let point = try part("x", 66) + (try part("y", 66))
      self = .p521(try key(curve) { try P521.Signing.PublicKey(rawRepresentation: point) })
    case ("OKP", "Ed25519"):
      let point = try part("x", 32)
      self = .ed25519(try key(curve) { try Curve25519.Signing.PublicKey(rawRepresentation: point) })
    default: return nil
    }
  }

  private static func rsa(modulus: [UInt8], exponent: [UInt8]) throws(Mistake) -> WebKey {
    let digits = modulus.drop { $0 == 0 }
    let bits = digits.count * 8 - (digits.first?.leadingZeroBitCount ?? 0)
    guard bits >= leastRSABits else {
      throw Mistake(words: "is RSA of \(bits) bits, expected \(leastRSABits) or more")
    }
    guard bits <= mostRSABits else { throw Mistake(words: "is RSA of \(bits) bits, expected \(mostRSABits) or fewer") }
    guard let last = exponent.last, last % 2 == 1, exponent.drop(while: { $0 == 0 }) != [1] else {
      throw Mistake(words: "has an exponent that is even or 1")
    }
    do {
      return .rsa(try _RSA.Signing.PublicKey(n: Array(digits), e: exponent), bits: bits)
    } catch {
      throw Mistake(words: "is no RSA key")
    }
  }

  /// How a sentence names its sort.
  var words: String {
    switch self {
    case .rsa: "RSA"
    case .p256: "P-256"
    case .p384: "P-384"
    case .p521: "P-521"
    case .ed25519: "Ed25519"
    }
  }

  /// The algorithms of RFC 7518 and RFC 8037 that it can check.
  var algorithms: [String] {
    switch self {
    case .rsa: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    case .p256: ["ES256"]
    case .p384: ["ES384"]
    case .p521: ["ES512"]
    case .ed25519: ["EdDSA"]
    }
  }

  /// Whether it signed the bytes, by an algorithm of ``algorithms``.
  func signed(_ bytes: [UInt8], _ signature: [UInt8], by algorithm: String) -> Bool {
    switch (self, algorithm) {
    case (.rsa(let key, _), "RS256"), (.rsa(let key, _), "RS384"), (.rsa(let key, _), "RS512"):
      Self.check(key, bytes, signature, .insecurePKCS1v1_5, algorithm)
    case (.rsa(let key, _), "PS256"), (.rsa(let key, _), "PS384"), (.rsa(let key, _), "PS512"):
      Self.check(key, bytes, signature, .PSS, algorithm)
    case (.p256(let key), "ES256"):
      (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: SHA256.hash(data: bytes))
      } ?? false
    case (.p384(let key), "ES384"):
      (try? P384.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: SHA384.hash(data: bytes))
      } ?? false
    case (.p521(let key), "ES512"):
      (try? P521.Signing.ECDSASignature(rawRepresentation: signature)).map {
        key.isValidSignature($0, for: SHA512.hash(data: bytes))
      } ?? false
    case (.ed25519(let key), "EdDSA"): key.isValidSignature(signature, for: bytes)
    default: false
    }
  }

  private static func check(
    _ key: _RSA.Signing.PublicKey, _ bytes: [UInt8], _ signature: [UInt8], _ padding: _RSA.Signing.Padding,
    _ algorithm: String
  ) -> Bool {
    let claimed = _RSA.Signing.RSASignature(rawRepresentation: signature)
    return switch algorithm.suffix(3) {
    case "256": key.isValidSignature(claimed, for: SHA256.hash(data: bytes), padding: padding)
    case "384": key.isValidSignature(claimed, for: SHA384.hash(data: bytes), padding: padding)
    default: key.isValidSignature(claimed, for: SHA512.hash(data: bytes), padding: padding)
    }
  }
}
