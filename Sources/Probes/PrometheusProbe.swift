import Gates
import NIOCore

/// Asks a Prometheus server one PromQL question. It scrapes thousands of targets; gateboard judges what it says.
struct PrometheusProbe: Probe {
  private let errand: HTTPErrand
  private let trust: TLSTrust
  private let secrets: Secrets
  private let signals: [Signal]

  init(transport: HTTPTransport, question: PromQLQuestion, timeout: Duration, signals: [Signal]) {
    var request = HTTPRequest(url: Self.address(of: question), headers: question.headers)
    request.trust = question.trust
    errand = HTTPErrand(
      request, over: transport, timeout: timeout, measuresConnection: signals.contains { $0.measuresConnection })
    trust = question.trust
    secrets = Secrets([question.server] + question.headers.map(\.value))
    self.signals = signals
  }

  /// A question is a GET, which may be asked again and again.
  private static func address(of question: PromQLQuestion) -> SecretText {
    let tail = "/api/v1/query?query=" + question.query.percentEncoded
    func joined(_ server: String) -> String { (server.hasSuffix("/") ? String(server.dropLast()) : server) + tail }
    return SecretText(
      spelling: joined(question.server.spelling), resolved: joined(question.server.reveal()),
      secrets: question.server.secrets)
  }

  var host: String? { errand.host }

  func poll(at now: Instant) async -> Answer {
    do {
      let reply = try await errand.ask()
      return answer(to: reply)
    } catch {
      let fault = Fault(error, timeout: errand.timeout)
      return .silence(Fault(secrets.redacted(fault.words), isUnreachable: fault.isUnreachable))
    }
  }

  private func answer(to reply: HTTPReply) -> Answer {
    let bytes = Array(reply.body.readableBytesView)
    let took = Value.number(Double((reply.phases.total ?? .zero).wholeMilliseconds)).words(.time)
    var answer: Answer
    do throws(Fault) {
      let found = try PromQLReply(bytes)
      var said = "\(found.found) in \(took)"
      if trust.isInsecure, reply.phases.tls != nil { said += ", certificate not verified" }
      if let first = found.warnings.first {
        said += ", warning: \(first.prefix(200))"
        if found.warnings.count > 1 { said += " and \(found.warnings.count - 1) more" }
      }
      var values: [String: Answer.Finding] = [:]
      for signal in signals { values[signal.name] = finding(signal, found, reply) }
      answer = Answer(isAnswer: true, said: secrets.redacted(said), values: values)
    } catch {
      // Whatever is not of the API comes from a proxy before it, or from something else altogether.
      let words = reply.status == 200 ? error.words : "\(reply.status) in \(took), \(error.words)"
      answer = .silence(secrets.redacted(words))
      for signal in signals { answer.values[signal.name] = .missing("unknown: \(answer.said)") }
    }
    answer.phases = reply.phases
    answer.beginning = secrets.beginning(of: bytes)
    return answer
  }

  /// What was evaluated longer ago than Prometheus itself looks back is no answer of now.
  private static let oldest = Duration.seconds(300)

  private func measured(_ value: Answer.Finding, as signal: Signal) -> Answer.Finding {
    switch value {
    case .value(.number(let number)): signal.measured(.number(number))
    case .value(.text(let text)): signal.measured(text: secrets.redacted(text))
    case .value(.truth), .missing: value
    }
  }

  private func finding(_ signal: Signal, _ found: PromQLReply, _ reply: HTTPReply) -> Answer.Finding {
    switch signal.selector {
    case .measure(.value):
      if case .value = found.value, let age = found.evaluatedAt.map({ SystemTime.now - $0 }), age > Self.oldest {
        return .missing("was evaluated \(age.span) ago, by its own timestamp: it comes from a cache")
      }
      return measured(found.value, as: signal)
    case .measure(.warnings): return .value(.number(Double(found.warnings.count)))
    case .measure(let gauge): return gauge.finding(in: reply.phases, certificateEnds: reply.certificateEnds)
    case .line(let label):
      return found.labels[label].map { signal.measured(text: secrets.redacted($0)) }
        ?? .missing("is no label of the answer")
    case .json, .header, .match, .check, .metric, .column, .pushed: return .missing("is nothing of a PromQL answer")
    }
  }
}

extension String {
  /// Everything but the unreserved characters of RFC 3986, 2.3 as `%XX`.
  var percentEncoded: String {
    utf8.reduce(into: "") { text, byte in
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
        text.append(character)
      } else {
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
