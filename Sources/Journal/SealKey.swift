import Crypto
import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// An ed25519 key that seals journals, in the files that openssl reads: PKCS #8 and SubjectPublicKeyInfo (RFC 8410).
package struct SealKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// What stands before the 32 bytes of a key in DER.
  private static let privatePrefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
  private static let publicPrefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

  /// A new one.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// 32 bytes.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  package var publicPEM: String { Self.pem("PUBLIC KEY", Self.publicPrefix + publicKey) }

  func sign(_ bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: Data(bytes))) }

  /// Writes the key for its owner alone; a file that is there stays.
  ///
  /// - Throws: ``SealFailure``
  package func write(to path: String) throws(SealFailure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw SealFailure("\(path): \(SystemFailure(code: errno))") }
      throw SealFailure("\(path): there is a key already, and a seal needs the key that it was made with; name another")
    }
    defer { close(descriptor) }
    // The mode holds whatever the umask adds.
    let text = Array(Self.pem("PRIVATE KEY", Self.privatePrefix + Array(key.rawRepresentation)).utf8)
    let written = unsafe text.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard written == text.count, fsync(descriptor) == 0 else {
      let code = errno
      unsafe unlink(path)
      throw SealFailure("\(path): the key could not be written (\(SystemFailure(code: code)))")
    }
  }

  /// Reads a private key that nobody else can read.
  ///
  /// - Throws: ``SealFailure``
  package init(readingPrivate path: String) throws(SealFailure) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(path, "gateboard journal keygen makes one") }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw SealFailure("\(path): others can read this key; chmod 600 it, or better make another")
    }
    let text = (try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).read(upToCount: 4_096)) ?? Data()
    guard let raw = Self.raw("PRIVATE KEY", Self.privatePrefix, text),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
    else { throw SealFailure("\(path): expected an ed25519 key as gateboard journal keygen writes it") }
    self.key = key
  }

  /// Reads the file of a public key.
  ///
  /// - Returns: 32 bytes.
  /// - Throws: ``SealFailure``
  package static func publicKey(in path: String) throws(SealFailure) -> [UInt8] {
    guard let text = FileManager.default.contents(atPath: path) else {
      throw unreadable(path, "it stands beside the key that gateboard journal keygen made")
    }
    guard let raw = raw("PUBLIC KEY", publicPrefix, text) else {
      throw SealFailure("\(path): expected an ed25519 public key, such as gateboard journal keygen writes as KEY.pub")
    }
    return raw
  }

  private static func unreadable(_ path: String, _ advice: String) -> SealFailure {
    SealFailure("\(path): there is no such key, or it cannot be read; \(advice)")
  }

  private static func pem(_ name: String, _ bytes: [UInt8]) -> String {
    "-----BEGIN \(name)-----\n\(Data(bytes).base64EncodedString())\n-----END \(name)-----\n"
  }

  private static func raw(_ name: String, _ prefix: [UInt8], _ text: Data) -> [UInt8]? {
    let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard lines.count == 3, lines[0] == "-----BEGIN \(name)-----", lines[2] == "-----END \(name)-----",
      let bytes = Data(base64Encoded: String(lines[1])), bytes.starts(with: prefix), bytes.count == prefix.count + 32
    else { return nil }
    return Array(bytes.dropFirst(prefix.count))
  }
}
