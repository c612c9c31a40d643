import LaunchNight
import StrictYAML
import Testing

/// A change to the small scenario, and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let message: String

  init(_ old: String, _ new: String, _ message: String) {
    self.old = old
    self.new = new
    self.message = message
  }

  var testDescription: String { message }
}

@Suite struct MistakeTests {
  private func messages(_ text: String) -> [String] {
    do throws(Problems) {
      _ = try Small.parse(text)
      return []
    } catch { return error.all.map(\.description) }
  }

  @Test(arguments: [
    Mistake("scenario: Small\n", "", "s.yaml:1:1: expected a scenario to have 'scenario'; add it"),
    Mistake(
      "scenario:", "scenari:", "s.yaml:1:1: expected a key of a scenario, found 'scenari'; did you mean 'scenario'?"),
    Mistake("2025-11-12", "2025-11-31", "s.yaml:2:8: expected a date such as 2025-11-12, found '2025-11-31'"),
    Mistake(
      "    files:",
      "    histogram: {route: /health, name: took, p95: /health.rate, p99: /health.rate, per_second: 0}\n    files:",
      "s.yaml:7:24: expected a path that no other route has, such as /metrics, found '/health'"),
    Mistake("files:", "file:", "s.yaml:7:5: expected a key of an app, found 'file'; did you mean 'files'?"),
    Mistake("{/health: {l", "{health: {l", "s.yaml:5:14: expected a path that begins with '/', found 'health'"),
    Mistake(
      "/who: {i", "/docs: {i", "s.yaml:5:70: expected another path than '/docs', which every app answers by itself"),
    Mistake(
      "{/health.latency.p95_ms:", "{/health.latency.p59_ms:",
      "s.yaml:6:14: expected the path of a number, found '/health.latency.p59_ms'; did you mean '/health.latency.p95_ms'?"
    ),
    Mistake(
      "    wobble:", "    revocation_lag: /health.rat\n    wobble:",
      "s.yaml:6:21: expected the path of a number, found '/health.rat'; did you mean '/health.rate'?"),
    Mistake("5%", "5", "s.yaml:6:38: expected a share from 0% to 50%, found '5'"),
    Mistake("5%", "51%", "s.yaml:6:38: expected a share from 0% to 50%, found '51%'"),
    Mistake("{shop.db: [", "{a/shop.db: [", "s.yaml:7:13: expected a file's name such as queue.db, found 'a/shop.db'"),
    Mistake("[CREATE TABLE sale (id INTEGER),", "[[], ", "s.yaml:7:23: expected a SQL statement, found a list"),
  ])
  func `a mistake in the head or in an app is named with its place`(mistake: Mistake) {
    let said = messages(Small.text.replacing(mistake.old, with: mistake.new, maxReplacements: 1))
    #expect(said.contains(mistake.message), "said: \(said)")
  }

  @Test(arguments: [
    Mistake("at: \"20:10\"", "at: \"26:10\"", "s.yaml:9:10: expected a time such as \"20:30\", found '26:10'"),
    Mistake("at: \"20:10\", ", "", "s.yaml:9:5: expected a step to have 'at'; add it"),
    Mistake(
      "app: shop, say: garbage", "app: shup, say: garbage",
      "s.yaml:9:24: expected an app of this scenario, found 'shup'; did you mean 'shop'?"),
    Mistake("answer:", "anser:", "s.yaml:9:50: expected a key of a step, found 'anser'; did you mean 'answer'?"),
    Mistake(
      "/health: garbage", "/helth: garbage",
      "s.yaml:9:59: expected a route of shop, found '/helth'; did you mean '/health'?"),
    Mistake(
      "/health: garbage", "/health: garbadge",
      "s.yaml:9:68: expected how it answers, found 'garbadge'; did you mean 'garbage'?"),
    Mistake(
      "/health: garbage", "/health: slow 61s",
      "s.yaml:9:68: expected how it answers, found 'slow 61s'; did you mean 'slow 8s'?"),
    Mistake(
      "/health.rate: 1.5", "/health.rat: 1.5",
      "s.yaml:10:58: expected the path of a number, found '/health.rat'; did you mean '/health.rate'?"),
    Mistake(
      "/health.rate: 1.5", "/heath.rate: 1.5",
      "s.yaml:10:58: expected the path of a number, found '/heath.rate'; did you mean '/health.rate'?"),
    Mistake("/health.rate: 1.5", "/health.rate: much", "s.yaml:10:72: expected a number, found 'much'"),
    Mistake("/health.rate: 1.5", "/health.rate: nan", "s.yaml:10:72: expected a number, found 'nan'"),
    Mistake(
      "/health.rate: 1.5", "/health.pages: 1.5",
      "s.yaml:10:73: expected a whole number, as '/health.pages' is one, found '1.5'"),
    Mistake("over: 2m", "over: 2", "s.yaml:10:105: expected a duration such as 40s or 2m, found '2'"),
    Mistake(
      "say: it is late, sql:", "over: 2m, sql:",
      "s.yaml:12:36: expected 'over' beside 'set', which it stretches; add 'set'"),
    Mistake(
      "{shop.db: INSERT INTO sale VALUES (5)}", "{shp.db: INSERT INTO sale VALUES (5)}",
      "s.yaml:13:36: expected a file of shop, found 'shp.db'; did you mean 'shop.db'?"),
    Mistake(
      ", sql: {shop.db: INSERT INTO sale VALUES (5)}", "",
      "s.yaml:13:5: expected a step to say, set, answer or do some sql; add one of them"),
  ])
  func `a mistake in a step is named with its place, and nothing else is`(mistake: Mistake) {
    #expect(messages(Small.text.replacing(mistake.old, with: mistake.new, maxReplacements: 1)) == [mistake.message])
  }

  @Test func `two apps that would write one file are told apart`() {
    let text = """
      scenario: Two
      night: 2025-11-12
      apps:
        shop: {routes: {/health: {up: true}}, files: {all.db: CREATE TABLE a (b)}}
        bank: {routes: {/health: {up: true}}, files: {all.db: CREATE TABLE a (b)}}
      steps: []
      """
    #expect(messages(text) == ["s.yaml:5:49: expected another name than 'all.db', which shop has already"])
  }

  @Test func `all mistakes are said at once, in the order of the text`() {
    let text = Small.text.replacing("2025-11-12", with: "soon").replacing("5%", with: "some")
    #expect(
      messages(text) == [
        "s.yaml:2:8: expected a date such as 2025-11-12, found 'soon'",
        "s.yaml:6:38: expected a share from 0% to 50%, found 'some'",
      ])
  }

  @Test(arguments: [
    ("", "s.yaml:1:1: expected a YAML mapping, found an empty file"),
    ("- a", "s.yaml:1:1: expected a scenario, found a list"),
  ])
  func `a file that is no scenario at all is refused`(text: String, message: String) {
    #expect(messages(text) == [message])
  }
}
