import Crypto
import CryptoExtras
import Foundation
import Gates
import NIOCore
import NIOPosix
import Testing

@testable import Probes

/// A DNS server with a zone of the test's own.
final class ZoneServer {
  let server: TestServer
  private let file: URL

  init(_ zone: String) throws {
    file = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-zone-\(UUID().uuidString)")
    try Data(zone.utf8).write(to: file)
    server = try TestServer("dns.py", [file.path])
  }

  deinit { try? FileManager.default.removeItem(at: file) }

  var resolver: Dial { Dial(host: "127.0.0.1", port: server.port) }
}

@Suite(.serialized) struct MailTests {
  private let signals: [(String, Selector, String)] = [
    ("spf", .measure(.spf), "bool"), ("lookups", .measure(.lookups), "count"), ("dkim", .measure(.dkim), "bool"),
    ("bits", .measure(.keyBits), "count"), ("dmarc", .measure(.dmarc), "bool"), ("policy", .measure(.policy), "text"),
    ("took", .latency, "ms"),
  ]

  private func ask(
    _ zone: String, domain: String = "mail.example", timeout: Duration = .seconds(5),
    change: (inout MailDomain) -> Void = { _ in }
  ) async throws -> Answer {
    let server = try ZoneServer(zone)
    var mail = MailDomain(domain)
    mail.resolver = server.resolver
    change(&mail)
    return try await poll(.mailDNS(mail), signals, timeout: timeout)
  }

  static func rsaKey(_ bits: Int) throws -> String {
    let key = try _RSA.Signing.PrivateKey(unsafeKeySize: _RSA.Signing.KeySize(bitCount: bits))
    return key.publicKey.derRepresentation.base64EncodedString()
  }

  /// A TXT line of the zone: DKIM keys are longer than one string of 255 bytes.
  static func line(_ name: String, _ text: String) -> String {
    var rest = text[...]
    var strings: [String] = []
    while !rest.isEmpty {
      strings.append("\"\(rest.prefix(200))\"")
      rest = rest.dropFirst(200)
    }
    return "\(name) TXT \(strings.joined(separator: " "))\n"
  }

  @Test func `a domain in order is so in all three, through an alias and over TCP`() async throws {
    let key = try Self.rsaKey(2048)
    let zone = """
      mail.example TXT "some-verification=1"
      mail.example TXT "v=spf1 ip4:192.0.2.0/24 include:_spf.host.example " "-all"
      _spf.host.example TXT "v=spf1 a mx ~all"
      s1._domainkey.mail.example CNAME s1.keys.host.example
      _dmarc.mail.example TXT "v=DMARC1; p=reject; rua=mailto:d@mail.example"

      """ + Self.line("s1.keys.host.example", "v=DKIM1; k=rsa; p=\(key)")
    let answer = try await ask(zone) { $0.selectors = ["s1"] }
    #expect(answer.said.hasPrefix("SPF, DKIM and DMARC are good, in "), "\(answer.said)")
    #expect(answer.isAnswer)
    #expect(answer.values["spf"] == .value(.truth(true)))
    #expect(answer.values["lookups"] == .value(.number(3)))
    #expect(answer.values["dkim"] == .value(.truth(true)))
    #expect(answer.values["bits"] == .value(.number(2048)))
    #expect(answer.values["dmarc"] == .value(.truth(true)))
    #expect(answer.values["policy"] == .value(.text("reject")))
    #expect(String(decoding: answer.beginning, as: UTF8.self).contains("_dmarc.mail.example: v=DMARC1; p=reject"))
  }

