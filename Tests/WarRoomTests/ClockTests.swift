import Foundation
import Gates
import Journal
import Synchronization
import TestClock
import Testing

@testable import WarRoom

/// A wall clock that somebody sets, beside an uptime that nobody does.
@Suite struct ClockTests {
  private final class SetClock: WarClock {
    private let clock: StillClock
    private let passed = Mutex(Duration.seconds(1000))

    init(_ now: Instant) { clock = StillClock(now) }

    func now() -> Instant { clock.now() }
    var uptime: Duration? { passed.withLock { $0 } }
    var realSecond: Duration { clock.realSecond }
    func sleep(until instant: Instant) async { await clock.sleep(until: instant) }

    /// Time that passes for both.
    func pass(_ time: Duration) {
      passed.withLock { $0 += time }
      clock.move(by: time)
    }

    func set(by step: Duration) { clock.move(by: step) }
  }

  private let rule = Key("shop", "g")
  private let clock = SetClock(Instant(milliseconds: 1_762_979_400_000))

  /// A guardrail that burns for five minutes and recovers in as many, on a value that the body may change.
  private func withRoom(_ body: (WarRoom, (Int) throws -> Void) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "/gateboard-clock-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let value = "\(folder)/value.json"
    func set(_ number: Int) throws { try "{\"a\": \(number)}".write(toFile: value, atomically: true, encoding: .utf8) }
    try set(9)
    let unit = try #require(Unit.named("number"))
    let source = Source(
      name: "s", kind: .file(value), every: .seconds(5), timeout: .seconds(5), staleAfter: .seconds(60),
      signals: [Signal(name: "a", selector: .json(try #require(JSONPath("$.a"))), unit: unit)])
    let guardrail = Guardrail(
      name: "g", title: "g", breach: try ConditionParser.parse("a > 7"), sustained: .seconds(300),
      recovery: .seconds(300), action: .abort)
    let app = App(id: "shop", ruling: Ruling(.go, allows: .production), sources: [source], guardrails: [guardrail])
    let board = Board(title: "t", state: "\(folder)/t.db", apps: [app])
    let room = try WarRoom(board: board, journal: try Journal(at: board.state), clock: clock) { _ in }
    try await body(room, set)
    await room.stop()
  }

  /// Time in which the source is asked as it should be.
  private func pass(_ seconds: Int, in room: WarRoom) async {
    for _ in 0..<(seconds / 5) {
      clock.pass(.seconds(5))
      await room.pollOnce()
    }
  }

  private func steps(_ room: WarRoom) async -> [ClockStepped] {
    await room.current.recent.compactMap { if case .clockStepped(let step) = $0.fact { step } else { nil } }
  }

  @Test func `a clock set forward does not complete a burn, is journaled, and is told`() async throws {
    try await withRoom { room, _ in
      await room.pollOnce()
      await pass(120, in: room)
      #expect(await room.current.run(rule).phase == .pending)
      let before = clock.now()
      clock.set(by: .seconds(3600))
      await pass(5, in: room)
      #expect(await room.current.run(rule).phase == .pending)
      #expect(await steps(room) == [ClockStepped(from: before + .seconds(5), to: before + .seconds(3605))])
      let alerts = await room.current.alerts(at: clock.now()).map(\.text)
      #expect(alerts.contains("the clock was set forward by 1h; timers moved with it"), "\(alerts)")
      await pass(170, in: room)
      #expect(await room.current.run(rule).phase == .pending)
      await pass(5, in: room)
      #expect(await room.current.run(rule).phase == .breached, "five minutes that passed, and no more")
      clock.pass(.seconds(15 * 60))
      #expect(await !room.current.alerts(at: clock.now()).contains { $0.text.contains("the clock was set") })
    }
  }

  @Test func `a clock set forward does not complete a recovery`() async throws {
    try await withRoom { room, set in
      await room.pollOnce()
      await pass(300, in: room)
      #expect(await room.current.run(rule).phase == .breached)
      try set(1)
      await pass(60, in: room)
      #expect(await room.current.run(rule).phase == .recovering)
      clock.set(by: .seconds(86_400))
      await pass(230, in: room)
      #expect(await room.current.run(rule).phase == .recovering)
      await pass(15, in: room)
      #expect(await room.current.run(rule).phase == .inactive)
    }
  }

  @Test func `a machine that slept, and a clock that is disciplined, set nothing`() async throws {
    try await withRoom { room, _ in
      await room.pollOnce()
      clock.pass(.seconds(7200))
      await room.pollOnce()
      for _ in 0..<20 {
        clock.set(by: .milliseconds(900))
        await pass(5, in: room)
        clock.set(by: .milliseconds(-900))
        await pass(5, in: room)
      }
      #expect(await steps(room).isEmpty)
    }
  }

  @Test func `a clock set back is told as well`() async throws {
    try await withRoom { room, _ in
      await room.pollOnce()
      await pass(60, in: room)
      clock.set(by: .seconds(-600))
      await pass(5, in: room)
      #expect(await steps(room).count == 1)
      let alerts = await room.current.alerts(at: clock.now()).map(\.text)
      #expect(alerts.contains { $0.hasPrefix("the clock was set back by 9m") }, "\(alerts)")
    }
  }
}
