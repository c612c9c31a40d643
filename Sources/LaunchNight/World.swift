package import Gates

extension Scenario {
  /// How an app's routes stand at an instant: a pure function, so that any start and any speed shows the same night.
  ///
  /// - Returns: for each route its document and how it answers.
  package func world(of app: SimulatedApp, at now: Instant) -> [String: (document: Document, manner: Manner)] {
    let past = steps.filter { $0.app == app.name && $0.at <= now }
    var world: [String: (document: Document, manner: Manner)] = [:]
    for (route, document) in app.routes {
      let told = document.mapNumbers(route) { path, start in
        let value = Self.value(from: start, at: path, after: past, now: now)
        return app.breathes.contains(path) ? value * (1 + 0.04 * Self.breath(path, now)) : value
      }
      world[route] = (told, past.reversed().lazy.compactMap { $0.answers[route] }.first ?? .normal)
    }
    return world
  }

  private static func value(from start: Double, at path: String, after past: [Step], now: Instant) -> Double {
    past.reduce(start) { value, step in
      guard let target = step.set[path] else { return value }
      let total = Double(step.over.wholeMilliseconds)
      let share = total == 0 ? 1 : min(1, Double((now - step.at).wholeMilliseconds) / total)
      return value + (target - value) * share
    }
  }

  /// -1 to 1, another one every five seconds, always the same for the same path and instant.
  private static func breath(_ path: String, _ now: Instant) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let bucket = UInt64(bitPattern: now.milliseconds / 5000)
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = (hash ^ (bucket >> shift & 0xff)) &* 0x0000_0100_0000_01b3
    }
    hash ^= hash >> 31
    return Double(hash % 2001) / 1000 - 1
  }
}

extension Document {
  /// The document as JSON; `{base}` in a text stands for the app's own base URL.
  func json(base: String) -> String {
    switch self {
    case .number(let number, let isWhole): isWhole ? "\(Int64(number))" : "\(number)"
    case .truth(let truth): truth ? "true" : "false"
    case .text(let text): Self.quoted(text.replacing("{base}", with: base))
    case .list(let items): "[" + items.map { $0.json(base: base) }.joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.json(base: base))" }
        .joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
