import Gates
import Hummingbird
import NIOCore

/// Answers for one simulated app, as the scenario has it at the moment of the request.
struct AppResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let scenario: Scenario
  let app: SimulatedApp
  let now: @Sendable () -> Instant
  let address: Address

  func respond(to request: Request, context: Context) async throws -> Response {
    let path = request.uri.path
    if path == "/docs" { return answer(.ok, "text/plain", "\(app.name): one of the apps of '\(scenario.title)'\n") }
    guard let (document, manner) = scenario.world(of: app, at: now())[path] else {
      return answer(.notFound, "text/plain", "no such page\n")
    }
    switch manner {
    case .normal: break
    case .garbage: return answer(.ok, "application/json", "<html>\u{1B}[2J not json {{{")
    case .error: return answer(.serviceUnavailable, "application/json", "{\"status\":\"down\"}")
    case .huge: return answer(.ok, "application/json", "[\"" + String(repeating: "x", count: 3 << 20) + "\"]")
    case .drop:
      return Response(status: .ok, body: ResponseBody(contentLength: 1000) { _ in throw ConnectionDropped() })
    case .slow(let span): try await Task.sleep(for: span)
    }
    return answer(.ok, "application/json", document.json(base: address.baseURL) + "\n")
  }

  private func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

/// Ends a connection in the middle of an answer.
struct ConnectionDropped: Error {}
