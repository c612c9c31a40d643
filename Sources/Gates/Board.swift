/// One war room: its apps, deadlines, windows and KPIs, as a board file declares them.
///
/// A board is data that does not change while it is watched; what changes is ``BoardState``.
package struct Board: Hashable, Sendable {
  package var title: String
  /// The day on whose noon the night begins; nil where every time is an instant or daily.
  package var night: Day?
  /// Path of the SQLite journal, absolute or relative to the working directory.
  package var state: String
  package var deadlines: [Deadline]
  package var windows: [Window]
  package var kpis: [KPI]
  /// In the order of the board file, which is the order on the screen.
  package var apps: [App]

  package init(
    title: String, night: Day? = nil, state: String, deadlines: [Deadline] = [], windows: [Window] = [],
    kpis: [KPI] = [], apps: [App] = []
  ) {
    self.title = title
    self.night = night
    self.state = state
    self.deadlines = deadlines
    self.windows = windows
    self.kpis = kpis
    self.apps = apps
  }

  package func app(_ id: AppID) -> App? { apps.first { $0.id == id } }

  package func guardrail(_ key: Key) -> Guardrail? { app(key.app)?.guardrails.first { $0.name == key.name } }

  /// How many sources the board polls.
  package var sourceCount: Int { apps.reduce(0) { $0 + $1.sources.count } }
}

/// One product that wants to go live, with the gate that stands before it.
package struct App: Hashable, Sendable {
  package var id: AppID
  /// The gate's label, `A` or `C`; nil where the gate has none.
  package var gate: String?
  /// The base URL as the board file spells it, with `${NAME}` unresolved.
  package var url: String?
  package var links: [Link]
  package var ruling: Ruling
  package var sources: [Source]
  package var criteria: [Criterion]
  package var guardrails: [Guardrail]

  package init(
    id: AppID, gate: String? = nil, url: String? = nil, links: [Link] = [], ruling: Ruling, sources: [Source] = [],
    criteria: [Criterion] = [], guardrails: [Guardrail] = []
  ) {
    self.id = id
    self.gate = gate
    self.url = url
    self.links = links
    self.ruling = ruling
    self.sources = sources
    self.criteria = criteria
    self.guardrails = guardrails
  }
}

extension App {
  /// Every condition that is judged for the app.
  package var conditions: [Condition] {
    guardrails.map(\.breach) + [ruling.holdsWhile].compactMap(\.self)
      + criteria.compactMap { if case .condition(let condition) = $0.requirement { condition } else { nil } }
  }

  /// The apps whose signals the conditions here read.
  var appsRead: Set<AppID> { Set(conditions.flatMap(\.signals).map { $0.key(in: id).app }) }
}

/// A place to look further: API docs, an evidence folder.
package struct Link: Hashable, Sendable, Codable {
  package let name: String
  package let target: String

  package init(name: String, target: String) {
    self.name = name
    self.target = target
  }
}
