import BoardFile
import Gates
import Testing

@Suite struct GoodBoardTests {
  /// Reads the small board after one edit.
  private func board(
    _ old: String = "", _ new: String = "", file: String = "night.yaml", environment: [String: String] = [:]
  ) throws -> Board {
    let text = old.isEmpty ? BadBoard.good : BadBoard.good.replacing(old, with: new)
    return try BoardFile.parse([UInt8](text.utf8), file: file, environment: environment)
  }

  private func source(_ name: String, of board: Board) throws -> Source {
    try #require(board.app("mail")?.sources.first { $0.name == name })
  }

  private func request(_ name: String, of board: Board) throws -> HTTPRequest {
    guard case .http(let request) = try source(name, of: board).kind else {
      Issue.record("\(name) is not asked by HTTP")
      throw CancellationError()
    }
    return request
  }

  // MARK: Secrets

  @Test func `a variable in a header is sent as its value and printed as its name`() throws {
    let board = try board(
      "Accept: application/json", "Authorization: 'Bearer ${TOKEN}'", environment: ["TOKEN": "open sesame"])
    let header = try #require(try request("health", of: board).headers.first)
    #expect(header.name == "Authorization")
    #expect(header.value.reveal() == "Bearer open sesame")
    #expect("\(header.value)" == "Bearer ${TOKEN}")
    #expect(header.value.secrets == ["TOKEN": "open sesame"])
  }

  @Test func `a variable in the app's URL is sent as its value and printed as its name`() throws {
    let board = try board(
      "http://127.0.0.1:9101", "http://${HOST}/${KEY}", environment: ["HOST": "127.0.0.1", "KEY": "hush"])
    #expect(board.app("mail")?.url == "http://${HOST}/${KEY}")
    let url = try request("health", of: board).url
    #expect("\(url)" == "http://${HOST}/${KEY}/health")
    #expect(url.reveal() == "http://127.0.0.1/hush/health")
    #expect(url.secrets == ["HOST": "127.0.0.1", "KEY": "hush"])
  }

  @Test func `a value that looks like a variable is not read again`() throws {
    let board = try board("application/json", "'${A}'", environment: ["A": "${B}", "B": "hush"])
    #expect(try request("health", of: board).headers.first?.value.reveal() == "${B}")
  }

  // MARK: What is pushed

  @Test func `a source may be pushed to, and its values stand for as long as the board says`() throws {
    let board = try board(
      "        sqlite: mail.db\n        query: SELECT count(*) AS lost FROM delivery\n",
      "        push: {lost: count, wait: s}\n        stale_after: 15m\n")
    let source = try source("ledger", of: board)
    #expect(source.kind == .push)
    #expect(source.staleAfter == .seconds(900))
    #expect(source.signals.map { "\($0.name) \($0.unit.name)" } == ["lost count", "wait s"])
  }

  // MARK: Addresses and paths

  @Test(arguments: [
    ("/health", "http://127.0.0.1:9101/health"), ("https://status.example/now", "https://status.example/now"),
    ("HTTP://127.0.0.1:9/up?full=1", "HTTP://127.0.0.1:9/up?full=1"),
  ])
  func `a path belongs to the app's URL, a whole URL stands alone`(http: String, expected: String) throws {
    #expect(try request("health", of: board("http: /health", "http: \(http)")).url.reveal() == expected)
  }

  @Test func `one slash stands between URL and path`() throws {
    let board = try board("url: http://127.0.0.1:9101", "url: http://127.0.0.1:9101/")
    #expect(try request("health", of: board).url.reveal() == "http://127.0.0.1:9101/health")
  }