  @Test func `a domain that says nothing fails in all three`() async throws {
    let answer = try await ask("other.example TXT x\n") { $0.selectors = ["s1"] }
    #expect(
      answer.said
        == """
        spf has no record at mail.example; dkim has no record for the selector s1; dmarc has no record at \
        _dmarc.mail.example
        """)
    #expect(["spf", "dkim", "dmarc"].allSatisfy { answer.values[$0] == .value(.truth(false)) })
    #expect(answer.values["policy"] == .missing("has no good record to be of"))
    #expect(answer.values["lookups"] == .value(.number(0)))
  }

  // MARK: SPF over DNS

  @Test(arguments: [
    (
      "two records", "mail.example TXT 'v=spf1 -all'\nmail.example TXT v=spf1\n",
      "has 2 records at mail.example, expected one"
    ),
    ("everybody", "mail.example TXT 'v=spf1 mx +all'\n", "lets everybody send for mail.example: it ends in +all"),
    (
      "everybody, without a sign", "mail.example TXT 'v=spf1 all'\n",
      "lets everybody send for mail.example: it ends in +all"
    ),
    (
      "a broken record", "mail.example TXT 'v=spf1 ip4:999.1.1.1 -all'\n",
      "holds 'ip4:999.1.1.1', which is misspelt, at mail.example"
    ),
    (
      "an include that is not there", "mail.example TXT 'v=spf1 include:gone.example -all'\n",
      "has no record at gone.example, included by mail.example"
    ),
    (
      "a redirect to a broken record",
      "mail.example TXT 'v=spf1 redirect=far.example'\nfar.example TXT 'v=spf1 foo -all'\n",
      "holds 'foo', which is no mechanism, at far.example, to which mail.example redirects"
    ),
    (
      "an include of itself", "mail.example TXT 'v=spf1 include:mail.example -all'\n",
      "takes more than 10 lookups, after which it is an error everywhere"
    ),
  ])
  func `what is wrong with SPF is named`(name: String, zone: String, fault: String) async throws {
    let answer = try await ask(zone + "_dmarc.mail.example TXT 'v=DMARC1; p=none'\n")
    #expect(answer.said == "spf \(fault)")
    #expect(answer.values["spf"] == .value(.truth(false)))
  }

  @Test(arguments: [(10, true), (11, false)])
  func `ten lookups are allowed, wherever they stand`(count: Int, isGood: Bool) async throws {
    // Two includes, and the rest as terms of the included records.
    let (left, right) = (count / 2 - 1, count - count / 2 - 1)
    func terms(_ count: Int) -> String { Array(repeating: "a:h.example", count: count).joined(separator: " ") }
    let answer = try await ask(
      """
      mail.example TXT "v=spf1 include:left.example include:right.example -all"
      left.example TXT "v=spf1 \(terms(left)) -all"
      right.example TXT "v=spf1 \(terms(right)) -all"
      h.example AAAA 2001:db8::1
      """)
    #expect(answer.values["spf"] == .value(.truth(isGood)))
    #expect(answer.values["lookups"] == .value(.number(Double(count))))
  }

  @Test(arguments: [
    ("a:gone.example mx:gone.example a:h.example", nil),
    (
      "a:gone.example mx:gone.example exists:gone.example -all",
      "has 3 terms that find nothing, after 2 of which it is an error: a:gone.example, mx:gone.example, "
        + "exists:gone.example"
    ),
    // An address is there by either family, but for exists; also behind another name, and with a length beside it.
    ("a:six.example a:h.example/24 mx:h.example//64 a:other.example", nil),
    (
      "exists:six.example a:text.example mx:text.example",
      "has 3 terms that find nothing, after 2 of which it is an error: exists:six.example, a:text.example, "
        + "mx:text.example"
    ),
    // Those of what is included count, and the domain's own.
    (
      "a mx include:far.example",
      "has 4 terms that find nothing, after 2 of which it is an error: a, mx, a and 1 more"
    ),
    // What hangs on a mail is nobody's fault yet; ptr asks for the sender's name.
    ("exists:%{i}.gone.example a:%{d1r}.gone.example ptr a:gone.example mx:gone.example", nil),
    ("mx:many.example", "has 11 exchanges for 'mx:many.example', expected 10 at most"),
  ])
  func `lookups that find nothing are counted, and exchanges`(terms: String, fault: String?) async throws {
    let answer = try await ask(
      """
      mail.example TXT "v=spf1 \(terms) -all"
      far.example TXT "v=spf1 a mx -all"
      h.example A 192.0.2.1
      h.example MX h.example
      six.example AAAA 2001:db8::1
      text.example TXT "nothing else"
      other.example CNAME h.example
      _dmarc.mail.example TXT "v=DMARC1; p=none"

      """ + (0..<11).map { "many.example MX m\($0).example\n" }.joined())
    #expect(answer.said == fault.map { "spf \($0)" } ?? answer.said)
    #expect(answer.values["spf"] == .value(.truth(fault == nil)), "\(answer.said)")
  }

  @Test func `where DNS does not say whether a host is there SPF is unknown`() async throws {
    let answer = try await ask("mail.example TXT 'v=spf1 a:servfail.example -all'\n", timeout: .seconds(2))
    #expect(answer.values["spf"]?.isMissing == true)
    #expect(answer.said.contains("answers SERVFAIL for servfail.example"), "\(answer.said)")
  }

  // MARK: DKIM and DMARC over DNS

  @Test(arguments: [
    ("p=", "is revoked (p= is empty)"), ("v=DKIM1", "has no key (p=)"), ("p=!", "has a key that is no base64"),
  ])
  func `what is wrong with a key is named with its selector`(record: String, fault: String) async throws {
    let answer = try await ask("s1._domainkey.mail.example TXT '\(record)'\n") { $0.selectors = ["s1"] }
    #expect(answer.said.contains("dkim s1 \(fault)"), "\(answer.said)")
    #expect(answer.values["dkim"] == .value(.truth(false)))
  }

  @Test func `the organisational domain's policy holds for subdomains`() async throws {
    let zone = "_dmarc.example TXT 'v=DMARC1; p=none; sp=quarantine'\n"
    let answer = try await ask(zone) { $0.organisation = "example" }
    #expect(answer.values["dmarc"] == .value(.truth(true)))
    #expect(answer.values["policy"] == .value(.text("quarantine")))
    #expect(try await ask(zone).values["dmarc"] == .value(.truth(false)))
    let two = try await ask(
      "_dmarc.mail.example TXT 'v=DMARC1; p=none'\n_dmarc.mail.example TXT 'v=DMARC1; p=reject'\n")
    #expect(two.said.contains("dmarc has 2 records at _dmarc.mail.example"))
  }

  // MARK: Servers that do not behave

  @Test func `a resolver that knows nothing leaves everything unknown`() async throws {
    let answer = try await ask("", domain: "servfail.example", timeout: .seconds(2))
    #expect(!answer.isAnswer)
    #expect(answer.said.contains("answers SERVFAIL for servfail.example"))
    #expect(answer.values.isEmpty)
    let silent = try await ask("", domain: "silent.example", timeout: .milliseconds(600))
    #expect(silent.values.isEmpty && silent.isUnreachable)
    #expect(silent.said.contains("says nothing"))
    // What is known of one is known, also where the others are not.
    let partly = try await ask("mail.example TXT 'v=spf1 -all'\n") { $0.selectors = ["servfail"] }
    #expect(partly.values["spf"] == .value(.truth(true)))
    #expect(partly.values["dkim"]?.isMissing == true)
    #expect(!partly.isUnreachable && !partly.isAnswer)
  }

  @Test func `nobody at the resolver's address is a dead host`() async throws {
    var mail = MailDomain("mail.example")
    mail.resolver = Dial(host: "127.0.0.1", port: 1)
    let answer = try await poll(.mailDNS(mail), signals, timeout: .milliseconds(600))
    #expect(!answer.isAnswer && answer.values.isEmpty && answer.isUnreachable, "\(answer)")
  }

  @Test func `a resolver may be named by its name`() async throws {
    let zone = "mail.example TXT 'v=spf1 -all'\n"
    let named = try await ask(zone) { mail in
      mail.resolver = mail.resolver.map { Dial(host: "localhost", port: $0.port) }
    }
    #expect(named.values["spf"] == .value(.truth(true)), "\(named.said)")
    let nobody = try await ask(zone) { $0.resolver = Dial(host: "no-such-host.invalid", port: 53) }
    #expect(nobody.said == "the resolver's name no-such-host.invalid does not resolve")
    #expect(nobody.isUnreachable)
  }

  /// What the client makes of each manner of the server.
  private func texts(of name: String, within limit: Duration = .seconds(3)) async throws -> [String] {
    let zone = """
      \(name) TXT "one" " two"
      \(name) TXT "three"

      """
    let server = try ZoneServer(zone)
    let client = DNSClient(connector: Connector(group: LoopThread.network.group), resolver: server.resolver)
    let found = Task(executorPreference: LoopThread.network) {
      try await client.texts(of: name, until: .now.advanced(by: limit)).sorted()
    }
    return try await found.value
  }

  @Test(arguments: ["good.example", "lossy.example", "strangers.example", "truncated.example", "GOOD.Example"])
  func `answers are found, also where a datagram is lost, others answer, or TCP is needed`(name: String) async throws {
    #expect(try await texts(of: name) == ["one two", "three"])
  }

  @Test(arguments: ["question", "loop", "forward", "short", "torn", "noise", "flood", "endless", "trickle", "silent"])
  func `what is no answer is none, in bounded time`(manner: String) async throws {
    let began = ContinuousClock.now
    await #expect(throws: (any Error).self) { try await texts(of: "\(manner).example", within: .milliseconds(900)) }
    #expect(began.duration(to: .now) < .seconds(30))
  }
}

