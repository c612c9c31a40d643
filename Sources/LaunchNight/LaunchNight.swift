package import Gates

/// The night's apps: real servers on free loopback ports, real SQLite files, driven by a scenario.
package final class LaunchNight: Sendable {
  /// Base URL of each app by name.
  package let baseURLs: [String: String]
  private let servers: [AppServer]
  private let files: OwnedFiles
  private let story: Task<Void, Never>

  private init(baseURLs: [String: String], servers: [AppServer], files: OwnedFiles, story: Task<Void, Never>) {
    self.baseURLs = baseURLs
    self.servers = servers
    self.files = files
    self.story = story
  }

  /// Makes the files as they are by now, starts the servers, and applies each later step when its instant comes.
  ///
  /// - Parameters:
  ///   - directory: a folder for the SQLite files, which are made anew.
  ///   - now: the clock of the night.
  ///   - sleep: returns at or after an instant of that clock; ends early when the task is cancelled.
  ///   - complain: is handed a sentence for each later step that an app's file refused.
  /// - Throws: ``LaunchFailure``; then nothing is left running.
  package static func open(
    _ scenario: Scenario, directory: String, now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (Instant) async throws -> Void, complain: @escaping @Sendable (String) -> Void
  ) async throws -> LaunchNight {
    let files = try OwnedFiles(scenario, directory: directory)
    let started = now()
    let writing = scenario.steps.filter { !$0.sql.isEmpty }
    var servers: [AppServer] = []
    do {
      for step in writing where step.at <= started { try files.apply(step) }
      for app in scenario.apps { servers.append(try await AppServer(app, of: scenario, now: now)) }
    } catch {
      for server in servers { await server.stop() }
      files.close()
      throw error
    }
    let names = scenario.apps.map(\.name)
    return LaunchNight(
      baseURLs: Dictionary(zip(names, servers.map(\.baseURL))) { first, _ in first }, servers: servers, files: files,
      story: Task { await tell(writing.filter { $0.at > started }, to: files, sleep, complain) })
  }

  /// Stops the servers, ends the story and closes the files.
  package func close() async {
    story.cancel()
    await story.value
    for server in servers { await server.stop() }
    files.close()
  }

  private static func tell(
    _ steps: [Step], to files: OwnedFiles, _ sleep: @Sendable (Instant) async throws -> Void,
    _ complain: @Sendable (String) -> Void
  ) async {
    for step in steps {
      do { try await sleep(step.at) } catch { return }
      if Task.isCancelled { return }
      // A full disk ends the simulated app's writing, not the night.
      do { try files.apply(step) } catch { complain("\(error)") }
    }
  }
}
