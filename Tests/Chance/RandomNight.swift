package import Gates

/// A night by chance: what sources measure, what operators do, a clock that is set back; the same for the same seed.
package struct RandomNight {
  private var generator: SeededGenerator
  private var now = Instant(milliseconds: 1_762_977_600_000)
  package private(set) var state: BoardState
  private static let people = ["lena", "omar", "mara \u{9B}2J"]

  package init(_ empty: BoardState, seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    state = empty
  }

  /// A board with one of each: sources, criteria of every kind, guardrails, a deadline, a window, a KPI.
  package static func board() throws -> Board {
    let signals = ["a", "b"].map { name in
      Signal(name: name, selector: .column(name), unit: Unit(name: "number", dimension: .number, scale: 1))
    }
    let source = Source(
      name: "s", kind: .sqlite(SQLiteQuery(path: "x", query: "SELECT 1")), every: .seconds(5), timeout: .seconds(1),
      staleAfter: .seconds(20), signals: signals)
    let app = App(
      id: "shop", gate: "A",
      ruling: Ruling(.conditionalGo, allows: .canary, holdsWhile: try ConditionParser.parse("b < 8")),
      sources: [source],
      criteria: [
        Criterion(name: "low", title: "Low", requirement: .condition(try ConditionParser.parse("a < 5 and b < 5"))),
        Criterion(name: "terms", title: "Terms", requirement: .approval(item: "tos", by: ["Legal"])),
      ],
      guardrails: [
        Guardrail(
          name: "high", title: "High", breach: try ConditionParser.parse("a > 7"), sustained: .seconds(10),
          recovery: .seconds(6), action: .abort, hook: Hook(arguments: ["true"], timeout: .seconds(1))),
        Guardrail(
          name: "flaps", title: "Flaps", breach: try ConditionParser.parse("b > 5"), sustained: .seconds(8),
          within: .seconds(30), silence: .breach, action: .alert),
      ])
    let start = Instant(milliseconds: 1_762_977_600_000)
    return Board(
      title: "Chance", state: "chance.db",
      deadlines: [Deadline(id: "report", title: "Report", at: .instant(start + .seconds(90)), deliverables: ["plan"])],
      windows: [
        Window(
          id: "canary", title: "Canary", app: "shop", opens: .instant(start + .seconds(30)), closes: nil,
          cap: try ConditionParser.parse("b <= 9"), outside: .internal)
      ],
      kpis: [KPI(id: "a", title: "A", signal: Key("shop", "a"), baseline: Quantity(.number(4), .number))], apps: [app])
  }

  /// Some seconds later: samples, what the rules find, at times a command. The events are applied already.
  package mutating func step() -> [Event] {
    let isSetBack = chance(of: 40)
    now =
      now + .seconds(isSetBack ? -Int.random(in: 1...120, using: &generator) : Int.random(in: 1...8, using: &generator))
    for signal in ["a", "b"] where !chance(of: 4) {
      let values: [Value?] = [.number(Double.random(in: 0..<10, using: &generator)), .number(.nan), nil]
      let value = values[chance(of: 8) ? Int.random(in: 1...2, using: &generator) : 0]
      state.ingest([Sample(Key("shop", signal), value, reason: "is null", at: now)])
    }
    state.ingest(Key("shop", "s"), answered: !chance(of: 6), said: "said \u{1B}[2J", at: now)
    var events = record(Rules.evaluate(state, at: now), by: Event.engine)
    if chance(of: 2) {
      let actor = Self.people[Int.random(in: 0..<Self.people.count, using: &generator)]
      let facts = (try? state.decide(command(), by: actor, at: now)) ?? []
      events += record(facts, by: actor)
    }
    return events
  }

  private mutating func record(_ facts: [Fact], by actor: String) -> [Event] {
    facts.map { fact in
      let event = Event(sequence: state.sequence + 1, at: now, actor: actor, fact: fact)
      state.apply(event)
      return event
    }
  }

  /// One time in so many.
  private mutating func chance(of count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }

  private mutating func command() -> Command {
    let draft = BlockerDraft(
      app: "shop", deadline: chance(of: 2) ? "report" : nil, text: "stalls \u{85} at é", owner: "queue",
      eta: chance(of: 3) ? nil : now + .milliseconds(Int.random(in: 0...90_000, using: &generator)), severity: .two)
    let number = Int.random(in: 1...3, using: &generator)
    let go = Ruling(.go, allows: .production, holdsWhile: try? ConditionParser.parse("avg(a, 1m) < 6"))
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return .fileBlocker(draft)
    case 1: return .editBlocker(number, draft)
    case 2: return .resolveBlocker(number, note: "done")
    case 3: return .reopenBlocker(number, why: "again")
    case 4: return .acknowledge(Key("shop", chance(of: 2) ? "high" : "flaps"))
    case 5: return .rule("shop", RulingDraft(go, why: "list follows", overrides: chance(of: 2)))
    case 6: return .rule("shop", RulingDraft(Ruling(.hold, allows: .none), why: "enough"))
    case 7: return .sign(item: "tos", role: "Legal", statement: "version \(number)")
    case 8: return .withdraw(item: "tos", role: "Legal", why: "a clause changed")
    case 9: return .deliver(DeliveryDraft(deadline: "report", deliverable: "plan", note: "at last"))
    case 10: return chance(of: 3) ? .disarm(Key("shop", "high")) : .arm(Key("shop", "high"))
    default:
      return .recordHook(
        HookEnded(
          guardrail: Key("shop", "high"), run: state.run(Key("shop", "high")).hooks.first?.id, status: 0, because: nil,
          output: "done\n", milliseconds: 12))
    }
  }
}
