import Crypto
import Foundation
import Gates
import Testing

@testable import Probes

/// Records alone, without DNS.
@Suite struct MailRecordTests {
  /// Records that checkdmarc 6.0.4 judged, see the file.
  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let kind: String
    let record: String
    let valid: Bool
    var testDescription: String { "\(kind): \(record)" }
  }

  private struct Vectors: Decodable {
    let cases: [Vector]
  }

  static let vectors: [Vector] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("mail-records.json")
    return (try? JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file)).cases) ?? []
  }()

  /// Where an RFC says otherwise than the vectors, and why.
  private static let otherwise = [
    // RFC 7489, 6.6.3: without a valid p= (and without rua=) no policy is applied.
    "dmarc: v=DMARC1": false,
    // RFC 5234, 2.3: the quoted words of a grammar, as RFC 7208's "v=spf1", may be written in capitals.
    "spf: V=SPF1 -ALL": true,
  ]

  @Test func `the vectors are there`() { #expect(Self.vectors.count == 28) }

  @Test(arguments: vectors) func `a record is judged as others judge it`(vector: Vector) {
    let isValid =
      vector.kind == "spf" ? (try? SPFRecord(vector.record)) != nil : (try? DMARCRecord(vector.record)) != nil
    #expect(isValid == Self.otherwise[vector.testDescription] ?? vector.valid)
  }

  // MARK: SPF

  @Test(arguments: [
    ("v=spf1 include:%{d}.spf.example a:%{ir}.%{v}._spf.%{d2} exists:%{l1r-}.x.example -all", 3),
    ("v=spf1 a/24 a:h.example/24 mx//64 mx:h.example/24//64 ptr ptr:h.example ?all", 6),
    ("v=spf1 redirect=_spf.example exp=why.%{d} note=anything", 1),
    ("v=spf1 ip6:::1 ip6:2001:db8::/32 ip4:192.0.2.1", 0),
    ("v=spf1 -all redirect=_spf.example include:late.example", 0), ("v=spf1", 0), ("v=spf1 ", 0),
  ])
  func `a record's lookups are counted`(record: String, lookups: Int) throws {
    #expect(try SPFRecord(record).lookups == lookups)
  }

  @Test(arguments: [
    ("v=spf10 -all", "does not begin with v=spf1"), ("v=spf1 é -all", "holds what is no printable ASCII"),
    ("v=spf1 all:x.example", "holds 'all:x.example', which is misspelt"),
    ("v=spf1 include", "holds 'include', which is misspelt"),
    ("v=spf1 include:", "holds 'include:', which is misspelt"),
    ("v=spf1 include:nodots", "holds 'include:nodots', which is misspelt"),
    ("v=spf1 include:a.%{z}", "holds 'include:a.%{z}', which is misspelt"),
    ("v=spf1 a:h.example/33", "holds 'a:h.example/33', which is misspelt"),
    ("v=spf1 mx//129", "holds 'mx//129', which is misspelt"), ("v=spf1 a/024", "holds 'a/024', which is misspelt"),
    ("v=spf1 ip4:2001:db8::1", "holds 'ip4:2001:db8::1', which is misspelt"),
    ("v=spf1 ip4:192.0.2", "holds 'ip4:192.0.2', which is misspelt"),
    ("v=spf1 ip6:192.0.2.1", "holds 'ip6:192.0.2.1', which is misspelt"),
    ("v=spf1 redirect=a.example redirect=b.example", "has 'redirect' more than once"),
    ("v=spf1 redirect=", "has no domain in 'redirect='"), ("v=spf1 1x=y", "holds '1x=y', which is no modifier"),
    ("v=spf1 x=%", "holds 'x=%', which is misspelt"), ("v=spf1 --all", "holds '--all', which is no mechanism"),
  ])
  func `a record that is none says where`(record: String, words: String) {
    #expect(throws: SPFRecord.Mistake(words: words)) { try SPFRecord(record) }
  }

  // MARK: DKIM

  @Test func `a key's size and kind are read`() throws {
    let big = try DKIMRecord("v=DKIM1; k=rsa; h=sha1:sha256; s=email; t=s; p=\(try MailTests.rsaKey(2048))")
    #expect(big.bits == 2048 && big.isRSA)
    #expect(try DKIMRecord("p=\(try MailTests.rsaKey(1024))").bits == 1024)
    let point = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation.base64EncodedString()
    #expect(try DKIMRecord("v=DKIM1;k=ed25519;p=\(point);").isRSA == false)
  }

  /// An RSA key of 512 bits, made by openssl.
  private static let small =
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALzhXBx8lomIWUEGqZU3VVpx8pldUTnsCCBfI8Cqv3W/2aMQUGZO1aeUz9Gno2bdEI0c+QuwoXACzWPbOxDDEksCAwEAAQ=="

  @Test(arguments: [
    ("", "is no list of tags"), ("p=AA; p=BB", "is no list of tags"),
    ("v=DKIM2; p=AA", "begins with another version than v=DKIM1"),
    ("p=AA; v=DKIM1", "begins with another version than v=DKIM1"), ("v=DKIM1; p=", "is revoked (p= is empty)"),
    ("h=sha1; p=AA==", "allows no SHA-256 (h=sha1)"), ("s=other; p=AA==", "is not for mail (s=other)"),
    ("t=y:s; p=AA==", "is only being tested (t=y), which receivers treat as no signature"),
    ("p=A", "has a key that is no base64"), ("p=AAAA", "has a key that is no RSA key"),
    ("k=ed25519; p=AAAA", "has a key that is no Ed25519 key"), ("k=dsa; p=AAAA", "has a key of the unknown kind 'dsa'"),
    ("p=\(small)", "has an RSA key of fewer than 1024 bits"),
  ])
  func `a key that proves nothing says why`(record: String, words: String) {
    #expect(throws: DKIMRecord.Mistake(words: words)) { try DKIMRecord(record) }
  }

  // MARK: DMARC

  @Test func `a policy is read, and what stands beside it is no matter`() throws {
    #expect(try DMARCRecord("v=DMARC1; p=Reject; sp=none; pct=150; x=1").policy == .reject)
    #expect(try DMARCRecord("v = DMARC1 ;p=none;sp=reject;").ofSubdomains == .reject)
    // RFC 7489, 6.6.3: whoever wants reports and misspells the policy gets reports and no policy.
    #expect(try DMARCRecord("v=DMARC1; p=bogus; rua=mailto:d@mail.example").policy == .none)
  }

  @Test(arguments: [
    ("v=DMARC1; p=reject; sp=bogus", "has 'bogus' for sp=, expected none, quarantine or reject"),
    ("v=DMARC1; p=bogus", "has 'bogus' for p=, expected none, quarantine or reject"),
    ("v=DMARC1; adkim=s; p=reject", "has its policy (p=) elsewhere than right after its version"),
    ("v=DMARC1; p=reject; p=none", "is no list of tags"), ("v=DMARC1; rua=mailto:", "has no policy (p=)"),
  ])
  func `a policy that is none says why`(record: String, words: String) {
    #expect(throws: DMARCRecord.Mistake(words: words)) { try DMARCRecord(record) }
  }
}
