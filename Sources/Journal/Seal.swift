import Crypto
import Foundation
package import Gates

/// A signed word on a journal: up to which event it reached, and that event's hash. Kept elsewhere, it tells when
/// events are taken from the end, or all of them are changed and hashed again.
package struct Seal: Hashable, Sendable {
  package let head: Chain.Head
  /// When it was sealed.
  package let at: Instant
  /// Which key signed it, 32 bytes; not whether that is the right one.
  package let publicKey: [UInt8]
  private let signature: [UInt8]

  private static let title = "gateboard seal 1"

  package init(of head: Chain.Head, at now: Instant, with key: SealKey) throws {
    self.head = head
    at = now
    publicKey = key.publicKey
    signature = try key.sign(Self.text(head, now, key.publicKey))
  }

  /// What is signed: every line but the last, each with its line feed.
  private static func text(_ head: Chain.Head, _ at: Instant, _ key: [UInt8]) -> [UInt8] {
    Array(
      """
      \(title)
      sequence \(head.sequence)
      hash \(head.hash)
      sealed \(at.utcMilliseconds)
      key \(Data(key).base64EncodedString())

      """.utf8)
  }

  /// The seal as a file of six lines.
  package var bytes: [UInt8] {
    Self.text(head, at, publicKey) + Array("signature \(Data(signature).base64EncodedString())\n".utf8)
  }

  /// - Throws: ``SealFailure`` for bytes that are no seal.
  package init(_ bytes: [UInt8], file: String) throws(SealFailure) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    func value(_ line: Int, _ name: String) -> String? {
      guard line < lines.count, lines[line].hasPrefix("\(name) ") else { return nil }
      return String(lines[line].dropFirst(name.count + 1))
    }
    guard lines.first == Self.title[...], let sequence = value(1, "sequence").flatMap({ Int($0) }),
      let hash = value(2, "hash"), let at = value(3, "sealed").flatMap({ Instant(utc: $0) }),
      let key = value(4, "key").flatMap({ Data(base64Encoded: $0) }),
      let signature = value(5, "signature").flatMap({ Data(base64Encoded: $0) })
    else { throw SealFailure("\(file): expected a seal, six lines of which the first is '\(Self.title)'") }
    head = Chain.Head(sequence: sequence, hash: hash)
    self.at = at
    publicKey = Array(key)
    self.signature = Array(signature)
    // Whatever was read is signed again in its only spelling: no second text can bear the same signature.
    guard self.bytes == bytes else { throw SealFailure("\(file): the seal is not as gateboard writes it") }
  }

  /// Whether the key that is trusted has signed it.
  package func isSigned(by key: [UInt8]) -> Bool {
    guard key == publicKey, let known = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
    return known.isValidSignature(Data(signature), for: Data(Self.text(head, at, publicKey)))
  }
}

/// Why there is no seal, in one sentence.
package struct SealFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
