import Gates
import Journal
import WarRoom

/// A board as it stands now, for a command that shows it and appends nothing to the journal.
enum Present {
  /// With every source asked once.
  static func measured(on board: Board) throws -> (BoardState, Instant) {
    let clock = SystemClock()
    let room = try WarRoom(board: board, journal: Journal(copyOf: board.state), clock: clock) { _ in }
    let state = try waiting {
      if let trouble = await room.current.askingTrouble { complain(trouble) }
      await room.pollOnce()
      let state = await room.current
      await room.stop()
      return state
    }
    return (state, clock.now())
  }

  /// What the journal says, without asking anybody.
  static func recorded(on board: Board) throws -> BoardState {
    let room = try WarRoom(board: board, journal: Journal(copyOf: board.state), clock: SystemClock()) { _ in }
    return try waiting {
      let state = await room.current
      await room.stop()
      return state
    }
  }
}
