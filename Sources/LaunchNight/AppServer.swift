import Gates
import Hummingbird
import Logging
import NIOCore

/// The server of one app, on a free port of this machine.
struct AppServer: Sendable {
  let baseURL: String
  /// Runs until it is cancelled; its value is why it did not start.
  private let run: Task<(any Error)?, Never>

  /// - Throws: ``LaunchFailure`` where it cannot listen.
  init(_ app: SimulatedApp, of scenario: Scenario, now: @escaping @Sendable () -> Instant) async throws {
    let address = Address()
    let application = Application(
      responder: AppResponder(scenario: scenario, app: app, now: now, address: address),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        if let port = channel.localAddress?.port { address.listens(at: port) } else { address.ends() }
      },
      // What a server has to say would land in the middle of a screen.
      logger: Logger(label: "gateboard.\(app.name)") { _ in SwiftLogNoOpLogHandler() })
    run = Task {
      defer { address.ends() }
      do { try await application.run() } catch { return error }
      return nil
    }
    let isReached = await address.isReached()
    baseURL = address.baseURL
    guard isReached else {
      run.cancel()
      let reason = await run.value.map { ": \($0)" } ?? ""
      throw LaunchFailure(description: "\(app.name) cannot listen on a free port of 127.0.0.1\(reason)")
    }
  }

  /// Ends every connection; the port is free afterwards.
  func stop() async {
    run.cancel()
    _ = await run.value
  }
}
