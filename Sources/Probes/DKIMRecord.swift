import Crypto
import CryptoExtras
import Foundation

/// A DKIM key record (RFC 6376, 3.6.1; RFC 8301; RFC 8463).
struct DKIMRecord: Hashable {
  /// The key's size in bits; Ed25519 has 256.
  let bits: Int
  let isRSA: Bool

  /// What is wrong with a record, to be read after its selector.
  struct Mistake: Error, Hashable {
    let words: String
  }

  /// Smaller keys prove nothing to anybody (RFC 8301, 3.2).
  static let leastBits = 1024

  /// - Throws: ``Mistake`` where a receiver would take no signature for good.
  init(_ text: String) throws(Mistake) {
    guard let tags = TagList(text) else { throw Mistake(words: "is no list of tags") }
    if let version = tags["v"], version != "DKIM1" || tags.place(of: "v") != 0 {
      throw Mistake(words: "begins with another version than v=DKIM1")
    }
    guard let key = tags["p"] else { throw Mistake(words: "has no key (p=)") }
    guard !key.isEmpty else { throw Mistake(words: "is revoked (p= is empty)") }
    if let hashes = tags["h"], !Self.words(hashes).contains("sha256") {
      throw Mistake(words: "allows no SHA-256 (h=\(hashes.prefix(40)))")
    }
    if let services = tags["s"], !Self.words(services).contains(where: { $0 == "*" || $0 == "email" }) {
      throw Mistake(words: "is not for mail (s=\(services.prefix(40)))")
    }
    if Self.words(tags["t"] ?? "").contains("y") {
      throw Mistake(words: "is only being tested (t=y), which receivers treat as no signature")
    }
    guard let bytes = Data(base64Encoded: key.filter { !$0.isWhitespace }) else {
      throw Mistake(words: "has a key that is no base64")
    }
    switch tags["k"] ?? "rsa" {
    case "rsa":
      (bits, isRSA) = (try Self.bits(ofRSA: bytes), true)
    case "ed25519":
      guard bytes.count == 32 else { throw Mistake(words: "has a key that is no Ed25519 key") }
      (bits, isRSA) = (256, false)
    case let kind: throw Mistake(words: "has a key of the unknown kind '\(kind.prefix(40))'")
    }
  }

  private static func words(_ list: String) -> [String] {
    list.split(separator: ":").map { $0.filter { !$0.isWhitespace }.lowercased() }
  }

  /// SubjectPublicKeyInfo, as everybody writes it, or RSAPublicKey, as RFC 6376's grammar has it.
  private static func bits(ofRSA bytes: Data) throws(Mistake) -> Int {
    let small = Mistake(words: "has an RSA key of fewer than \(leastBits) bits")
    do {
      let size = try _RSA.Signing.PublicKey(unsafeDERRepresentation: bytes).keySizeInBits
      guard size >= leastBits else { throw small }
      return size
    } catch CryptoKitError.incorrectParameterSize {
      // The library refuses what proves nothing, too.
      throw small
    } catch let mistake as Mistake {
      throw mistake
    } catch {
      throw Mistake(words: "has a key that is no RSA key")
    }
  }
}
