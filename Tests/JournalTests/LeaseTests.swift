import Foundation
import Gates
import Journal
import Synchronization
import Testing

/// Several programs on one journal, under an uptime that the test moves.
@Suite struct LeaseTests {
  private final class Machine: Sendable {
    private let state = Mutex((uptime: Int64(1_000_000), dead: Set<Int32>()))

    func pass(_ milliseconds: Int64) { state.withLock { $0.uptime += milliseconds } }
    func end(_ pid: Int32) { _ = state.withLock { $0.dead.insert(pid) } }

    func time(boot: String = "one", space: String = "pid:[1]") -> LeaseTime {
      LeaseTime(
        boot: boot, pidSpace: space, isRunning: { pid in !self.state.withLock { $0.dead.contains(pid) } },
        now: { self.state.withLock { $0.uptime } })
    }
  }

  private let machine = Machine()
  private let now = Instant(milliseconds: 1_762_979_400_000)

  private func withJournal(_ body: (String, Journal) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/gateboard-lease-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body("\(folder)/j.db", try Journal(at: "\(folder)/j.db"))
  }

  private func store(_ path: String, _ name: String, pid: Int32, time: LeaseTime? = nil) throws -> WatchStore {
    let me = Watcher(token: "\(name)-\(pid)", actor: name, host: "wall", pid: pid, isWatching: true)
    return try WatchStore(at: path, as: me, time: time ?? machine.time())
  }

  private func fact(_ text: String) -> Fact { .watchStarted(WatchStarted(board: text)) }

  @Test func `the first holds the watch, the others follow it and are seen`() throws {
    try withJournal { path, _ in
      let (one, two) = (try store(path, "sre-1", pid: 11), try store(path, "sre-2", pid: 12))
      #expect(try one.step()?.term?.epoch == 1)
      let second = try #require(try two.step())
      #expect(second.term == nil && second.holder == "sre-1" && second.others == ["sre-1"])
      #expect(try one.step()?.others == ["sre-2"])
      #expect(try one.step() == nil, "nothing has changed")
      two.leave()
      #expect(try one.step()?.others == [])
    }
  }

  @Test func `a holder that was stopped is dead after six seconds, and cannot write when it wakes`() throws {
    try withJournal { path, journal in
      let (one, two) = (try store(path, "sre-1", pid: 11), try store(path, "sre-2", pid: 12))
      let term = try #require(try one.step()?.term)
      _ = try two.step()
      _ = try journal.append([fact("a")], by: Event.engine, at: now, under: term)
      machine.pass(WatchStore.patience)
      #expect(try two.step() == nil, "its last word still counts")
      machine.pass(1)
      let next = try #require(try two.step()?.term)
      #expect(next.epoch == 2)
      let error = #expect(throws: JournalError.self) {
        try journal.append([fact("b")], by: Event.engine, at: now, under: term)
      }
      #expect(error?.isFenced == true)
      _ = try journal.append([fact("c")], by: "sre-1", at: now)
      _ = try journal.append([fact("d")], by: Event.engine, at: now, under: next)
      #expect(try journal.events().map(\.fact) == ["a", "c", "d"].map(fact))
      let woken = try #require(try one.step())
      #expect(woken.term == nil && woken.holder == "sre-2")
      #expect(try SQLite3.run("SELECT sequence, epoch FROM event_epoch", on: path) == ["1|1", "3|2"])
    }
  }

  @Test func `samples of a woken holder are fenced as its events are`() throws {
    try withJournal { path, _ in
      let (one, two) = (try store(path, "sre-1", pid: 11), try store(path, "sre-2", pid: 12))
      let term = try #require(try one.step()?.term)
      machine.pass(WatchStore.patience + 1)
      #expect(try two.step()?.term?.epoch == 2)
      let samples = try SampleStore(at: path, for: BoardState(Board(title: "t", state: path, apps: [])))
      let error = #expect(throws: JournalError.self) {
        try samples.write([Sample(Key("a", "b"), .number(1), at: now)], under: term)
      }
      #expect(error?.isFenced == true)
      #expect(try SQLite3.run("SELECT count(*) FROM sample", on: path) == ["0"])
    }
  }

  @Test func `a holder whose process is gone, or that left, is followed by the next at once`() throws {
    try withJournal { path, _ in
      let (one, two, three) = (
        try store(path, "sre-1", pid: 11), try store(path, "sre-2", pid: 12), try store(path, "sre-3", pid: 13)
      )
      #expect(try one.step()?.term?.epoch == 1)
      for other in [two, three] { #expect(try other.step()?.term == nil) }
      machine.end(11)
      #expect(try two.step()?.term?.epoch == 2)
      two.leave()
      #expect(try three.step()?.term?.epoch == 3)
    }
  }

  @Test(arguments: [("two", "pid:[1]", true), ("one", "pid:[2]", false)])
  func `a program of another boot is dead, one of another container is not`(
    boot: String, space: String, isDead: Bool
  ) throws {
    try withJournal { path, _ in
      let one = try store(path, "sre-1", pid: 11)
      #expect(try one.step()?.term?.epoch == 1)
      machine.end(11)
      let other = try store(path, "sre-2", pid: 12, time: machine.time(boot: boot, space: space))
      #expect((try other.step()?.term != nil) == isDead)
    }
  }

  @Test func `of eight that find the lease free one gets it, however they come`() throws {
    try withJournal { path, _ in
      var generator = SystemRandomNumberGenerator()
      let stores = try (1...8).map { try store(path, "sre-\($0)", pid: Int32($0)) }
      var holder: Int?
      for round in 1...20 {
        // The last holder sleeps through the round.
        let takers = try stores.indices.filter { $0 != holder }.shuffled(using: &generator).filter {
          try stores[$0].step()?.term?.epoch == round
        }
        #expect(takers.count == 1, "round \(round)")
        holder = takers.first
        machine.pass(WatchStore.patience + 1)
      }
    }
  }

  @Test func `what is measured is handed to those who follow, and only what is new`() throws {
    try withJournal { path, _ in
      let (one, two) = (try store(path, "sre-1", pid: 11), try store(path, "sre-2", pid: 12))
      let term = try #require(try one.step()?.term)
      let samples = try SampleStore(at: path, for: BoardState(Board(title: "t", state: path, apps: [])))
      let rows = [
        LiveRow(kind: "source", name: "a.b", payload: "1"), LiveRow(kind: "source", name: "a.c", payload: "2"),
      ]
      try samples.write([], live: rows, under: term)
      #expect(try two.live() == rows)
      #expect(try two.live() == [])
      let news = LiveRow(kind: "source", name: "a.b", payload: "3")
      try samples.write([], live: [news], under: term)
      #expect(try two.live() == [news])
    }
  }
}
