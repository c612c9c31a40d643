import GRDB
package import Gates

/// The past of a board, as its journal keeps it: the board as it stood at any event or instant.
///
/// From the nearest checkpoint in the file, and from folds that were made here where the file has none. It reads over a
/// connection of its own and writes nothing. Not to be used from two threads at once.
package final class History {
  private let journal: Journal
  private let path: String
  private let rules: String
  private let empty: BoardState
  /// Folds that were read, or made on the way to others, by the number of their last event.
  private var folds: [Int: Fold] = [:]
  /// The events around the last moment that was asked for, without a gap.
  private var loaded: [Event] = []

  private static let mostLoaded = 5_000

  /// - Throws: ``JournalError`` where the file cannot be read; one that does not exist has no past.
  package init(of board: Board, in path: String) throws(JournalError) {
    empty = BoardState(board)
    self.path = path
    rules = Checkpoint.rules(of: board)
    journal = try Journal(copyOf: path)
  }

  /// The board as it stood, with the samples that were kept of the time before.
  ///
  /// A number past the last event is the last one's; an instant before the first event is an empty board's.
  /// - Throws: ``JournalError``
  package func board(at moment: PastMoment) throws(JournalError) -> PastBoard {
    do {
      let (state, at, last) = try journal.queue.read { database in
        let last = try Int.fetchOne(database, sql: "SELECT max(sequence) FROM event") ?? 0
        let sequence = try Self.sequence(of: moment, last, database)
        return (try self.state(after: sequence, database), try Self.instant(of: moment, sequence, database), last)
      }
      var past = state
      let kept = try journal.samples(from: at - past.memory, to: at + .milliseconds(1), minutesAs: .mean)
      past.recall(past.declared(kept), at: at)
      return PastBoard(state: past, at: at, last: last)
    } catch let error as JournalError {
      throw error
    } catch {
      throw JournalError(path: path, error)
    }
  }

  private static func sequence(of moment: PastMoment, _ last: Int, _ database: Database) throws -> Int {
    switch moment {
    case .event(let number): return max(0, min(number, last))
    case .instant(let instant):
      let found = try Int.fetchOne(
        try database.cachedStatement(
          sql: "SELECT sequence FROM event WHERE at <= ? ORDER BY sequence DESC LIMIT 1"),
        arguments: [instant.utcMilliseconds])
      return found ?? 0
    }
  }

  private static func instant(of moment: PastMoment, _ sequence: Int, _ database: Database) throws -> Instant {
    if case .instant(let instant) = moment { return instant }
    // Before the first event it is the first one's instant.
    let found = try String.fetchOne(
      database, sql: "SELECT at FROM event WHERE sequence = ?", arguments: [max(1, sequence)])
    return found.flatMap { Instant(utc: $0) } ?? Instant(milliseconds: 0)
  }

  /// The fold of the events up to one of them.
  private func state(after sequence: Int, _ database: Database) throws -> BoardState {
    let own = folds.keys.filter { $0 <= sequence }.max()
    let kept = try Checkpoint.nearest(to: sequence, under: rules, knowing: folds, database)
    if let kept { folds[kept.sequence] = kept }
    let begin = max(own ?? 0, kept?.sequence ?? 0)
    let before = begin - BoardState.recentCount(after: begin)
    try load(after: before, through: sequence, database)
    let recent = loaded.filter { $0.sequence > before && $0.sequence <= begin }
    var state = folds[begin].map { empty.resumed(from: $0, recent: recent) } ?? empty
    for event in loaded where event.sequence > begin && event.sequence <= sequence {
      state.apply(event)
      if state.sequence.isMultiple(of: Checkpoint.every) { folds[state.sequence] = state.fold }
    }
    return state
  }

  /// Reads the events of a stretch, as far as they were not read for the moment before: a step reads one.
  private func load(after first: Int, through last: Int, _ database: Database) throws {
    let from = loaded.first.map { $0.sequence - 1 }
    guard let from, from <= first, let end = loaded.last?.sequence, end >= first else {
      loaded = try Journal.events(after: first, limit: last - first, database)
      return
    }
    if end - first > Self.mostLoaded { loaded.removeAll { $0.sequence <= first } }
    if last > end { loaded += try Journal.events(after: end, limit: last - end, database) }
  }

  /// Holds every checkpoint in the file against the events.
  ///
  /// - Returns: the numbers of those that are not what the events make of the board.
  package func wrongCheckpoints() throws(JournalError) -> [Int] {
    do {
      return try journal.queue.read { database in
        let rows = try Row.fetchAll(
          database, sql: "SELECT sequence, fold FROM checkpoint WHERE rules = ? ORDER BY sequence", arguments: [rules])
        var state = empty
        return try rows.compactMap { row in
          let sequence: Int = row[0]
          for event in try Journal.events(after: state.sequence, limit: sequence - state.sequence, database) {
            state.apply(event)
          }
          return Checkpoint.read(row[1]) == state.fold ? nil : sequence
        }
      }
    } catch {
      throw JournalError(path: path, error)
    }
  }
}

extension BoardState {
  /// Those of the samples whose signal the board declares, in the same dimension.
  package func declared(_ kept: [KeptSample]) -> [Sample] {
    kept.filter { declares($0.signal) && dimension($0.signal) == $0.dimension }
      .map { Sample($0.signal, $0.value, at: $0.at) }
  }
}
