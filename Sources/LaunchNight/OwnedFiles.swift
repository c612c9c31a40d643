import GRDB
import Gates

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The SQLite files of the simulated apps, made anew and then changed by the scenario's steps.
struct OwnedFiles: Sendable {
  /// By the file's name, which only one app may use.
  private let queues: [String: DatabaseQueue]

  /// Makes the files in a folder; what has their names there is replaced.
  ///
  /// - Throws: ``LaunchFailure`` with the file and what SQLite says.
  init(_ scenario: Scenario, directory: String) throws {
    var queues: [String: DatabaseQueue] = [:]
    for app in scenario.apps {
      for (file, statements) in app.files {
        let path = "\(directory)/\(file)"
        for suffix in ["", "-wal", "-shm", "-journal"] { unsafe unlink(path + suffix) }
        do {
          let queue = try DatabaseQueue(path: path, configuration: Self.configuration)
          try queue.execute(statements)
          queues[file] = queue
        } catch {
          throw LaunchFailure(description: "\(path) of \(app.name) cannot be made: \(error)")
        }
      }
    }
    self.queues = queues
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    // The board reads while the app writes, as it would in earnest.
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(2)
    return configuration
  }

  /// Does a step's statements: those of one file all, or none of them.
  ///
  /// - Throws: ``LaunchFailure`` with the file and what SQLite says.
  func apply(_ step: Step) throws {
    for (file, statements) in step.sql {
      do {
        try queues[file]?.execute(statements)
      } catch {
        throw LaunchFailure(
          description: "\(file) of \(step.app) cannot be changed at \(step.at.timeOfDay.minutes): \(error)")
      }
    }
  }

  /// Folds each write-ahead log into its file.
  func close() {
    // A file that a reader still holds is closed with the process.
    for queue in queues.values { try? queue.close() }
  }
}

extension DatabaseQueue {
  fileprivate func execute(_ statements: [String]) throws {
    try write { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }
}
