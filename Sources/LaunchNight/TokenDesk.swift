import Gates
import Synchronization

/// The tokens of one simulated OpenID provider: issued (RFC 6749, 4.4), revoked (RFC 7009) and asked about (RFC 7662).
/// A revoked one stays active for as long as the scenario lets revocation lag.
final class TokenDesk: Sendable {
  private struct State {
    var issued = 0
    /// When each token that is known ceases to be active; nil for one that nobody revoked.
    var ends: [String: Instant?] = [:]
  }

  private let state = Mutex(State())

  /// More tokens than anybody watches at one time: the oldest are as good as gone.
  private static let most = 1000

  func issue() -> String {
    state.withLock { state in
      if state.ends.count >= Self.most { state.ends = [:] }
      state.issued += 1
      let token = "token-\(state.issued)"
      state.ends[token] = .some(nil)
      return token
    }
  }

  func revoke(_ token: String, at now: Instant, lag: Duration) {
    state.withLock { state in
      if state.ends[token] != nil { state.ends[token] = now + lag }
    }
  }

  func isActive(_ token: String, at now: Instant) -> Bool {
    state.withLock { state in
      guard let end = state.ends[token] else { return false }
      return end.map { now < $0 } ?? true
    }
  }
}
