import Foundation
import Gates
import Probes
import Testing

/// A server of the test's own, in Python; it ends when this object goes.
final class TestServer: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  /// What it said beyond its last line.
  private var heard = ""
  let port: Int

  init(_ script: String, _ arguments: [String] = []) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", folder.appendingPathComponent(script).path] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    port = try #require(Int(try Self.line(of: output, &heard)))
  }

  /// Says a line to the script, and waits for the one that answers it.
  func ask(_ line: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    return try Self.line(of: output, &heard)
  }

  /// The next line: a script's line may come in pieces.
  private static func line(of output: Pipe, _ heard: inout String) throws -> String {
    while !heard.contains("\n") {
      let part = output.fileHandleForReading.availableData
      try #require(!part.isEmpty, "the script has ended")
      heard += String(decoding: part, as: UTF8.self)
    }
    let line = heard.prefix { $0 != "\n" }
    heard = String(heard.dropFirst(line.count + 1))
    return String(line)
  }

  func url(_ path: String, secure: Bool = false) -> SecretText {
    SecretText("\(secure ? "https" : "http")://127.0.0.1:\(port)\(path)")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

/// A source with signals spelt as `name: selector`, asked once.
func poll(
  _ kind: Source.Kind, _ signals: [(String, Selector, String)] = [], timeout: Duration = .seconds(5),
  at now: Instant = Instant(milliseconds: 0)
) async throws -> Answer {
  let source = try source(kind, signals, timeout: timeout)
  return await asked(try #require(ProbeSet().probe(for: source)), at: now)
}

func source(
  _ kind: Source.Kind, _ signals: [(String, Selector, String)], timeout: Duration = .seconds(5)
) throws -> Source {
  Source(
    name: "tried", kind: kind, every: .seconds(5), timeout: timeout, staleAfter: .seconds(17),
    signals: try signals.map { Signal(name: $0.0, selector: $0.1, unit: try #require(Unit.named($0.2))) })
}

func json(_ path: String) throws -> Selector { .json(try #require(JSONPath(path))) }

/// Asks as the engine does, on the thread of the network: on the pool, other tests would take part of the time that the
/// probe has.
func asked(_ probe: any Probe, at now: Instant = Instant(milliseconds: 0)) async -> Answer {
  await Task(executorPreference: LoopThread.network) { await probe.poll(at: now) }.value
}