  @Test(arguments: [
    ("night.yaml", "mail.db", "mail.db"), ("boards/night.yaml", "mail.db", "boards/mail.db"),
    ("/etc/boards/night.yaml", "../mail.db", "/etc/boards/../mail.db"),
    ("boards/night.yaml", "/srv/mail.db", "/srv/mail.db"),
  ])
  func `a relative path belongs to the board's folder`(file: String, path: String, expected: String) throws {
    let board = try board("mail.db", path, file: file)
    #expect(
      try source("ledger", of: board).kind
        == .sqlite(SQLiteQuery(path: expected, query: "SELECT count(*) AS lost FROM delivery")))
  }

  @Test func `the journal is in the board's folder`() throws {
    #expect(try board(file: "boards/night.yaml").state == "boards/night.db")
    #expect(try board("state: night.db", "state: /srv/night.db", file: "boards/night.yaml").state == "/srv/night.db")
  }

  // MARK: Signals

  @Test func `columns named with AS become plain numbers where no signals are declared`() throws {
    let board = try board("count(*) AS lost", "count(*) AS lost, max(age) as oldest")
    let number = Unit(name: "number", dimension: .number, scale: 1)
    #expect(
      try source("ledger", of: board).signals == [
        Signal(name: "lost", selector: .column("lost"), unit: number),
        Signal(name: "oldest", selector: .column("oldest"), unit: number),
      ])
  }

  @Test(arguments: [
    ("SELECT CAST(a AS REAL) AS x, CAST(b AS REAL) AS y FROM t AS o", ["x", "y"]),
    ("WITH t AS (SELECT 1 AS inner_one), u AS (SELECT 2) SELECT max(a) AS late FROM t AS o JOIN u AS p", ["late"]),
    ("select 'known AS wrong (' AS word, 2 as two", ["word", "two"]),
    ("SELECT (SELECT count(*) AS n FROM a) AS lost UNION SELECT 1 AS other", ["lost"]),
    ("VALUES (1)", []),
  ])
  func `only the columns of the row that is answered become signals`(query: String, names: [String]) throws {
    let board = try board("query: SELECT count(*) AS lost FROM delivery", "query: \"\(query)\"")
    #expect(try source("ledger", of: board).signals.map(\.name) == names)
  }

  @Test func `declared columns are the only ones, each in its unit`() throws {
    let board = try board(
      "query: SELECT count(*) AS lost FROM delivery",
      "query: SELECT 1 AS lost, 2 AS late FROM delivery\n        signals: {late: s}")
    #expect(
      try source("ledger", of: board).signals == [
        Signal(name: "late", selector: .column("late"), unit: Unit(name: "s", dimension: .time, scale: 1000))
      ])
  }

  @Test func `status and latency need no unit`() throws {
    let signals = try source("health", of: board("errors: $.errors ratio", "code: status\n          took: latency"))
      .signals
    #expect(signals.first { $0.name == "code" }?.selector == .status)
    #expect(signals.first { $0.name == "code" }?.unit.name == "count")
    #expect(signals.first { $0.name == "took" }?.selector == .latency)
    #expect(signals.first { $0.name == "took" }?.unit.name == "ms")
  }

  @Test func `a source is asked every 10 s, waits 2 s, and is stale after three periods and the wait`() throws {
    let usual = try source("ledger", of: board())
    #expect([usual.every, usual.timeout, usual.staleAfter] == [.seconds(10), .seconds(2), .seconds(32)])
    let told = try source(
      "health", of: board("every: 5s", "every: 1m30s\n        timeout: 250ms\n        stale_after: 1h"))
    #expect([told.every, told.timeout, told.staleAfter] == [.seconds(90), .milliseconds(250), .seconds(3600)])
  }

  @Test(arguments: [
    "http://[::1]:9101", "http://localhost:65535", "https://status.example/a@b:c", "HTTPS://status.example?to=a@b",
  ])
  func `an address may have a port, brackets and an at sign behind its host`(url: String) throws {
    #expect(try board("url: http://127.0.0.1:9101", "url: \(url)").app("mail")?.url == url)
  }

  // MARK: Words and times

  @Test(
    arguments: zip(
      ["at: \"22:00\"", "at: \"11:59:59\"", "at: 2025-12-24T08:00:00.5Z"],
      [
        "2025-11-12T22:00:00Z", "2025-11-13T11:59:59Z", "2025-12-24T08:00:00.5Z",
      ]))
  func `a time belongs to the night, an instant to itself`(spelling: String, expected: String) throws {
    let at = try board("at: \"22:00\"", spelling).deadlines.first?.at
    #expect(at == .instant(try #require(Instant(utc: expected))))
  }

  @Test func `a daily deadline needs no night`() throws {
    let at = try board("at: \"22:00\"", "daily: \"09:00\"").deadlines.first?.at
    #expect(at == TimeOfDay("09:00").map { .daily($0) })
  }

  @Test(arguments: Ruling.Kind.allCases) func `every ruling is read`(kind: Ruling.Kind) throws {
    let text = BadBoard.good.replacing("is: GO", with: "is: \(kind.rawValue)").replacing(
      "allows: canary", with: "allows: none")
    #expect(
      try BoardFile.parse(Array(text.utf8), file: "night.yaml", environment: [:]).app("mail")?.ruling.kind == kind)
  }

  @Test(arguments: Posture.allCases) func `every posture is read`(posture: Posture) throws {
    #expect(try board("allows: canary", "allows: \(posture.rawValue)").app("mail")?.ruling.allows == posture)
  }

  @Test(arguments: Guardrail.Action.allCases) func `every action is read`(action: Guardrail.Action) throws {
    #expect(try board("then: abort", "then: \(action.rawValue)").app("mail")?.guardrails.first?.action == action)
  }

  @Test func `without a title a criterion and a guardrail show their condition`() throws {
    let app = try #require(try board("title: Fast, ", "").app("mail"))
    #expect(app.criteria.first?.title == "p95 <= 120ms")
    #expect(app.guardrails.first?.title == "p95 > 200ms")
  }

  @Test func `a title that is not told has the condition as it was written`() throws {
    let board = try board("title: Fast, require: p95 <= 120ms", #"require: "p95 <=   0.1200s  and errors < 0.100%""#)
    #expect(board.app("mail")?.criteria.first?.title == "p95 <= 0.1200s and errors < 0.100%")
  }

  @Test func `a deadline may owe nothing, and a baseline may stand apart from its unit`() throws {
    #expect(try board("owes: [mail]", "owes: []").deadlines.first?.owes == [])
    #expect(try board("baseline: 120ms", "baseline: 120 ms").kpis.first?.baseline == Quantity(.number(120), .time))
  }

  @Test func `words that other YAML readers turn into values stay words`() throws {
    #expect(try board("board: Night", "board: no").title == "no")
    #expect(try board("board: Night", "board: 12:30:00").title == "12:30:00")
    #expect(try board("board: Night", "board: 007").title == "007")
  }
}
