package import Gates
import Hummingbird
import Logging

/// The night's apps: real servers on free loopback ports, real SQLite files, driven by a scenario.
package actor LaunchNight {
  /// Base URL of each app by name.
  package nonisolated let baseURLs: [String: String]
  private let tasks: [Task<Void, Never>]

  private init(baseURLs: [String: String], tasks: [Task<Void, Never>]) {
    self.baseURLs = baseURLs
    self.tasks = tasks
  }

  /// Makes the files, starts the servers, and applies each step when its instant comes.
  ///
  /// - Parameters:
  ///   - directory: a folder for the SQLite files, which are made anew.
  ///   - now: the clock of the night.
  ///   - sleep: returns at or after an instant of that clock, or when the task is cancelled.
  /// - Throws: ``LaunchFailure`` where a server does not start, and SQLite's own errors.
  package static func open(
    _ scenario: Scenario, directory: String, now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (Instant) async -> Void
  ) async throws -> LaunchNight {
    let files = try OwnedFiles(scenario, directory: directory)
    let started = now()
    let due = scenario.steps.filter { !$0.sql.isEmpty }
    for step in due where step.at <= started { try files.apply(step) }
    var tasks: [Task<Void, Never>] = []
    var baseURLs: [String: String] = [:]
    for app in scenario.apps {
      let address = Address()
      tasks.append(serve(app, of: scenario, now: now, at: address))
      guard await address.wait() != nil else {
        for task in tasks { task.cancel() }
        throw LaunchFailure(app: app.name)
      }
      baseURLs[app.name] = address.baseURL
    }
    tasks.append(
      Task {
        for step in due where step.at > started {
          await sleep(step.at)
          if Task.isCancelled { return }
          // A full disk ends the simulated app's writing, not the night.
          try? files.apply(step)
        }
      })
    return LaunchNight(baseURLs: baseURLs, tasks: tasks)
  }

  private static func serve(
    _ app: SimulatedApp, of scenario: Scenario, now: @escaping @Sendable () -> Instant, at address: Address
  ) -> Task<Void, Never> {
    let responder = AppResponder(scenario: scenario, app: app, now: now, address: address)
    let application = Application(
      responder: responder, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        if let port = channel.localAddress?.port { address.listens(at: port) } else { address.fails() }
      },
      logger: Logger(label: "gateboard.\(app.name)") { _ in SwiftLogNoOpLogHandler() })
    return Task {
      try? await application.run()
      address.fails()
    }
  }

  /// Stops the servers and ends the story.
  package func close() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}

/// A simulated app that could not listen.
package struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let app: String
  package var description: String { "\(app) could not listen on a free port of 127.0.0.1" }
}
