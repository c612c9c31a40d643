import AsyncHTTPClient
import Gates
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
import Glibc
#endif

/// Asks one HTTP endpoint and reads signals from its JSON body, status and latency.
package struct HTTPProbe: Probe {
  private let client: HTTPClient
  private let request: HTTPRequest
  private let timeout: Duration
  private let signals: [Signal]

  /// Largest body that is read, in bytes.
  static let largestBody = 1 << 20

  init(client: HTTPClient, request: HTTPRequest, timeout: Duration, signals: [Signal]) {
    self.client = client
    self.request = request
    self.timeout = timeout
    self.signals = signals
  }

  package func poll() async -> Answer {
    var outgoing = HTTPClientRequest(url: request.url.reveal())
    for header in request.headers { outgoing.headers.add(name: header.name, value: header.value.reveal()) }
    let started = ContinuousClock.now
    do {
      let response = try await client.execute(outgoing, timeout: .nanoseconds(timeout.wholeMilliseconds * 1_000_000))
      var body = try await response.body.collect(upTo: Self.largestBody)
      let elapsed = started.duration(to: .now)
      return answer(
        status: Int(response.status.code), body: body.readBytes(length: body.readableBytes) ?? [], in: elapsed)
    } catch is NIOTooManyBytesError {
      return .silence("the body is larger than \(Self.largestBody) bytes")
    } catch {
      return .silence(redacted(Self.words(error, timeout: timeout)))
    }
  }

  private func answer(status: Int, body: [UInt8], in elapsed: Duration) -> Answer {
    let milliseconds = Double(elapsed.wholeMilliseconds)
    let said = "\(status) in \(Value.number(milliseconds).words(.time))"
    let wantsJSON = signals.contains { if case .json = $0.selector { true } else { false } }
    let isGood = (200..<300).contains(status)
    let document = wantsJSON && isGood ? try? JSONValue.parse(body) : nil
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      switch signal.selector {
      case .status: values[signal.name] = .value(.number(Double(status)))
      case .latency: values[signal.name] = .value(.number(milliseconds))
      case .column: values[signal.name] = .missing("is a column of no table")
      case .pushed: values[signal.name] = .missing("is pushed and not asked for")
      case .json(let path):
        values[signal.name] = finding(
          signal, document?.member(path), isGood: isGood, status: status, parsed: document != nil)
      }
    }
    if !isGood { return Answer(isAnswer: false, said: said, values: values) }
    if wantsJSON, document == nil { return Answer(isAnswer: false, said: said + ", not JSON", values: values) }
    return Answer(isAnswer: true, said: said, values: values)
  }

  private func finding(
    _ signal: Signal, _ raw: RawValue?, isGood: Bool, status: Int, parsed: Bool
  ) -> Answer.Finding {
    guard isGood else { return .missing("unknown: the answer was \(status)") }
    guard parsed else { return .missing("unknown: the answer was not JSON") }
    guard let raw else { return .missing("is not in the answer") }
    switch signal.measured(raw) {
    case .value(.text(let text)): return .value(.text(redacted(text)))
    case .missing(let why): return .missing(redacted(why))
    case let finding: return finding
    }
  }

  /// An endpoint may send back what it was sent: no secret is ever shown.
  private func redacted(_ text: String) -> String {
    let secrets = [request.url] + request.headers.map(\.value)
    return secrets.flatMap(\.secrets).reduce(text) { text, secret in
      text.replacing(secret.value, with: "${\(secret.key)}")
    }
  }

  private static func words(_ error: any Error, timeout: Duration) -> String {
    switch error {
    case let error as HTTPClientError where [.deadlineExceeded, .readTimeout, .connectTimeout].contains(error):
      "no answer within \(timeout.words)"
    case let error as HTTPClientError where error == .remoteConnectionClosed:
      "the connection was closed without an answer"
    case let error as HTTPClientError: error.shortDescription
    case let error as NIOConnectionError:
      error.connectionErrors.isEmpty
        ? "the host name does not resolve" : "nobody listens there: the connection was refused"
    case let error as IOError: words(errno: error.errnoCode)
    default: "\(error)"
    }
  }

  private static func words(errno code: Int32) -> String {
    switch code {
    case ECONNREFUSED: "nobody listens there: the connection was refused"
    case ECONNRESET, EPIPE: "the connection was cut"
    case EHOSTUNREACH, ENETUNREACH: "there is no way to that host"
    case EMFILE, ENFILE: "no file descriptor is free; raise 'ulimit -n'"
    default: unsafe "the connection failed: \(String(cString: strerror(code)))"
    }
  }
}
