import Gates
import NIOCore
import Synchronization

/// Measures how long a revoked token goes on being called active: a token is fetched (RFC 6749, 4.4), introspected
/// (RFC 7662), revoked (RFC 7009), and introspected again until it is active no more.
///
/// A lag that outlasts one question goes on being measured by the next ones, on the board's clock; until its end the
/// lag so far is what is known, unless the one before was longer. It is too long by one period at most, and never too
/// short. Where nobody asked for long, the end of a token was missed, and says nothing.
final class RevocationPair: Sendable {
  private let transport: HTTPTransport
  private let issuer: OIDCIssuer
  private let client: OIDCIssuer.Client
  private let timeout: Duration
  /// How long after a look the next may come for a token to have been watched in between.
  private let longestGap: Duration
  private let state = Mutex(State())

  private struct State {
    /// The token that was revoked and was still active when it was last asked about.
    var open: (token: String, revoked: Instant, seen: Instant)?
    /// The lag of the last token whose end was seen.
    var last = Duration.zero
  }

  /// - Parameter every: how often it is asked.
  init(
    _ issuer: OIDCIssuer, as client: OIDCIssuer.Client, over transport: HTTPTransport, timeout: Duration,
    every: Duration
  ) {
    (self.issuer, self.client, self.transport, self.timeout) = (issuer, client, transport, timeout)
    longestGap = every * 2 + timeout
  }

  /// - Throws: ``Fault``, to be read after `revocation: `.
  func measure(
    _ endpoints: [Discovery.Endpoint: String], at now: Instant, until end: ContinuousClock.Instant
  ) async throws -> Duration {
    for endpoint in Discovery.Endpoint.allCases where endpoints[endpoint] == nil {
      throw Fault("discovery names no '\(endpoint.rawValue)'")
    }
    let began = ContinuousClock.now
    if let (token, revoked, seen) = state.withLock({ $0.open }) {
      let isActive = try await isActive(token, endpoints, end)
      if isActive || now - seen <= longestGap {
        state.withLock { $0.open?.seen = now }
        return lag(max(.zero, now - revoked), isOpen: isActive)
      }
    }
    let token = try await fetch(endpoints, end)
    guard try await isActive(token, endpoints, end) else { throw Fault("a token that was just issued is not active") }
    _ = try await post(["token": token], to: .revocation, endpoints, end)
    let revoked = ContinuousClock.now
    let isActive = try await isActive(token, endpoints, end)
    state.withLock { $0.open = isActive ? (token, now + began.duration(to: revoked), now) : nil }
    return lag(revoked.duration(to: .now), isOpen: isActive)
  }

  private func lag(_ span: Duration, isOpen: Bool) -> Duration {
    state.withLock { state in
      if isOpen { return max(span, state.last) }
      (state.open, state.last) = (nil, span)
      return span
    }
  }

  private func fetch(
    _ endpoints: [Discovery.Endpoint: String], _ end: ContinuousClock.Instant
  ) async throws -> String {
    let answer = try await post(["grant_type": "client_credentials"], to: .token, endpoints, end)
    guard let token = answer?["access_token"]?.text, !token.isEmpty else { throw Fault("no access token was issued") }
    return token
  }

  private func isActive(
    _ token: String, _ endpoints: [Discovery.Endpoint: String], _ end: ContinuousClock.Instant
  ) async throws -> Bool {
    let answer = try await post(["token": token], to: .introspection, endpoints, end)
    guard case .raw(.truth(let isActive))? = answer?["active"] else {
      throw Fault("introspection does not say whether a token is active")
    }
    return isActive
  }

  private func post(
    _ form: [String: String], to endpoint: Discovery.Endpoint, _ endpoints: [Discovery.Endpoint: String],
    _ end: ContinuousClock.Instant
  ) async throws -> JSONValue? {
    // The client introduces itself as RFC 6749, 2.3.1 wants it.
    let login = "\(client.id.reveal().percentEncoded):\(client.secret.reveal().percentEncoded)"
    let words = form.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.percentEncoded)" }
    var request = HTTPRequest(url: SecretText(endpoints[endpoint] ?? ""))
    request.method = "POST"
    request.headers = [
      HTTPRequest.Header(name: "Authorization", value: SecretText("Basic " + login.utf8.base64)),
      HTTPRequest.Header(name: "Content-Type", value: SecretText("application/x-www-form-urlencoded")),
      HTTPRequest.Header(name: "Accept", value: SecretText("application/json")),
    ]
    request.body = SecretText(words.joined(separator: "&"))
    request.trust = issuer.trust
    let errand = HTTPErrand(request, over: transport, timeout: timeout, measuresConnection: true)
    let reply = try await errand.ask(until: end)
    guard reply.status == 200 else { throw Fault("'\(endpoint.rawValue)' answered \(reply.status)") }
    return try? JSONValue.parse(Array(reply.body.readableBytesView))
  }
}
