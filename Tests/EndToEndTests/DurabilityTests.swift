import Foundation
import Testing

extension EndToEndTests {
  /// A journal that cannot be written while the wall is up: the board goes on, and what was typed stays.
  @Suite struct DurabilityTests {
    @Test(.enabled(if: geteuid() == 0, "a file system is mounted")) func `a full disk is said, and kept for retry`()
      async throws
    {
      try await Scratch.with { scratch in
        try await Self.withDisk(in: scratch) { disk in
          try scratch.write(SmallBoard.yaml(), to: "disk/board.yaml")
          try await Wall.with(SmallBoard.watch(disk + "/board.yaml"), in: scratch) { wall in
            try await wall.waits(for: "P95 over 120 ms: BLIND")
            let size = try await Self.fill(disk)
            #expect(size > 0)
            try await Self.file("disk is full", on: wall)
            let refused = try await wall.waits(for: "Not saved:")
            #expect(refused.contains("the disk is full"))
            #expect(refused.contains("replay stalls"), "the form still holds what was typed")
            #expect(refused.rows.first?.contains("JOURNAL FAILING") == true)
            // The board goes on: its clock runs.
            let clock = refused.rows.first
            try await wall.waits(until: "the clock runs") { $0.rows.first != clock && $0.contains("JOURNAL FAILING") }
            try FileManager.default.removeItem(atPath: disk + "/filler")
            try await wall.waits(until: "the journal takes events again") { !$0.contains("JOURNAL FAILING") }
            try await wall.press("Enter")
            try await wall.waits(for: "saved B-1")
          }
          let kept = try await Tool.run(
            "sqlite3", disk + "/small.db",
            "SELECT count(*) FROM event WHERE kind = 'blocker_filed'; PRAGMA integrity_check;")
          #expect(kept.output == "1\nok\n")
        }
      }
    }

    @Test(.enabled(if: geteuid() == 0, "a file system is mounted"))
    func `a journal on a read-only file system is refused in a sentence before the screen opens`() async throws {
      try await Scratch.with { scratch in
        try await Self.withDisk(in: scratch) { disk in
          try scratch.write(SmallBoard.yaml(), to: "disk/board.yaml")
          let refused = try await Self.whileReadOnly(disk) {
            try await Tool.run(SmallBoard.watch(disk + "/board.yaml"))
          }
          #expect(refused.status == 74)
          #expect(refused.errors.contains("small.db: the file system is read-only"), "\(refused.errors)")
          let opened = try await Tool.gateboard("snapshot", disk + "/board.yaml", "-o", scratch.file("board.txt"))
          #expect(opened.status == 0, "\(opened)")
        }
      }
    }

    @Test func `a journal that another program holds locked is waited for, then said, and kept for retry`()
      async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(SmallBoard.yaml(), to: "board.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "P95 over 120 ms: BLIND")
          let holder = try Self.hold(scratch.file("small.db"), telling: scratch.file("held"))
          try await tidily {
            let held: String? = try await Patience.look(in: scratch.path, within: 20) {
              scratch.exists("held") ? "held" : nil
            }
            #expect(held != nil)
            try await Self.file("journal is locked", on: wall)
            let refused = try await wall.waits(for: "Not saved:")
            #expect(refused.contains("another program holds the file locked"))
            #expect(refused.contains("replay stalls"))
            #expect(refused.rows.first?.contains("JOURNAL FAILING") == true)
            #expect(refused.contains("BLIND, p95 has no sample yet"))
          } afterwards: {
            holder.terminate()
            holder.waitUntilExit()
          }
          try await wall.waits(until: "the journal takes events again") { !$0.contains("JOURNAL FAILING") }
          try await wall.press("Enter")
          try await wall.waits(for: "saved B-1")
        }
      }
    }

    // MARK: Hands

    private static func file(_ why: String, on wall: Wall) async throws {
      try await wall.press("b")
      try await wall.waits(for: "FILE A BLOCKER")
      try await wall.type("replay stalls: \(why)")
      try await wall.press("Tab", "Tab", "Tab")
      try await wall.type("queue")
      try await wall.press("Enter")
    }

    /// A disk of 512 KiB.
    private static func withDisk(in scratch: Scratch, _ body: (String) async throws -> Void) async throws {
      let disk = scratch.file("disk")
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
      let mounted = try await Tool.run("mount", "-t", "tmpfs", "-o", "size=512k", "none", disk)
      try #require(mounted.status == 0, "\(mounted.errors)")
      try await tidily {
        try await body(disk)
      } afterwards: {
        _ = try? await Tool.run("umount", "-l", disk)
      }
    }

    /// Writes until nothing more fits; the number of bytes.
    private static func fill(_ disk: String) async throws -> Int {
      let filled = try await Tool.run("dd", "if=/dev/zero", "of=\(disk)/filler", "bs=1024")
      try #require(filled.errors.contains("No space left"), "\(filled.errors)")
      let attributes = try FileManager.default.attributesOfItem(atPath: disk + "/filler")
      return attributes[.size] as? Int ?? 0
    }

    private static func whileReadOnly<Result>(_ disk: String, _ body: () async throws -> Result) async throws -> Result
    {
      let turned = try await Tool.run("mount", "-o", "remount,ro", disk)
      try #require(turned.status == 0, "\(turned.errors)")
      do {
        let result = try await body()
        _ = try await Tool.run("mount", "-o", "remount,rw", disk)
        return result
      } catch {
        _ = try await Tool.run("mount", "-o", "remount,rw", disk)
        throw error
      }
    }

    /// Another program in BEGIN EXCLUSIVE, until it is ended.
    private static func hold(_ journal: String, telling file: String) throws -> Process {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        Tool.unblocked + [
          "python3", "-c",
          """
          import signal, sqlite3, sys
          held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
          held.execute("BEGIN EXCLUSIVE")
          open(sys.argv[2], "w").close()
          signal.pause()
          """, journal, file,
        ]
      process.environment = Tool.environment
      process.standardInput = FileHandle.nullDevice
      try process.run()
      return process
    }
  }
}
