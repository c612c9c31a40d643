import GRDB
import Gates

#if canImport(Glibc)
import Glibc
#endif

/// The SQLite files of the simulated apps, made anew and then changed by the scenario's steps.
struct OwnedFiles {
  private let queues: [String: DatabaseQueue]

  /// Makes the files in a folder; what has their names there is replaced.
  init(_ scenario: Scenario, directory: String) throws {
    var queues: [String: DatabaseQueue] = [:]
    for app in scenario.apps {
      for (file, statements) in app.files {
        let path = "\(directory)/\(file)"
        for suffix in ["", "-wal", "-shm"] { unsafe unlink(path + suffix) }
        var configuration = Configuration()
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in for statement in statements { try database.execute(sql: statement) } }
        queues["\(app.name)/\(file)"] = queue
      }
    }
    self.queues = queues
  }

  func apply(_ step: Step) throws {
    for (file, statements) in step.sql {
      try queues["\(step.app)/\(file)"]?.write { database in
        for statement in statements { try database.execute(sql: statement) }
      }
    }
  }
}
