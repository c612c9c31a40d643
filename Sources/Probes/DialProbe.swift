import Gates
import NIOCore

/// Connects to a port, with or without TLS, and leaves again.
struct DialProbe: Probe {
  private let connector: Connector
  private let peer: Peer
  private let timeout: Duration
  private let signals: [Signal]

  init(connector: Connector, dial: Dial, timeout: Duration, signals: [Signal]) {
    self.connector = connector
    peer = Peer(host: dial.host, port: dial.port, trust: dial.trust)
    self.timeout = timeout
    self.signals = signals
  }

  var host: String? { peer.words }

  func poll(at now: Instant) async -> Answer {
    do {
      let heard = try await connector.talk([], to: peer, within: timeout) { _ in nil }
      var said = "open in \(Value.number(Double((heard.phases.total ?? .zero).wholeMilliseconds)).words(.time))"
      if peer.trust?.isInsecure == true { said += ", certificate not verified" }
      var values: [String: Answer.Finding] = [:]
      for signal in signals {
        guard case .measure(let gauge) = signal.selector else { continue }
        values[signal.name] = gauge.finding(in: heard.phases, certificateEnds: heard.certificateEnds)
      }
      var answer = Answer(isAnswer: true, said: said, values: values)
      answer.phases = heard.phases
      return answer
    } catch {
      let fault = Fault(error, timeout: timeout)
      // That nobody opens is itself an answer to whether it is open; of the times nothing is known.
      var values: [String: Answer.Finding] = [:]
      for signal in signals where signal.selector == .measure(.open) { values[signal.name] = .value(.truth(false)) }
      var answer = Answer(isAnswer: false, said: fault.words, values: values)
      answer.isUnreachable = fault.isUnreachable
      return answer
    }
  }
}

extension Gauge {
  /// What is known of every connection.
  func finding(in phases: Phases, certificateEnds: Instant?) -> Answer.Finding {
    func span(_ took: Duration?) -> Answer.Finding {
      took.map { .value(.number($0 / .milliseconds(1))) } ?? .missing("was not measured")
    }
    switch self {
    case .open: return .value(.truth(true))
    case .latency: return .value(.number(Double((phases.total ?? .zero).wholeMilliseconds)))
    // An address needs no resolving.
    case .resolve: return span(phases.resolve ?? .zero)
    case .connect: return span(phases.connect)
    case .tls: return span(phases.tls)
    case .firstByte: return span(phases.firstByte)
    case .tlsLeft:
      guard let end = certificateEnds else { return .missing("has no certificate") }
      // The certificate is held against the machine's clock, as whoever connects does.
      return .value(.number((end - SystemTime.now) / .milliseconds(1)))
    case .status, .size, .ping, .role, .present, .age, .sha256, .exit, .value, .warnings, .discovery, .jwks, .keys,
      .token, .revocationLag, .spf, .dkim, .dmarc, .policy, .lookups, .keyBits:
      return .missing("is nothing of a connection")
    }
  }
}
