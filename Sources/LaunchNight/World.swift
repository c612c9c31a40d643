package import Gates

/// One route at one instant.
package struct Page: Hashable, Sendable {
  /// What it says.
  package let document: Document
  /// How it says it, if at all.
  package let manner: Manner
}

extension Scenario {
  /// Every route of every app at an instant: a pure function, so that any start and any speed shows the same night.
  ///
  /// - Returns: pages by app and path.
  package func world(at now: Instant) -> [String: [String: Page]] {
    apps.reduce(into: [:]) { world, app in
      for route in app.routes.keys { world[app.name, default: [:]][route] = page(route, of: app, at: now) }
    }
  }

  /// One route of one app at an instant; nil where the app has no such route.
  package func page(_ route: String, of app: SimulatedApp, at now: Instant) -> Page? {
    guard let document = app.routes[route] else { return nil }
    let past = steps.prefix { $0.at <= now }.filter { $0.app == app.name }
    let told = document.changingNumbers(below: route) { path, start in
      let value = past.reduce(start) { $1.moved($0, at: path, now: now) }
      guard let share = app.wobble[path] else { return value }
      return value * (1 + share * Breath.depth(of: "\(app.name) \(path)", at: now))
    }
    return Page(document: told, manner: past.last { $0.answers[route] != nil }?.answers[route] ?? .normal)
  }
}

extension Scenario {
  /// How long a token that is revoked at an instant stays active; nil for an app that issues none.
  func revocationLag(of app: SimulatedApp, at now: Instant) -> Duration? {
    app.revocationLag.flatMap { number(at: $0, of: app, at: now) }.map { .milliseconds(Int64($0)) }
  }

  /// One number of an app at an instant, by its path with the route before it.
  func number(at path: String, of app: SimulatedApp, at now: Instant) -> Double? {
    guard let route = app.routes.keys.first(where: { path.hasPrefix($0 + ".") }),
      case .number(let number, _)? = page(route, of: app, at: now)?.document[String(path.dropFirst(route.count + 1))]
    else { return nil }
    return number
  }
}

extension Step {
  /// What a step has made of a number by `now`: a part of the way to where it sends it.
  fileprivate func moved(_ value: Double, at path: String, now: Instant) -> Double {
    guard let target = set[path] else { return value }
    let whole = over.wholeMilliseconds
    guard whole > 0, now < at + over else { return target }
    return value + (target - value) * Double((now - at).wholeMilliseconds) / Double(whole)
  }
}
