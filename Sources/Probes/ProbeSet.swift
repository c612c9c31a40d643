import AsyncHTTPClient
package import Gates
import NIOCore

/// Makes the probe for each source of a board; they share one HTTP client.
package struct ProbeSet: Sendable {
  private let client: HTTPClient

  package init() {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.connectionPool.idleTimeout = .seconds(60)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Nil for a source that is pushed to: there is nobody to ask.
  package func probe(for source: Source) -> (any Probe)? {
    switch source.kind {
    case .http(let request):
      HTTPProbe(client: client, request: request, timeout: source.timeout, signals: source.signals)
    case .sqlite(let query): SQLiteProbe(query: query, timeout: source.timeout, signals: source.signals)
    case .push: nil
    }
  }

  /// Closes the connections. No probe of this set may be asked afterwards.
  package func close() async { try? await client.shutdown() }
}
