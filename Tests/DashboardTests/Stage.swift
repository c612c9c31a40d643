import BoardFile
import Canvas
import Dashboard
import Gates
import Robot
import Testing

/// The screen with an engine in memory behind it: what keys ask for is done at once, and what that leads to is shown.
struct Stage {
  private(set) var model: Model
  private(set) var now: Instant
  /// Everything that the screen asked of the world, oldest first.
  private(set) var effects: [Effect] = []

  init(_ model: Model) {
    self.model = model
    now = model.now
    step(.pulse(.zero))
  }

  /// The scenarios' board at the usual moment, with its source silent as it is in earnest.
  static func robot(size: Size = Size(width: 120, height: 40)) throws -> Stage {
    let board = try BoardFile.parse(Array(Scenarios.board.utf8), file: "robot.yaml", environment: [:])
    var state = BoardState(board)
    state.ingest(Key("ghost", "health"), answered: false, said: "nobody answers", at: SampleBoard.now)
    return Stage(Model(state: state, now: SampleBoard.now, size: size, person: "sre-1"))
  }

  /// A key, and all that follows it until the screen stands still. With it a second goes by.
  mutating func press(_ key: KeyPress) {
    step(.key(key))
    settle()
  }

  mutating func type(_ text: String) { for letter in text { press(.character(letter)) } }

  mutating func resize(_ size: Size) { step(.resized(size)) }

  /// What the terminal and an operator who looks at it say.
  private mutating func settle() {
    step(.painted)
    if model.wantsQuiet { step(.quiet) }
  }

  mutating func step(_ message: Message) {
    take(model.update(message))
    if effects.count > 1000 { effects.removeFirst(500) }
  }

  private mutating func take(_ asked: [Effect]) {
    for effect in asked {
      effects.append(effect)
      answer(effect)
    }
  }

  private mutating func answer(_ effect: Effect) {
    switch effect {
    case .perform(let command): perform(command)
    case .look(let path): step(.looked(path: path, .failed("there is no such file")))
    case .writeSnapshot: step(.snapshotFailed("this stage has no disk"))
    case .findThemes:
      let themes = ["midnight", "daylight"].map { Theme(name: $0, inks: [:], grounds: [:]) }
      step(.themesFound(themes, current: themes[0]))
    case .recall(let moment):
      var at = now - .seconds(60)
      if case .instant(let instant) = moment { at = instant }
      step(.recalled(PastBoard(state: model.state, at: at, last: model.state.sequence)))
    case .derive(let wanted): step(.derived(wanted.derived()))
    case .readEvents: step(.eventsNotRead("this stage has no journal"))
    case .writeHandover(let text, let at):
      let sheet = SnapshotWritten(path: "handover-\(at.fileStamp).txt", sha256: "\(text.count)")
      step(.snapshotWritten([sheet]))
    case .use, .discard, .remember, .accustom, .keep, .forget, .copy, .notify, .alarm, .suspend, .quit, .bell, .title:
      break
    }
  }

  private mutating func perform(_ command: Command) {
    now = now + .seconds(1)
    do {
      var state = model.state
      var events: [Event] = []
      for fact in try state.decide(command, by: model.person, at: now) {
        let event = Event(sequence: state.sequence + 1, at: now, actor: model.person, fact: fact)
        state.apply(event)
        events.append(event)
      }
      take(model.show(state, at: now))
      step(.saved(command, events))
    } catch {
      step(.refused(command, error))
    }
  }

  /// Runs a scenario; fails with the screen at the first thing that is not to be seen.
  mutating func run(_ scenario: Operator) {
    #expect(scenario.mistakes.isEmpty, "no keys: \(scenario.mistakes)")
    for step in scenario.steps {
      switch step {
      case .press(let key): press(key)
      case .type(let text): type(text)
      case .sees(let text): #expect(model.screen.contains(text), "'\(text)' is not seen:\n\(model.screen)")
      case .seesNoMore(let text): #expect(!model.screen.contains(text), "'\(text)' is seen:\n\(model.screen)")
      }
    }
  }
}
