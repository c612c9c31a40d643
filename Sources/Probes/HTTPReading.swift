import Gates
import NIOCore
import NIOHTTP1

/// Turns what a server answered into the values of a source's signals.
struct HTTPReading: Sendable {
  private let request: Shared<HTTPRequest>
  private let signals: [Signal]
  private let secrets: Secrets
  private let patterns: [String: TextMatch]
  private let metrics: MetricHistory
  private let wantsJSON: Bool
  /// The longest time between two answers of which a histogram's increase is counted.
  private let longest: Duration

  /// - Parameters:
  ///   - every: the source's period.
  ///   - staleAfter: the age from which its signals are unknown.
  init(request shared: Shared<HTTPRequest>, signals: [Signal], every: Duration, staleAfter: Duration) {
    let request = shared.value
    self.request = shared
    self.signals = signals
    secrets = Secrets([request.url] + request.headers.map(\.value) + [request.body].compactMap(\.self))
    var patterns: [String: TextMatch] = [:]
    for signal in signals { if case .match(let text) = signal.selector { patterns[text] = TextMatch(text) } }
    self.patterns = patterns
    metrics = MetricHistory(
      signals.compactMap { if case .metric(let query) = $0.selector { query } else { nil } }, staleAfter: staleAfter)
    // No longer than a column of the picture, or the question would be into which of them it falls; and half a period
    // for an answer that comes late.
    longest = max(Series.step(of: every), every * 3 / 2)
    wantsJSON = signals.contains { if case .json = $0.selector { true } else { false } }
  }

  /// An endpoint may send back what it was sent: no secret is ever shown.
  func redacted(_ text: String) -> String { secrets.redacted(text) }

  func answer(to reply: HTTPReply, at now: Instant) -> Answer {
    let bytes = Array(reply.body.readableBytesView)
    let took = Double((reply.phases.total ?? .zero).wholeMilliseconds)
    var said = "\(reply.status) in \(Value.number(took).words(.time))"
    if request.value.trust.isInsecure, reply.phases.tls != nil { said += ", certificate not verified" }
    var content = Content(bytes: bytes)
    var isAnswer = request.value.expects(reply.status)
    if !isAnswer {
      content.trouble = "unknown: the answer was \(reply.status)"
    } else if let trouble = read(&content, of: reply, at: now) {
      isAnswer = false
      said += ", \(trouble)"
      content.trouble = "unknown: the answer was \(trouble)"
    } else if let contradiction = content.checkup?.contradiction {
      isAnswer = false
      said += ", \(contradiction)"
      content.trouble = "unknown: the answer \(contradiction)"
    }
    var values: [String: Answer.Finding] = [:]
    for signal in signals { values[signal.name] = finding(signal, content, reply, at: now) }
    var answer = Answer(isAnswer: isAnswer, said: said, values: values)
    if content.trouble == nil, request.value.format == .prometheus { answer.buckets = buckets(at: now) }
    answer.phases = reply.phases
    answer.beginning = secrets.beginning(of: bytes)
    return answer
  }

  /// The body, as far as the signals want it.
  private struct Content {
    let bytes: [UInt8]
    var document: JSONValue?
    var checkup: Checkup?
    /// Why nothing in the body counts.
    var trouble: String?
  }

  /// - Returns: what is wrong with the body, to be read after "the answer was".
  private func read(_ content: inout Content, of reply: HTTPReply, at now: Instant) -> String? {
    let codings = reply.headers["Content-Encoding"].joined(separator: ", ")
    let coding = codings.isEmpty ? "identity" : codings
    guard ["identity", "gzip", "deflate"].contains(coding) else {
      return "encoded as '\(coding.prefix(20))'"
    }
    if wantsJSON || request.value.format == .health || request.value.format == .actuator {
      do throws(JSONMistake) {
        content.document = try JSONValue.parse(content.bytes)
      } catch {
        return error.words(secrets.redacted)
      }
    }
    switch request.value.format {
    case nil: return nil
    case .health: content.checkup = content.document.flatMap(Checkup.init(health:))
    case .actuator: content.checkup = content.document.flatMap(Checkup.init(actuator:))
    case .kubernetes: content.checkup = Checkup(kubernetes: content.bytes)
    case .prometheus:
      do throws(Exposition.Mistake) {
        try metrics.take(content.bytes, at: now)
        return nil
      } catch {
        return error.words
      }
    }
    content.checkup?.hold(against: reply.status)
    return content.checkup == nil ? "not \(request.value.format?.rawValue ?? "that")" : nil
  }

  private func finding(_ signal: Signal, _ content: Content, _ reply: HTTPReply, at now: Instant) -> Answer.Finding {
    if case .measure(let gauge) = signal.selector { return measured(gauge, reply, content) }
    if case .header(let name) = signal.selector {
      let values = reply.headers[name]
      guard let value = values.first else { return .missing("is no header of the answer") }
      guard values.allSatisfy({ $0 == value }) else {
        return .missing("is \(values.count) headers of the answer, which differ")
      }
      return signal.measured(text: redacted(value))
    }
    if case .check(let name) = signal.selector, let checkup = content.checkup {
      return checkup.finding(name, as: signal.unit.dimension, without: secrets)
    }
    if let trouble = content.trouble { return .missing(trouble) }
    switch signal.selector {
    case .json(let path):
      guard let raw = content.document?.member(path) else { return .missing("is not in the answer") }
      return signal.measured(secrets.redacted(raw))
    case .match(let pattern):
      guard let text = patterns[pattern]?.first(in: content.bytes) else { return .missing("matches nothing") }
      return signal.measured(text: redacted(text))
    case .metric(let query):
      switch metrics.value(of: query, at: now) {
      case .success(let number): return signal.measured(.number(number))
      case .failure(let missing): return .missing(missing.words)
      }
    case .measure, .header, .check, .line, .column, .pushed: return .missing("is nothing that an HTTP answer holds")
    }
  }

  /// What the histograms of the signals observed since the answer before.
  private func buckets(at now: Instant) -> [String: Buckets] {
    signals.reduce(into: [:]) { all, signal in
      guard case .metric(let query) = signal.selector, query.isQuantile,
        let found = metrics.observed(of: query, at: now, within: longest)
      else { return }
      let own = found.map { (signal.unit.canonical($0.key), $0.value) }
      all[signal.name] = Buckets(cumulative: Dictionary(own, uniquingKeysWith: max))
    }
  }

  private func measured(_ gauge: Gauge, _ reply: HTTPReply, _ content: Content) -> Answer.Finding {
    switch gauge {
    case .status: .value(.number(Double(reply.status)))
    case .size: .value(.number(Double(content.bytes.count)))
    default: gauge.finding(in: reply.phases, certificateEnds: reply.certificateEnds)
    }
  }
}
