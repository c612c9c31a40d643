package import Gates
import NIOCore

/// Makes the probe for each source of a board; they share a thread and what TLS trusts.
package struct ProbeSet: Sendable {
  private let transport: HTTPTransport

  /// - Parameter most: how many connections are kept between two questions.
  package init(keeping most: Int = 256) { self.init(keeping: most, for: .seconds(60)) }

  /// - Parameter patience: for how long a connection that nobody asks over is kept, in real time.
  init(keeping most: Int = 256, for patience: TimeAmount) {
    transport = HTTPTransport(
      connector: Connector(group: LoopThread.network.group), patience: patience, mostKept: most)
  }

  private var connector: Connector { transport.connector }

  /// Nil for a source that is pushed to: there is nobody to ask.
  package func probe(for source: Source) -> (any Probe)? {
    switch source.kind {
    case .http(let request): HTTPProbe(transport: transport, request: request, source: source)
    case .sqlite(let query): SQLiteProbe(query: query, timeout: source.timeout, signals: source.signals)
    case .file(let path): FileProbe(path: path, timeout: source.timeout, signals: source.signals)
    case .command(let program): CommandProbe(program: program, timeout: source.timeout, signals: source.signals)
    case .tcp(let dial), .tls(let dial):
      DialProbe(connector: connector, dial: dial, timeout: source.timeout, signals: source.signals)
    case .redis(let server):
      RedisProbe(connector: connector, server: server, timeout: source.timeout, signals: source.signals)
    case .prometheus(let question):
      PrometheusProbe(transport: transport, question: question, timeout: source.timeout, signals: source.signals)
    case .oidc(let issuer):
      OIDCProbe(
        transport: transport, issuer: issuer, every: source.every, timeout: source.timeout, signals: source.signals)
    case .mailDNS(let mail):
      MailProbe(connector: connector, mail: mail, timeout: source.timeout, signals: source.signals)
    case .push: nil
    }
  }
}
