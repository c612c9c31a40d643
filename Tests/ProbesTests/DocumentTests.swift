import BoardFile
import Foundation
import Gates
import Probes
import Testing

/// Every example of docs/sources.md, with the answer that stands there.
@Suite(.serialized) struct DocumentTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let heading: String
    var blocks: [String: String] = [:]
    var testDescription: String { heading }
  }

  static let examples: [Example] = {
    let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/sources.md").standardizedFileURL
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var examples: [Example] = []
    var open: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let language = open {
        if line == "```" {
          open = nil
        } else {
          examples[examples.count - 1].blocks[language, default: ""] += line + "\n"
        }
      } else if line.hasPrefix("```") {
        open = String(line.dropFirst(3))
      } else if line.hasPrefix("#") {
        examples.append(Example(heading: String(line.drop { $0 == "#" || $0 == " " })))
      }
    }
    return examples.filter { $0.blocks["yaml"] != nil }
  }()

  @Test func `each kind that is asked has an example`() {
    let firsts = Self.examples.compactMap { $0.blocks["yaml"]?.split(separator: "\n").dropFirst().first }
    let keys = Set(firsts.compactMap { $0.split(separator: ":").first.map { $0.filter { $0 != " " } } })
    #expect(keys == Set(BoardFile.sourceKinds).subtracting(["push"]))
  }

  @Test(arguments: examples) func `the example says what it says`(example: Example) async throws {
    let stage = try Stage(example)
    let source = try #require(try board(try stage.prepared()).apps.first?.sources.first)
    let answer = await asked(try #require(ProbeSet().probe(for: source)), at: Instant(milliseconds: 1_000_000))
    var lines: [String] = []
    for signal in source.signals {
      switch answer.values[signal.name] {
      case .value(let value): lines.append("\(signal.name) = \(value.words(signal.unit.dimension))")
      case .missing(let why): lines.append("\(signal.name) is unknown: \(why)")
      case nil: lines.append("\(signal.name) is silent: \(answer.said)")
      }
    }
    let expected = try #require(example.blocks["signals"]).split(separator: "\n").map(String.init)
    for (line, expectation) in zip(lines, expected) where !expectation.hasSuffix("...") { #expect(line == expectation) }
    for (line, expectation) in zip(lines, expected) where expectation.hasSuffix("...") {
      #expect(line.hasPrefix(expectation.dropLast(3)))
    }
    #expect(lines.count == expected.count)
  }

  private func board(_ source: String) throws -> Board {
    let indented = source.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    let text = """
      board: Examples
      state: examples.db
      apps:
        mail:
          ruling: {is: GO, allows: production}
          sources:
      \(indented)

      """
    return try BoardFile.parse(Array(text.utf8), file: "examples.yaml", environment: ["PASSWORD": "hunter2"])
  }

  /// What an example needs around it: a server with its answer, or a folder with its files.
  private final class Stage {
    private let example: Example
    private let folder: URL
    private var server: TestServer?
    private var redis: RedisServerProcess?

    init(_ example: Example) throws {
      self.example = example
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("gateboard-doc-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
      redis?.end()
      try? FileManager.default.removeItem(at: folder)
    }

    /// The example with its places replaced by those of the stage.
    func prepared() throws -> String {
      let yaml = try #require(example.blocks["yaml"])
      if let answer = example.blocks["http"] {
        let file = folder.appendingPathComponent("answer")
        let parts = answer.replacing("\n\n", with: "\u{0}", maxReplacements: 1).split(separator: "\u{0}")
        let head = try #require(parts.first).replacing("\n", with: "\r\n")
        // An answer is of now, as the one that a server gives.
        let body = (parts.count > 1 ? String(parts[1]) : "").replacing(
          "1762979400.5", with: "\(Date.now.timeIntervalSince1970)")
        try Data((head + "\r\n\r\n" + body).utf8).write(to: file)
        let server = try TestServer("answer.py", [file.path])
        self.server = server
        return yaml.replacing("https://mail.example", with: "http://127.0.0.1:\(server.port)")
      }
      if let discovery = example.blocks["json discovery"], let keys = example.blocks["json jwks"] {
        return try provider(yaml, discovery, keys)
      }
      if let zone = example.blocks["zone"] {
        let server = try TestServer("dns.py", [try file("zone", zone)])
        self.server = server
        return yaml.replacing("127.0.0.1:5353", with: "127.0.0.1:\(server.port)")
      }
      if let script = example.blocks["sql"] {
        let path = folder.appendingPathComponent("receiver.db").path
        let sqlite = Process()
        sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        sqlite.arguments = ["sqlite3", path, script]
        try sqlite.run()
        sqlite.waitUntilExit()
        return yaml.replacing("receiver.db", with: path)
      }
      if let document = example.blocks["json"] {
        return yaml.replacing("export.json", with: try file("export.json", document))
      }
      if let script = example.blocks["sh"] {
        let path = try file("lag.sh", script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return yaml.replacing("./lag.sh", with: path)
      }
      return try listening(yaml)
    }

    /// The example beside an OpenID provider, whose address the documents name.
    private func provider(_ yaml: String, _ discovery: String, _ keys: String) throws -> String {
      func here(_ text: String) -> String { text.replacing("https://mail.example", with: "{base}") }
      let routes = ["/.well-known/openid-configuration": discovery, "/jwks": keys].mapValues { ["body": here($0)] }
      let config = try JSONSerialization.data(withJSONObject: ["routes": routes])
      let server = try TestServer("oidc.py", [try file("routes", String(decoding: config, as: UTF8.self))])
      self.server = server
      return yaml.replacing("https://mail.example", with: "http://127.0.0.1:\(server.port)")
    }

    private func file(_ name: String, _ content: String) throws -> String {
      let file = folder.appendingPathComponent(name)
      try Data(content.utf8).write(to: file)
      return file.path
    }

    /// The example beside a server that listens.
    private func listening(_ yaml: String) throws -> String {
      if yaml.contains("redis:") {
        let port = try startRedis()
        return yaml.replacing("cache.example:6379", with: "127.0.0.1:\(port)")
      }
      let certificates = try Certificates.folder.get()
      func path(_ name: String) -> String { certificates.appendingPathComponent(name).path }
      let isSecure = yaml.contains("tls:")
      let server = try TestServer("hostile.py", isSecure ? [path("server.pem"), path("server.key")] : [])
      self.server = server
      return yaml.replacing("mail.example:443", with: "127.0.0.1:\(server.port)")
        .replacing("mail.example:25", with: "127.0.0.1:\(server.port)").replacing("ca.pem", with: path("ca.pem"))
    }

    private func startRedis() throws -> Int {
      let server = try RedisServerProcess.start(password: "hunter2")
      redis = server
      return server.port
    }
  }
}
