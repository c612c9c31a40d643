import Canvas
import Dashboard
import Gates
import Testing

/// A screen of the program by name, and the way to it.
struct Scene: Sendable, CustomTestStringConvertible {
  let name: String
  let model: @Sendable (Size) throws -> Model

  var testDescription: String { name }

  /// From the sample board by these keys.
  private static func sample(_ name: String, _ keys: @escaping @Sendable (inout Model) throws -> Void) -> Scene {
    Scene(name: name) { size in
      var model = try SampleBoard.model(size)
      try keys(&model)
      return model
    }
  }

  /// From the same board eleven minutes later.
  private static func later(_ name: String, _ keys: KeyPress...) -> Scene {
    Scene(name: name) { size in
      var model = try Later.model(size)
      for key in keys { model.press(key) }
      return model
    }
  }

  static let all = board + places + deeper + forms + questions + past + HeatTests.scenes

  // MARK: The board and the places beside it

  private static let board: [Scene] = [
    sample("board") { _ in },
    later("sorted", .character("O")),
    later("columns", .character("C"), .character(" "), .down, .down),
    later("fewer-columns", .character("C"), .character(" "), .down, .character(" "), .enter),
    later(
      "filtered", .character("/"), .character("s"), .character("t"), .character("a"), .character("t"), .character("e"),
      .character(":"), .character("f"), .character("a")),
    Scene(name: "read-only") { size in
      var settings = Settings()
      settings.isReadOnly = true
      var model = Model(
        state: try SampleBoard.state(), now: SampleBoard.now, size: size, person: "wall", settings: settings)
      _ = model.update(.pulse(.seconds(60)))
      _ = model.update(.pulse(.seconds(72)))
      return model
    },
    Scene(name: "meanwhile") { size in
      var model = try SampleBoard.model(size)
      model.press(.down)
      _ = model.show(try Later.state(), at: Later.now)
      _ = model.update(.left)
      model.press(.character("q"))
      return model
    },
  ]

  private static let places: [Scene] = [
    later("wall", .character("w")),
    later("deadlines", .character("d")),
    later("deadline", .character("d"), .enter),
    later("alerts", .character("A")),
    later("blockers", .character("B")),
    later("journal", .character("l"), .down, .down),
    later("event", .character("l"), .down, .down, .enter),
    later("evidence", .character("e")),
    later("sources", .character("S")),
    later("handover", .character("h")),
    later("gate", .enter),
    later("guardrail", .character("A"), .enter),
    Scene(name: "budget") { size in
      var model = Model(state: try Budget.state(), now: SampleBoard.now, size: size, person: "sre-1")
      model.press(.enter, .character("/"))
      model.type("over 1h")
      model.press(.enter, .down, .enter)
      return model
    },
  ]

  // MARK: What leads deeper

  private static let deeper: [Scene] = [
    sample("detail") { $0.press(.enter) },
    sample("why") { $0.press(.character("x")) },
    sample("samples") { model in
      model.press(.enter, .down, .down, .down, .down, .down, .enter, .down, .down, .down, .enter)
    },
    sample("source") { $0.press(.enter, .end, .up, .up, .enter) },
    sample("keys") { $0.press(.down, .enter, .end, .up, .up, .enter) },
    sample("help") { $0.press(.character("?")) },
    sample("palette") { $0.press(.character(":"), .character("b"), .character("r")) },
    sample("themes") { model in
      model.press(.character("T"))
      let themes = ["daylight", "midnight", "mono"].map { Theme(name: $0, inks: [:], grounds: [:]) }
      _ = model.update(.themesFound(themes, current: themes[1]))
    },
  ]

  // MARK: Forms and questions

  private static let forms: [Scene] = [
    sample("blocker") { model in
      model.press(.character("b"))
      model.type("RBAC matrix missing")
      model.press(.tab, .tab, .tab, .tab)
      model.type("20:45")
    },
    sample("ruling") { model in
      model.press(.character("r"), .control("u"))
      model.type("GO")
      model.press(.tab, .tab, .tab, .tab)
      model.type("p95 <= 95%")
      model.press(.enter)
    },
    sample("approval") { $0.press(.character("p")) },
    sample("delivery") { model in
      model.press(.character("D"), .tab, .tab)
      model.type("evidence/gate-a/audit.jsonl")
      let hash = String(repeating: "3f2a", count: 16)
      _ = model.update(
        .looked(
          path: "evidence/gate-a/audit.jsonl", .read(path: "evidence/gate-a/audit.jsonl", sha256: hash, size: 18_240)))
    },
    sample("mute") { model in
      model.press(.character("m"), .tab, .tab)
      model.type("known noise")
    },
    later("handover-form", .character("h"), .character("h")),
  ]

  private static let questions: [Scene] = [
    sample("undo") { model in
      model.press(.character("u"))
      _ = model.update(.quiet)
    },
    Scene(name: "danger") { size in
      var model = try FormTests.withHook(size)
      model.press(.character("H"), .enter)
      _ = model.update(.quiet)
      return model
    },
  ]

  // MARK: The past

  private static let past: [Scene] = [
    Scene(name: "past") { try TimeTravelTests.traveller($0) },
    Scene(name: "moment") { size in
      var model = try TimeTravelTests.traveller(size)
      model.press(.character("g"))
      model.type("19:5")
      return model
    },
  ]
}
