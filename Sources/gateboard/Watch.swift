import ArgumentParser
import Canvas
import Dashboard
import Foundation
import Gates
import Journal
import Preferences
import Reports
import Synchronization
import Terminal
import WarRoom

#if canImport(Glibc)
import Glibc
#endif

/// The board on a terminal: the engine on its own threads, the terminal on this one.
struct Watch {
  let board: Board
  /// The board file's path, beside which themes may stand; nil for the sample night's.
  let file: String?
  let clock: any WarClock
  /// How a rehearsal is announced; nil on the real clock.
  let rehearsal: String?
  let person: String
  let wishes: Wishes

  /// Returns when the operator leaves.
  func run() throws {
    // For a large board it takes as long as all that is opened here.
    let blank = ResultBox<BoardState>()
    Task.detached { [board] in blank.fill(.success(BoardState(board))) }
    let log = board.state + ".log"
    let journal = try Journal(at: board.state)
    let mailbox = Mailbox()
    let terminal: Terminal
    do {
      let environment = ProcessInfo.processInfo.environment
      terminal = try Terminal(
        theme: wishes.theme, colours: .detect(environment: environment), glyphs: .detect(environment: environment),
        log: log, mouse: wishes.hasMouse)
    } catch {
      complain("\(error)")
      throw ExitStatus.refused
    }
    let waker = terminal.waker
    do {
      let room = try WarRoom(blank: blank.take().get(), journal: journal, clock: clock) { state in
        if mailbox.put(state) { waker.wake() }
      }
      let first = try waiting { await room.current }
      let commands = CommandQueue(room: room, mailbox: mailbox, waker: waker)
      let drafts = wishes.memory.map { folder in
        DraftStore(in: folder, journal: board.state) { mailbox.put(.trouble($0)) }
      }
      let memory = wishes.memory.map { folder in
        MemoryStore(in: folder, from: wishes.settings.habits) { mailbox.put(.trouble($0)) }
      }
      var screen = Screen(
        terminal: terminal, commands: commands, mailbox: mailbox, watch: self, first: first, drafts: drafts,
        memory: memory)
      // The first picture stands before the first poll is sent.
      screen.paint()
      Task.detached { await room.start(as: person) }
      screen.takeUpDrafts()
      screen.loop()
      terminal.close()
      drafts?.finish()
      memory?.finish()
      try waiting {
        await commands.drain()
        await room.stop()
      }
    } catch {
      terminal.close()
      throw error
    }
  }
}