extension Answer.Finding {
  fileprivate var isMissing: Bool { if case .missing = self { true } else { false } }
}

@Suite struct DNSMessageTests {
  private func message(_ bytes: [UInt8]) -> ByteBuffer { ByteBuffer(bytes: bytes) }

  /// A good answer to `a.example`, with one text.
  private var good: [UInt8] {
    let name: [UInt8] = [1, 0x61, 7] + Array("example".utf8) + [0]
    return [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0] + name + [0, 16, 0, 1]
      + [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 4, 3, 0x61, 0x62, 0x63]
  }

  @Test func `a question is one of RFC 1035, and its answer is read back`() {
    let question = DNSMessage.question("a.example", for: .text, id: 0x1234)
    #expect(Array(question.readableBytesView.prefix(12)) == [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1])
    let reply = DNSMessage.reply(message(good), to: "a.example", for: .text, id: 0x1234)
    #expect(reply == DNSMessage.Reply(code: 0, isTruncated: false, count: 1, texts: ["abc"]))
    #expect(DNSMessage.reply(message(good), to: "A.EXAMPLE", for: .text, id: 0x1234) != nil)
  }

  @Test func `another id, another question and a question are no answer`() {
    #expect(DNSMessage.reply(message(good), to: "a.example", for: .text, id: 0x1235) == nil)
    #expect(DNSMessage.reply(message(good), to: "b.example", for: .text, id: 0x1234) == nil)
    var asking = good
    asking[2] = 0x01
    #expect(DNSMessage.reply(message(asking), to: "a.example", for: .text, id: 0x1234) == nil)
  }

  @Test func `every answer that is cut short or has one byte changed is read within its bounds`() {
    for length in 0..<good.count {
      #expect(DNSMessage.reply(message(Array(good.prefix(length))), to: "a.example", for: .text, id: 0x1234) == nil)
    }
    for place in good.indices {
      for value in UInt8.min ... .max {
        var bytes = good
        bytes[place] = value
        // It must end, and never read past its end; what it says is not the point.
        let reply = DNSMessage.reply(message(bytes), to: "a.example", for: .text, id: 0x1234)
        #expect(reply?.texts.allSatisfy { $0.utf8.count <= 12 } ?? true)
      }
    }
  }

  @Test func `the system's resolvers are those of its file`() {
    let text = "# mine\nsearch example\nnameserver 192.0.2.1\nnameserver ::1\n"
    #expect(SystemResolvers.parse(text).map(\.words) == ["192.0.2.1:53", "[::1]:53"])
    #expect(SystemResolvers.parse("").map(\.words) == ["127.0.0.1:53"])
  }
}
