import Foundation
import Gates
import NIOCore
import Testing

@testable import Probes

/// Which questions share a connection, and that no answer reaches another question.
@Suite struct KeptConnectionTests {
  private let now = Instant(milliseconds: 0)

  private func probe(
    _ path: String, of server: TestServer, method: String = "GET", measuring gauge: Gauge? = nil,
    timeout: Duration = .seconds(5), in probes: ProbeSet = ProbeSet(for: .hours(1))
  ) throws -> any Probe {
    var signals = [
      ("connection", try json("$.connection"), "count"), ("question", try json("$.question"), "count"),
    ]
    if let gauge { signals.append(("measured", .measure(gauge), gauge == .status || gauge == .size ? "number" : "ms")) }
    var request = HTTPRequest(url: server.url(path))
    request.method = method
    return try #require(probes.probe(for: try source(.http(request), signals, timeout: timeout)))
  }

  /// Over which connection each of some questions went, and as which question there.
  private func places(_ probe: any Probe, _ count: Int) async -> [String] {
    var places: [String] = []
    for _ in 0..<count {
      let answer = await probe.poll(at: now)
      let numbers = ["connection", "question"].map { name in
        if case .value(.number(let number))? = answer.values[name] { "\(Int(number))" } else { "none: \(answer.said)" }
      }
      places.append(numbers.joined(separator: "."))
    }
    return places
  }

  @Test func `questions go over one connection one after the other`() async throws {
    let server = try TestServer("keeping.py")
    #expect(await places(try probe("/", of: server), 4) == ["1.1", "1.2", "1.3", "1.4"])
  }

  @Test func `two sources of one host share what is free, and never a connection that is in use`() async throws {
    let server = try TestServer("keeping.py")
    let probes = ProbeSet(for: .hours(1))
    let (slow, quick) = (try probe("/slow", of: server, in: probes), try probe("/", of: server, in: probes))
    async let first = places(slow, 1)
    async let second = places(slow, 1)
    #expect(Set(await first + second) == ["1.1", "2.1"])
    let later = await places(quick, 2)
    #expect(Set(later.map { $0.prefix(1) }).isSubset(of: ["1", "2"]), "\(later)")
  }

  @Test(arguments: ["/close", "/silent"]) func `where the server ends it another is opened`(path: String) async throws {
    let server = try TestServer("keeping.py")
    #expect(await places(try probe(path, of: server), 3) == ["1.1", "2.1", "3.1"])
  }

  @Test func `what comes unasked is an answer to nothing`() async throws {
    let server = try TestServer("keeping.py")
    let probes = ProbeSet(for: .hours(1))
    #expect(await places(try probe("/double", of: server, in: probes), 1) == ["1.1"])
    for round in 0..<20 {
      let next = await places(try probe("/double", of: server, in: probes), 1)
      #expect(next == ["\(round + 2).1"])
    }
  }

  @Test(arguments: [Gauge.latency, .connect, .firstByte]) func `where the connection is measured each has its own`(
    gauge: Gauge
  ) async throws {
    let server = try TestServer("keeping.py")
    #expect(await places(try probe("/", of: server, measuring: gauge), 3) == ["1.1", "2.1", "3.1"])
  }

  @Test func `a question that changes something has its own connection`() async throws {
    let server = try TestServer("keeping.py")
    #expect(await places(try probe("/", of: server, method: "POST"), 2) == ["1.1", "2.1"])
  }

  @Test func `a kept connection on which nobody answers in time is late and not unreachable`() async throws {
    let server = try TestServer("keeping.py")
    let probes = ProbeSet(for: .hours(1))
    #expect(await places(try probe("/", of: server, in: probes), 1) == ["1.1"])
    let answer = await (try probe("/slow", of: server, timeout: .milliseconds(100), in: probes)).poll(at: now)
    #expect(!answer.isAnswer && !answer.isUnreachable)
    #expect(answer.said == "no answer within 100ms")
    #expect(await places(try probe("/", of: server, in: probes), 1) == ["2.1"], "what was given up is not kept")
  }
}
