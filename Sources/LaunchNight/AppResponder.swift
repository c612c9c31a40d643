import Gates
import Hummingbird
import NIOCore

/// Answers for one simulated app, as the scenario has it at the moment of the request.
struct AppResponder: HTTPResponder {
  typealias Context = Connection

  let scenario: Scenario
  let app: SimulatedApp
  let now: @Sendable () -> Instant
  let address: Address
  private let tokens = TokenDesk()
  private let observations = HistogramDesk()

  init(
    scenario: Scenario, app: SimulatedApp, now: @escaping @Sendable () -> Instant, address: Address
  ) {
    (self.scenario, self.app, self.now, self.address) = (scenario, app, now, address)
  }

  func respond(to request: Request, context: Connection) async throws -> Response {
    let path = request.uri.path
    if request.method == .post, let lag = scenario.revocationLag(of: app, at: now()) {
      return try await answer(form: request, lag: lag)
    }
    if path == "/docs" { return answer(.ok, "text/plain", "\(app.name) is one of the apps of '\(scenario.title)'.\n") }
    if let histogram = app.histogram, path == histogram.route { return answer(histogram) }
    guard let page = scenario.page(path, of: app, at: now()) else {
      return answer(.notFound, "text/plain", "There is no such page.\n")
    }
    switch page.manner {
    case .normal: break
    case .garbage: return answer(.ok, "application/json", "<html>\u{1B}[2J not json {{{")
    case .error: return answer(.serviceUnavailable, "application/json", "{\"status\": \"down\"}\n")
    case .huge: return answer(.ok, "application/json", "[\"" + String(repeating: "x", count: 3 << 20) + "\"]\n")
    case .drop: try await context.channel.close()
    case .slow(let span): try await Task.sleep(for: span)
    }
    return answer(.ok, "application/json", page.document.json(base: address.baseURL) + "\n")
  }

  private func answer(_ histogram: ServedHistogram) -> Response {
    let now = now()
    func number(_ path: String) -> Double { scenario.number(at: path, of: app, at: now) ?? 0 }
    let text = observations.text(of: histogram, p95: number(histogram.p95), p99: number(histogram.p99), at: now)
    return answer(.ok, "text/plain; version=0.0.4", text)
  }

  /// What an OpenID provider does with tokens. Who asks is let in: there is nothing to protect.
  private func answer(form request: Request, lag: Duration) async throws -> Response {
    let form = String(buffer: try await request.body.collect(upTo: 4096))
    let fields = form.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    let token = fields.first { $0.count == 2 && $0[0] == "token" }?[1] ?? ""
    switch request.uri.path {
    case "/token":
      return answer(.ok, "application/json", #"{"access_token": "\#(tokens.issue())", "token_type": "Bearer"}"# + "\n")
    case "/introspect":
      return answer(.ok, "application/json", "{\"active\": \(tokens.isActive(token, at: now()))}\n")
    case "/revoke":
      tokens.revoke(token, at: now(), lag: lag)
      return answer(.ok, "application/json", "")
    default: return answer(.notFound, "text/plain", "There is no such page.\n")
    }
  }

  private func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

/// What a request came through, so that it can be closed.
struct Connection: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }
}
