import Gates
import NIOCore
import NIOHTTP1

/// Looks at an OpenID provider as a strict relying party does: its discovery document, its keys, and where the board
/// says so a token of it, and how long a revoked one lives.
struct OIDCProbe: Probe {
  private let transport: HTTPTransport
  private let issuer: OIDCIssuer
  private let secrets: Secrets
  private let timeout: Duration
  private let signals: [Signal]
  private let discovery: HTTPErrand
  private let revocation: RevocationPair?

  init(transport: HTTPTransport, issuer: OIDCIssuer, every: Duration, timeout: Duration, signals: [Signal]) {
    self.transport = transport
    self.issuer = issuer
    self.timeout = timeout
    self.signals = signals
    let client = issuer.client
    secrets = Secrets([issuer.issuer] + [client?.id, client?.secret].compactMap(\.self))
    discovery = Self.errand(Discovery.address(of: issuer.issuer), issuer, transport, timeout)
    revocation = client.map { RevocationPair(issuer, as: $0, over: transport, timeout: timeout, every: every) }
  }

  private static func errand(
    _ address: SecretText, _ issuer: OIDCIssuer, _ transport: HTTPTransport, _ timeout: Duration
  ) -> HTTPErrand {
    var request = HTTPRequest(
      url: address, headers: [HTTPRequest.Header(name: "Accept", value: SecretText("application/json"))])
    request.trust = issuer.trust
    return HTTPErrand(request, over: transport, timeout: timeout, measuresConnection: false)
  }

  var host: String? { discovery.host }

  func poll(at now: Instant) async -> Answer {
    let began = ContinuousClock.now
    let end = began.advanced(by: timeout)
    var look = Look()
    do {
      let reply = try await discovery.ask(until: end)
      look.phases = reply.phases
      look.isVerified = !issuer.trust.isInsecure || reply.phases.tls == nil
      try await examine(reply, &look, at: now, until: end)
    } catch {
      let fault = Fault(error, timeout: timeout)
      return .silence(Fault(secrets.redacted(fault.words), isUnreachable: fault.isUnreachable))
    }
    look.phases.total = began.duration(to: .now)
    return answer(look)
  }

  /// What came of one look.
  private struct Look {
    /// Everything that is wrong, in sentences' beginnings: `jwks holds no key`.
    var faults: [String] = []
    var findings: [Gauge: Answer.Finding] = [:]
    var keys: KeySet?
    var phases = Phases()
    var isVerified = true
    var bodies: [[UInt8]] = []

    /// Notes whether a part is well; what nobody answered is neither.
    mutating func note(_ gauge: Gauge, _ words: [String]) {
      faults += words.map { "\(gauge.rawValue) \($0)" }
      findings[gauge] = .value(.truth(words.isEmpty))
    }

    mutating func miss(_ gauge: Gauge, _ why: String) { findings[gauge] = .missing("unknown: \(why)") }
  }

  private func examine(
    _ reply: HTTPReply, _ look: inout Look, at now: Instant, until end: ContinuousClock.Instant
  ) async throws {
    for gauge in [Gauge.jwks, .keys, .token, .revocationLag] { look.miss(gauge, "discovery has faults") }
    if issuer.token == nil { look.miss(.token, "the board names no 'token'") }
    if revocation == nil { look.miss(.revocationLag, "the board names no 'client'") }
    let (document, fault) = document(in: reply, &look)
    guard let document else { return look.note(.discovery, [fault]) }
    let found = Discovery(document, issuer: issuer.issuer.reveal(), algorithms: issuer.algorithms)
    look.note(.discovery, found.faults)
    // Keys of a document of somebody else, or by a way that anybody can change, are nobody's keys.
    guard let address = found.keySet, found.faults.isEmpty else { return }
    await lookAtKeys(address, &look, until: end)
    if let path = issuer.token { lookAtToken(path, &look) }
    guard let revocation else { return }
    do {
      let lag = try await revocation.measure(found.endpoints, at: now, until: end)
      look.findings[.revocationLag] = .value(.number(lag / .milliseconds(1)))
    } catch {
      let words = "revocation: \(Fault(error, timeout: timeout).words)"
      look.faults.append(words)
      look.miss(.revocationLag, words)
    }
  }

  private func lookAtKeys(_ address: String, _ look: inout Look, until end: ContinuousClock.Instant) async {
    do {
      let reply = try await Self.errand(SecretText(address), issuer, transport, timeout).ask(until: end)
      let (document, fault) = document(in: reply, &look)
      guard let document else {
        look.miss(.keys, "jwks \(fault)")
        return look.note(.jwks, [fault])
      }
      let keys = KeySet(document, algorithms: issuer.algorithms)
      look.note(.jwks, keys.faults)
      look.findings[.keys] = .value(.number(Double(keys.members.count)))
      look.keys = keys
    } catch {
      let words = "jwks: \(Fault(error, timeout: timeout).words)"
      look.faults.append(words)
      for gauge in [Gauge.jwks, .keys] { look.miss(gauge, words) }
    }
  }

  private func lookAtToken(_ path: String, _ look: inout Look) {
    guard let keys = look.keys, keys.faults.isEmpty else { return look.miss(.token, "there are no good keys") }
    guard let bytes = SmallFile.content(of: path, most: 64 << 10) else {
      let words = "token: \(path) cannot be read, or is larger than 64 KiB"
      look.faults.append(words)
      return look.miss(.token, words)
    }
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    // A token is dated by the machine's clock, as whoever accepts it does.
    let fault = SignedToken.fault(in: text, of: issuer, keys: keys, at: SystemTime.now)
    look.note(.token, [fault].compactMap(\.self))
  }

  /// The document, or why there is none, to be read after `discovery `.
  private func document(in reply: HTTPReply, _ look: inout Look) -> (JSONValue?, String) {
    let bytes = Array(reply.body.readableBytesView)
    look.bodies.append(bytes)
    guard reply.status == 200 else { return (nil, "was answered with \(reply.status)") }
    let type = (reply.headers.first(name: "Content-Type") ?? "nothing").prefix { $0 != ";" }.lowercased()
    guard type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")) else {
      return (nil, "has the content type '\(type.prefix(80))', expected application/json")
    }
    do throws(JSONMistake) {
      return (try JSONValue.parse(bytes), "")
    } catch {
      return (nil, "is \(error.words { secrets.redacted($0) })")
    }
  }

  private func answer(_ look: Look) -> Answer {
    let took = Value.number(Double((look.phases.total ?? .zero).wholeMilliseconds)).words(.time)
    let count = look.keys?.members.count ?? 0
    var said = look.faults.prefix(3).joined(separator: "; ")
    if look.faults.isEmpty { said = "\(count) \(count == 1 ? "key" : "keys") in \(took)" }
    if look.faults.count > 3 { said += "; and \(look.faults.count - 3) more" }
    if !look.isVerified { said += ", certificate not verified" }
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      guard case .measure(let gauge) = signal.selector else { continue }
      values[signal.name] = look.findings[gauge] ?? gauge.finding(in: look.phases, certificateEnds: nil)
    }
    var answer = Answer(isAnswer: look.faults.isEmpty, said: secrets.redacted(said), values: values)
    answer.phases = look.phases
    let most = Answer.keptBytes / 2 - 1
    answer.beginning = Array(look.bodies.map { secrets.beginning(of: $0, most: most) }.joined(separator: [10]))
    // Of a set with faults nobody may say what it is.
    if let keys = look.keys, keys.faults.isEmpty { answer.keys = keys.names }
    return answer
  }
}
