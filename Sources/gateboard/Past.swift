import Backtest
import Foundation
import Gates
import Journal

/// What a backtest is driven through, and what the board said at the time.
struct Past {
  let rows: [SampleRow]
  /// What humans did meanwhile.
  let deeds: [Event]
  let watch: PastWatch?
  /// Sentences on what was found and what was not.
  let told: [String]
  /// When each guardrail was breached, as the journal has it.
  private let breaches: [Key: [Instant]]
  private let isJournal: Bool

  /// Samples from a file: nobody recorded what a board said of them.
  init(rows: [SampleRow]) {
    self.rows = rows
    (deeds, watch, told, breaches, isJournal) = ([], nil, [], [:], false)
  }

  /// What a journal kept of the signals that the board declares.
  ///
  /// - Throws: ``JournalError``
  init(
    journal path: String, board: Board, from start: Instant?, to end: Instant?, minutesAs number: MinuteNumber
  ) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      complain("\(path): there is no such file")
      throw ExitStatus.inputOutput
    }
    let journal = try Journal(copyOf: path)
    let kept = try journal.samples(from: start, to: end, minutesAs: number)
    let state = BoardState(board)
    let known = kept.filter { state.declares($0.signal) && state.dimension($0.signal) == $0.dimension }
    rows = known.map { SampleRow(at: $0.at, signal: $0.signal, value: $0.value) }
    told = Self.sentences(on: kept, known, of: board, in: path, number)
    isJournal = true
    let first = known.first?.at
    let events = try journal.events().filter { event in
      event.at < end ?? event.at + .seconds(1) && (event.isDeed || event.at >= first ?? event.at)
    }
    watch = known.last.map { last in
      PastWatch(
        from: known.last(where: \.isMinute)?.at ?? known.first?.at ?? last.at,
        until: max(last.at, events.last?.at ?? last.at))
    }
    deeds = events.filter(\.isDeed)
    var breaches: [Key: [Instant]] = [:]
    for event in events {
      guard case .guardrailMoved(let moved) = event.fact, moved.to == .breached, moved.from != .recovering else {
        continue
      }
      breaches[moved.guardrail, default: []].append(event.at)
    }
    self.breaches = breaches
  }

  private static func sentences(
    on kept: [KeptSample], _ known: [KeptSample], of board: Board, in path: String, _ number: MinuteNumber
  ) -> [String] {
    guard let first = known.first?.at, let last = known.last?.at else {
      return ["\(path): no sample of a signal of this board was kept in that time"]
    }
    let minutes = known.filter(\.isMinute)
    var lines = [
      "\(path): \(counted(known.count - minutes.count, "sample")) as they were and "
        + "\(counted(minutes.count, "minute")) rolled up, \(first.utcSeconds) to \(last.utcSeconds)"
    ]
    if let newest = minutes.last {
      lines.append(
        "until \(newest.at.utcSeconds) each minute is one number, its \(number.rawValue): "
          + "what comes out there is an estimate, to the minute")
    }
    let strangers = Set(kept.map(\.signal)).subtracting(known.map(\.signal)).sorted()
    if !strangers.isEmpty {
      lines.append("not on this board, or in another unit, and left out: \(words(strangers))")
    }
    let heard = Set(known.map(\.signal))
    let silent = board.apps.flatMap { app in
      app.sources.flatMap(\.signals).map { Key(app.id, $0.name) }.filter { !heard.contains($0) }
    }
    if !silent.isEmpty { lines.append("no sample was kept, so unknown throughout: \(words(silent))") }
    return lines
  }

  private static func words(_ keys: [Key]) -> String {
    keys.prefix(8).map(\.description).joined(separator: ", ") + (keys.count > 8 ? " and \(keys.count - 8) more" : "")
  }

  /// One line for each guardrail that was breached then or is now: the first breach of either.
  func compared(with found: [Transition]) -> [String] {
    guard isJournal else { return [] }
    var now: [Key: [Instant]] = [:]
    for transition in found where transition.to == .breached && transition.from != .recovering {
      now[transition.guardrail, default: []].append(transition.at)
    }
    return Set(now.keys).union(breaches.keys).sorted().map { key in
      let (then, again) = (breaches[key] ?? [], now[key] ?? [])
      guard let was = then.first else { return "\(key): not breached then, here at \(again[0].utcSeconds)" }
      guard let becomes = again.first else { return "\(key): breached then at \(was.utcSeconds), never here" }
      let change = becomes - was
      let words =
        change < .seconds(-1)
        ? "\((was - becomes).span) earlier" : change > .seconds(1) ? "\(change.span) later" : "at the same time"
      let times = then.count == again.count ? "" : " (\(then.count) breaches then, \(again.count) here)"
      return "\(key): breached then at \(was.utcSeconds), here at \(becomes.utcSeconds), \(words)\(times)"
    }
  }
}
