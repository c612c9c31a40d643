import Foundation
import Robot
import Testing

extension EndToEndTests {
  /// How the program behaves towards its operator, its terminal and their other programs.
  @Suite struct MannersTests {
    private func withBoard(
      _ options: [String] = [], configuration: String? = nil, yaml: String = Scenarios.board, columns: Int = 120,
      _ body: @Sendable (Wall, Scratch) async throws -> Void
    ) async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(yaml, to: "robot.yaml")
        if let configuration {
          try FileManager.default.createDirectory(
            atPath: scratch.file("wanted/gateboard"), withIntermediateDirectories: true)
          try scratch.write(configuration, to: "wanted/gateboard/config.yaml")
        }
        try await Wall.with(SmallBoard.watch(board) + options, in: scratch, columns: columns) { wall in
          try await wall.waits(for: "ROBOT BOARD")
          try await body(wall, scratch)
        }
      }
    }

    private func actors(_ scratch: Scratch, _ kind: String) async throws -> [String] {
      let tool = try await Tool.run(
        "sqlite3", "-readonly", scratch.file("robot.db"),
        "SELECT actor FROM event WHERE kind = '\(kind)' ORDER BY sequence")
      return tool.output.split(separator: "\n").map(String.init)
    }

    @Test func `a read-only board takes no key until somebody gives a name, and acts in that name`() async throws {
      try await withBoard(["--read-only"]) { wall, scratch in
        try await wall.waits(for: "READ-ONLY")
        try await wall.press("b", "r", "H", "R", "u", "m", "s")
        try await wall.press("W")
        try await wall.waits(for: "Your name lifts read-only")
        #expect(try scratch.names(ending: ".txt").isEmpty)
        try await wall.type("mara")
        try await wall.press("Enter")
        try await wall.waits(for: "WRITING")
        try await wall.press("b")
        try await wall.waits(for: "FILE A BLOCKER")
        try await wall.type("list missing")
        try await wall.press("Tab", "Tab", "Tab")
        try await wall.type("seo")
        try await wall.press("Enter")
        try await wall.waits(for: "saved B-1")
        #expect(try await actors(scratch, "blocker_filed") == ["mara"])
        try await wall.press("W")
        try await wall.waits(for: "READ-ONLY")
      }
    }

    @Test func `while every thread but the terminal's stands still the header says STALLED, and keys are answered`()
      async throws
    {
      try await withBoard { wall, scratch in
        let freezer = Process()
        freezer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("freeze.py")
        let process = try #require(await wall.program())
        freezer.arguments = ["python3", script.path, "\(process)", scratch.file("frozen")]
        let lifeline = Pipe()
        freezer.standardInput = lifeline
        try freezer.run()
        try await tidily {
          try await wall.waits(for: "STALLED 00:0", within: 20)
          #expect(scratch.exists("frozen"))
          try await wall.press("?")
          try await wall.waits(for: "HELP")
          try await wall.press("Escape")
          try await wall.waits(for: "STALLED 00:1", within: 20)
        } afterwards: {
          try? lifeline.fileHandleForWriting.close()
        }
        try await wall.waits(until: "the engine is heard again") { !$0.contains("STALLED") }
      }
    }

    @Test func `a breach calls by OSC 9 and by the operator's own program, once`() async throws {
      let yaml = Scenarios.board.replacing(
        "title: P95 over 120 ms, breach: p95 > 120ms, for: 5m, then: abort, run: [touch, ran], run_timeout: 5s",
        with: "title: \"P95 \\e]0;x\\a over 120 ms\", breach: p95 > 120ms, for: 1s, on_silence: breach, then: abort")
      try await Scratch.with { scratch in
        let horn = try scratch.write("#!/bin/sh\necho \"$@\" >> \(scratch.file("calls"))\n", to: "horn")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: horn)
        try FileManager.default.createDirectory(
          atPath: scratch.file("wanted/gateboard"), withIntermediateDirectories: true)
        try scratch.write(
          "attention: {notification: osc9, command: [\(horn), loud], title: no}\n", to: "wanted/gateboard/config.yaml")
        let board = try scratch.write(yaml, to: "robot.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "✖ p95 ")
          let called = try await Patience.look(in: scratch.path, within: 20) {
            scratch.exists("calls") ? try scratch.read("calls") : nil
          }
          // What a board file says acts on no terminal that the program's words may come to.
          #expect(called?.hasPrefix("loud ghost: P95 ^[]0;x^G over 120 ms, abort since ") == true, "\(called ?? "")")
          try await wall.press("m")
          try await wall.waits(for: "MUTE ALARMS")
          try await wall.press("Escape")
          #expect(try scratch.read("calls").split(separator: "\n").count == 1)
          let bytes = try scratch.read("screen.bytes")
          #expect(bytes.contains("\u{1B}]9;ghost: P95 ^[]0,x^G over 120 ms, abort since "))
          #expect(!bytes.contains("\u{1B}]2;▲"))
        }
      }
    }

    @Test func `the selected reason reaches the clipboard`() async throws {
      try await withBoard { wall, scratch in
        try await wall.set("set-clipboard", "on")
        try await wall.press("y")
        try await wall.waits(for: "copied: ghost HOLD")
        let line = try await Patience.look(in: scratch.path, within: 10) {
          let text = try? await wall.clipboard()
          return text?.isEmpty == false ? text : nil
        }
        #expect(line?.hasPrefix("ghost HOLD, readiness 1 of 1 pending: Terms of Service") == true)
      }
    }

    @Test func `a double click opens a gate, and without the mouse the terminal keeps it`() async throws {
      try await withBoard { wall, scratch in
        let row = try #require(try await wall.picture().rows.firstIndex { $0.contains("ghost") })
        let click = "\u{1B}[<0;12;\(row + 1)M\u{1B}[<0;12;\(row + 1)m"
        try await wall.send(click + click)
        try await wall.waits(for: "GATE G  ghost")
      }
      try await withBoard(["--no-mouse"]) { wall, scratch in
        try await wall.press("?")
        try await wall.waits(for: "HELP")
        #expect(await wall.pane("#{mouse_any_flag}") == "0")
      }
    }

    @Test func `what was typed into a form is there again after kill -9`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "ROBOT BOARD")
          try await wall.press("b")
          try await wall.waits(for: "FILE A BLOCKER")
          try await wall.type("half a thought")
          try await wall.waits(for: "half a thought")
          let kept = try await Patience.look(in: scratch.path, within: 10) {
            let found = try await Tool.run("grep", "-r", "half a thought", scratch.file("remembered"))
            return found.status == 0 ? found.output : nil
          }
          #expect(kept != nil)
          try await wall.killProgram()
        }
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "ROBOT BOARD")
          try await wall.press("b")
          try await wall.waits(until: "it is back") { $0.contains("half a thought") && $0.contains("is back") }
          try await wall.press("Tab", "Tab", "Tab")
          try await wall.type("queue")
          try await wall.press("Enter")
          try await wall.waits(for: "saved B-1")
          let gone = try await Patience.look(in: scratch.path, within: 10) {
            try await Tool.run("grep", "-r", "half a thought", scratch.file("remembered")).status == 1 ? true : nil
          }
          #expect(gone == true)
        }
      }
    }

    @Test func `text pasted on the board by a terminal that does not mark it does nothing`() async throws {
      try await withBoard { wall, scratch in
        try await wall.type("rule it GO, arm it, and quit it")
        try await wall.waits(for: "keys came at once")
        #expect(try await actors(scratch, "ruling_recorded").isEmpty)
      }
    }

    @Test func `a marked paste goes into its field on one line, and submits, leaves and steers nothing`() async throws {
      try await withBoard { wall, scratch in
        try await wall.press("b")
        try await wall.waits(for: "FILE A BLOCKER")
        try await wall.send("\u{1B}[200~stalls at\r11K\u{1B}[A\u{3}q\tnow\u{1B}[201~")
        try await wall.waits(for: "stalls at 11K[Aq now")
        try await wall.press("Tab", "Tab", "Tab")
        try await wall.type("queue")
        try await wall.press("Enter")
        try await wall.waits(for: "saved B-1")
        try await wall.send("\u{1B}[200~q\ry\u{1B}[201~")
        try await wall.press("?")
        try await wall.waits(for: "HELP")
        #expect(try await actors(scratch, "blocker_filed") == ["sre-1"])
      }
    }

    @Test func `one's own keys are in force, in the help too, and a wrong file has a place`() async throws {
      try await withBoard(configuration: "keys: {why: Z, help: n}\nblink: no\n") { wall, scratch in
        try await wall.press("x", "Z")
        try await wall.waits(for: "WHY  GATE G")
        try await wall.press("Escape", "n")
        try await wall.waits(until: "the help has it") {
          $0.rows.contains { $0.contains("  Z  ") && $0.contains("why: the verdict") }
        }
        try scratch.write("keys: {why: b}\n", to: "wanted/gateboard/config.yaml")
        let tool = try await Tool.run(
          [Program.path(), "watch", scratch.file("robot.yaml")],
          environment: ["XDG_CONFIG_HOME": scratch.file("wanted")])
        #expect(tool.status == 65)
        #expect(
          tool.errors.hasSuffix(
            "config.yaml:1:13: expected another key for 'why': 'b' is that of 'blocker file'; give that one another key "
              + "too\n1 mistake\n"), "\(tool.errors)")
      }
    }

    @Test func `a theme chosen on the screen is the next board's, unless the command line says otherwise`() async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "ROBOT BOARD")
          try await wall.press("T")
          try await wall.waits(for: "THEMES")
          try await wall.press("Down", "Enter")
          try await wall.waits(for: "theme daylight")
          let isKept = try await Patience.look(in: scratch.path, within: 20) {
            (try? scratch.read("remembered/gateboard/screen.json"))?.contains("daylight") == true ? true : nil
          }
          #expect(isKept == true)
        }
        try await Wall.with(SmallBoard.watch(board), in: scratch) { wall in
          try await wall.waits(for: "ROBOT BOARD")
          try await wall.press("T")
          try await wall.waits(for: "▸ daylight")
        }
        try await Wall.with(SmallBoard.watch(board) + ["--theme", "nord"], in: scratch) { wall in
          try await wall.waits(for: "ROBOT BOARD")
          try await wall.press("T")
          try await wall.waits(for: "▸ nord")
        }
      }
    }

    @Test func `plain lines need no terminal, tell each change, and end by SIGTERM or with their reader`() async throws
    {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = try Tool.unblocked + [Program.path(), "watch", board, "--plain", "--as", "reader"]
        process.environment = Tool.environment
        process.standardInput = FileHandle.nullDevice
        try scratch.write("", to: "lines")
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("lines")))
        try process.run()
        func told(_ text: String) async throws -> Bool {
          try await Patience.look(in: scratch.path, within: 20) {
            try scratch.read("lines").contains(text) ? true : nil
          } == true
        }
        try await tidily {
          #expect(try await told("Z board Robot board, 1 app, 1 source\n"))
          #expect(try await told("Z ghost: HOLD, no traffic, readiness 1 of 1 pending\n"))
          #expect(try await told("BLIND: no source answers\n"))
          let filed = try await Tool.gateboard("blocker", "file", board, "stalls", "--owner", "queue", "--as", "lena")
          #expect(filed.status == 0)
          #expect(try await told("Z lena: filed B-1: stalls; queue, no ETA, Sev-2\n"))
        } afterwards: {
          process.terminate()
          process.waitUntilExit()
        }
        #expect(process.terminationStatus == 0)
        #expect(process.terminationReason == .exit)
        let lines = try scratch.read("lines")
        #expect(!lines.contains("\u{1B}"))
        let head = try await Tool.run(
          "sh", "-c", "timeout 20 \(try Program.path()) watch \(board) --plain | head -n 1; echo done")
        #expect(head.output.hasSuffix("done\n") && head.output.split(separator: "\n").count == 2)
      }
    }

    @Test func `without a terminal a sentence names what works without one`() async throws {
      try await Scratch.with { scratch in
        let board = try scratch.write(Scenarios.board, to: "robot.yaml")
        let tool = try await Tool.gateboard("watch", board)
        #expect(tool.status == 1)
        #expect(tool.errors.contains("gateboard snapshot BOARD -o FILE"))
        #expect(tool.errors.contains("gateboard watch --plain BOARD"))
      }
    }
  }
}
