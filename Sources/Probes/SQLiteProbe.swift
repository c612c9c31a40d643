import Dispatch
import GRDB
import Gates
import NIOCore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Asks one local SQLite file that another program owns and may be writing to.
///
/// The file is opened read-only for each question, so that a file which is replaced is noticed; the columns of the one
/// row become signals. Of several rows none is the answer.
struct SQLiteProbe: Probe {
  private let query: SQLiteQuery
  private let timeout: Duration
  private let signals: [Signal]

  init(query: SQLiteQuery, timeout: Duration, signals: [Signal]) {
    self.query = query
    self.timeout = timeout
    self.signals = signals
  }

  /// SQLite blocks; it does so on its own queue and not on a thread that other probes need.
  private static let queue = DispatchQueue(label: "gateboard.probes.sqlite", attributes: .concurrent)

  func poll(at now: Instant) async -> Answer {
    // A query that runs past its time is ended by SQLite itself.
    let question = Question()
    let limit = LoopThread.network.after(timeout) { question.interrupt() }
    defer { limit.cancel() }
    return await withCheckedContinuation { continuation in
      Self.queue.async { continuation.resume(returning: ask(question)) }
    }
  }

  /// A question that may be interrupted before or while it is asked.
  private final class Question: Sendable {
    private let state = Mutex<(database: DatabaseQueue?, isLate: Bool)>((nil, false))

    /// - Throws: `SQLITE_INTERRUPT` where it is too late already.
    func begin(_ database: DatabaseQueue) throws {
      let isLate = state.withLock { state in
        state.database = database
        return state.isLate
      }
      if isLate { throw DatabaseError(resultCode: .SQLITE_INTERRUPT) }
    }

    func end() { state.withLock { $0.database = nil } }

    func interrupt() {
      let database = state.withLock { state in
        state.isLate = true
        return state.database
      }
      database?.interrupt()
    }
  }

  private func ask(_ question: Question) -> Answer {
    let started = ContinuousClock.now
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(Double(timeout.wholeMilliseconds) / 1000)
      // What the file's owner wrote into its schema runs no function with an effect (sqlite.org/security.html).
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON") }
      let queue = try DatabaseQueue(path: query.path, configuration: configuration)
      try question.begin(queue)
      defer { question.end() }
      let (row, count) = try queue.read { try only($0) }
      guard let row, count == 1 else { return unclear(count) }
      let elapsed = started.duration(to: .now)
      var values: [String: Answer.Finding] = [:]
      for signal in signals { values[signal.name] = finding(signal, in: row) }
      return Answer(
        isAnswer: true, said: "1 row in \(Value.number(Double(elapsed.wholeMilliseconds)).words(.time))", values: values
      )
    } catch let error as DatabaseError {
      return .silence(words(error))
    } catch {
      return .silence("\(error)")
    }
  }

  /// Rows are counted up to here.
  private static let mostRows = 1000

  /// The first row, and how many there are.
  private func only(_ database: Database) throws -> (Row?, count: Int) {
    let rows = try Row.fetchCursor(database, sql: query.query)
    let first = try rows.next()?.copy()
    var count = first == nil ? 0 : 1
    while count > 0, count <= Self.mostRows, try rows.next() != nil { count += 1 }
    return (first, count)
  }

  /// Which of several rows is meant nobody has said.
  private func unclear(_ count: Int) -> Answer {
    let number = count > Self.mostRows ? "more than \(Self.mostRows)" : "\(count)"
    let said = count == 0 ? "the query found no row" : "\(number) rows, expected one; aggregate, or add LIMIT 1"
    let values = signals.map { ($0.name, Answer.Finding.missing("unknown: \(said)")) }
    return Answer(isAnswer: false, said: said, values: Dictionary(values) { first, _ in first })
  }

  private func finding(_ signal: Signal, in row: Row) -> Answer.Finding {
    let count = row.columnNames.count { $0.lowercased() == signal.name.lowercased() }
    guard count > 0 else { return .missing("is not a column of the answer") }
    guard count == 1 else { return .missing("is the name of \(count) columns of the answer") }
    let value: DatabaseValue = row[signal.name]
    switch value.storage {
    case .null: return signal.measured(.null)
    case .int64(let number): return signal.measured(.number(Double(number)))
    case .double(let number): return signal.measured(.number(number))
    case .string(let text): return signal.measured(.text(text))
    case .blob: return signal.measured(.structure)
    }
  }

  private func words(_ error: DatabaseError) -> String {
    switch error.resultCode {
    case .SQLITE_CANTOPEN where unsafe access(query.path, F_OK) == 0:
      "\(query.path) is there and cannot be opened; may this program read it, and write beside it where it is in WAL mode?"
    case .SQLITE_CANTOPEN: "\(query.path) cannot be opened; does it exist?"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "\(query.path) is locked by its owner"
    case .SQLITE_NOTADB: "\(query.path) is not a SQLite file"
    case .SQLITE_IOERR: "\(query.path) cannot be read: \(error.message ?? "the disk fails")"
    case .SQLITE_CORRUPT: "\(query.path) is damaged: \(error.message ?? "SQLite cannot read it")"
    case .SQLITE_INTERRUPT: "no answer within \(timeout.words)"
    default: error.message ?? "\(error)"
    }
  }
}
