import Canvas
import Dashboard
import Gates
import Preferences
import StrictYAML
import Testing

@Suite struct ConfigurationTests {
  private func parse(_ text: String) throws -> Configuration {
    try Configuration.parse(Array(text.utf8), file: "config.yaml", forms: ["osc9", "osc777", "off"])
  }

  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try parse(text)
      return []
    } catch let problems as Problems {
      return problems.all.map(\.description)
    } catch { return ["\(error)"] }
  }

  @Test(arguments: ["", "# nothing yet\n", "\n  # one\n\n"])
  func `a file that says nothing changes nothing`(text: String) throws {
    #expect(try parse(text) == Configuration())
  }

  @Test func `everything that it can say is read`() throws {
    let configuration = try parse(
      """
      theme: nord
      columns: [next, guardrail]
      mouse: no
      blink: off
      read_only: yes
      keys:
        acknowledge: [Z, ctrl-a]
        blocker file: n
        arm: []
      attention:
        bell: no
        title: no
        notification: osc777
        command: [paplay, horn.oga]
        again: 2m
        quiet: 22:00-06:00

      """)
    #expect(configuration.look.theme == "nord")
    #expect(configuration.look.columns == [.next, .guardrail])
    #expect(!configuration.hasMouse)
    #expect(configuration.notificationForm == "osc777")
    let settings = configuration.settings
    #expect(!settings.blinks && settings.isReadOnly)
    let keys = configuration.look.keys(over: Look())
    #expect(keys.action(for: .character("Z")) == .acknowledge)
    #expect(keys.action(for: .control("a")) == .acknowledge)
    #expect(keys.action(for: .character("a")) == nil)
    #expect(keys.action(for: .character("n")) == .blocker)
    #expect(keys.action(for: .character("H")) == nil)
    #expect(keys.bindings.first { $0.action == .acknowledge }?.label == "Z ^A")
    let attention = settings.attention
    #expect(!attention.rings && !attention.retitles && attention.notifies)
    #expect(attention.command == ["paplay", "horn.oga"])
    #expect(attention.again == .seconds(120))
    #expect(attention.quiet?.from == TimeOfDay("22:00") && attention.quiet?.until == TimeOfDay("06:00"))
    #expect(try parse("attention: {again: never}\n").settings.attention.again == nil)
  }

  @Test func `two actions may change their keys with each other`() throws {
    let keys = try parse("keys: {acknowledge: b, blocker file: a}\n").look.keys(over: Look())
    #expect(keys.action(for: .character("b")) == .acknowledge)
    #expect(keys.action(for: .character("a")) == .blocker)
  }

  /// A board file's part, read as the loader reads it.
  private func look(ofBoard text: String) throws -> Look {
    let diagnosis = Diagnosis(file: "board.yaml")
    let look = Look(ofBoard: try Document.parse(Array(text.utf8), file: "board.yaml"), diagnosis)
    try diagnosis.finish()
    return look
  }

  @Test func `a board's keys are in force where the operator's own file says nothing`() throws {
    let board = try look(ofBoard: "keys: {mute: n, acknowledge: [Z, z], undo: m}\n")
    let keys = Look().keys(over: board)
    #expect(keys.action(for: .character("n")) == .mute)
    #expect(keys.action(for: .character("m")) == .undo)
    #expect(keys.action(for: .character("z")) == .acknowledge)
    #expect(keys.action(for: .character("a")) == nil)
    let own = try parse("keys: {blocker file: n, acknowledge: A, alerts: z}\n").look
    let merged = own.keys(over: board)
    #expect(merged.action(for: .character("n")) == .blocker, "what both give away is the operator's")
    #expect(merged.action(for: .character("A")) == .acknowledge)
    #expect(merged.action(for: .character("z")) == .alerts)
    #expect(merged.action(for: .character("m")) == .undo)
    let all = merged.bindings.flatMap(\.keys)
    #expect(Set(all).count == all.count, "no key means two things")
    #expect(merged.bindings.first { $0.action == .mute }?.keys == [], "the palette still has it")
  }

  @Test(arguments: [
    ("mouse: no\n", "board.yaml:1:1: expected a key of 'screen', found 'mouse'; known are theme, columns, keys"),
    (
      "columns: [redy]\n",
      "board.yaml:1:11: expected a column of the gates, found 'redy'; did you mean 'ready'?"
    ),
    (
      "keys: {arm: b}\n",
      "board.yaml:1:13: expected another key for 'arm': 'b' is that of 'blocker file'; give that one another key too"
    ),
  ])
  func `a board says nothing of one operator's mouse or alarms, and its mistakes have places`(
    text: String, message: String
  ) throws {
    let error = #expect(throws: Problems.self) { try look(ofBoard: text) }
    #expect(error?.all.map(\.description) == [message])
  }

  @Test func `esc still goes back and ctrl-C still leaves, whatever else does`() throws {
    let keys = try parse("keys: {back: backspace, quit: Q}\n").look.keys(over: Look())
    #expect(keys.action(for: .escape) == .back)
    #expect(keys.action(for: .backspace) == .back)
    #expect(keys.action(for: .control("c")) == .quit)
    #expect(keys.action(for: .character("q")) == nil)
  }

  @Test(arguments: [
    (
      "them: nord\n",
      "config.yaml:1:1: expected a key of the configuration, found 'them'; did you mean 'theme'?"
    ),
    ("mouse: maybe\n", "config.yaml:1:8: expected yes or no, found 'maybe'; known are yes, no, true, false, on, off"),
    (
      "keys:\n  acknowlege: A\n",
      "config.yaml:2:3: expected the name of an action, found 'acknowlege'; did you mean 'acknowledge'?"
    ),
    (
      "keys:\n  arm: pgupp\n",
      "config.yaml:2:8: expected a key, found 'pgupp'; did you mean 'pgup'?"
    ),
    (
      "keys:\n  mute: b\n",
      "config.yaml:2:9: expected another key for 'mute': 'b' is that of 'blocker file'; give that one another key too"
    ),
    (
      "keys:\n  mute: z\n  undo: [u, z]\n",
      "config.yaml:3:13: expected another key for 'undo': 'z' is that of 'mute' at 2:9"
    ),
    (
      "columns: [next, next]\n",
      "config.yaml:1:17: expected each column once, found 'next' again"
    ),
    ("keys: {undo: y}\n", "config.yaml:1:14: expected another key for 'undo': y answers what it asks"),
    ("keys: {quit: [q, y]}\n", "config.yaml:1:18: expected another key for 'quit': y answers what it asks"),
    ("keys: {mute: esc}\n", "config.yaml:1:14: expected another key for 'mute': esc always goes back"),
    ("keys: {mute: ctrl-c}\n", "config.yaml:1:14: expected another key for 'mute': ctrl-c always leaves"),
    (
      "attention: {again: 5s}\n",
      "config.yaml:1:20: expected a span of 10s or more such as 5m, or never, found '5s'"
    ),
    (
      "attention: {quiet: late}\n",
      "config.yaml:1:20: expected hours in UTC such as 22:00-06:00, found 'late'"
    ),
    (
      "attention: {notification: osc8}\n",
      "config.yaml:1:27: expected how notifications are told, found 'osc8'; did you mean 'osc9'?"
    ),
    ("attention: {command: []}\n", "config.yaml:1:22: expected a program and its arguments, found an empty list"),
  ])
  func `a mistake has a place, what was expected and the nearest word`(text: String, message: String) {
    #expect(mistakes(text) == [message])
  }

  @Test func `paths follow XDG, and a relative one counts for nothing`() {
    let home = ["HOME": "/home/mara"]
    #expect(PreferencePaths(environment: home).configurationFile == "/home/mara/.config/gateboard/config.yaml")
    #expect(PreferencePaths(environment: home).state == "/home/mara/.local/state/gateboard")
    let told = home.merging(["XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "state"]) { $1 }
    #expect(PreferencePaths(environment: told).configuration == "/c/gateboard")
    #expect(PreferencePaths(environment: told).themes == "/c/gateboard/themes")
    #expect(PreferencePaths(environment: told).state == "/home/mara/.local/state/gateboard")
    #expect(PreferencePaths(environment: [:]).state == nil)
  }
}
