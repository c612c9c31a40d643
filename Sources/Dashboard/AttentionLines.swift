import Canvas
import Gates

extension Model {
  /// Every alert under its level; `enter` leads to what it is about.
  var alertListing: Listing {
    let owners = state.ownersByApp
    let levels: [(Alert.Level, String)] = [
      (.breach, "Breached"), (.warning, "Warnings"), (.missed, "Missed"), (.blind, "Blind"),
      (.recovered, "Recovered, not acknowledged"), (.dryRun, "Dry runs"), (.muted, "Muted"),
    ]
    return Listing(
      levels.compactMap { level, name in
        let alerts = derived.alerts.filter { $0.level == level }
        return alerts.isEmpty
          ? nil : .of(alerts, .heading(name, "\(alerts.count)")) { line(of: $0, owners: owners) }
      })
  }

  private func line(of alert: Alert, owners: [AppID: String]) -> Line {
    let time = alert.since.map { moment($0, seconds: true) } ?? ""
    let at = alert.acknowledgedAt.map { " \(moment($0))" } ?? ""
    let by = alert.acknowledgedBy.map { ", acknowledged by \($0)\(at)" } ?? ""
    return Line(
      mark: alert.mark, name: "\(time.filled(to: Self.momentWidth)) \(alert.app?.name ?? "")", text: alert.text + by,
      target: alert.subject.map(Place.init) ?? alert.app.map { .gate($0) }, fields: alert.fields(owners: owners))
  }

  /// Every blocker: what is late first, what is resolved last.
  var blockerListing: Listing {
    let open = state.openBlockers.inOrder
    let late = open.filter { $0.isOverdue(at: now) || $0.draft.eta == nil }
    let rest = open.filter { !$0.isOverdue(at: now) && $0.draft.eta != nil }
    let resolved = state.blockers.filter { !$0.isOpen }
      .sorted { ($0.resolution?.at.milliseconds ?? 0, $0.number) > ($1.resolution?.at.milliseconds ?? 0, $1.number) }
    return Listing(
      [("Overdue or without an ETA", late), ("Open", rest), ("Resolved", resolved)].compactMap { name, blockers in
        blockers.isEmpty ? nil : .of(blockers, .heading(name, "\(blockers.count)")) { line(of: $0) }
      })
  }

  func line(of blocker: Blocker) -> Line {
    let draft = blocker.draft
    let app = draft.app.map { id in "\(state.board.app(id)?.gate ?? id.name), " }
    let deadline = state.board.deadlines.first { $0.id == draft.deadline }
    let due = deadline.map { "for \(ETA.short($0.at.next(from: now), now: now)), " }
    let eta = blocker.etaWords(at: now)
    let slips = blocker.slips > 0 ? ", slip \(blocker.slips)" : ""
    let end = blocker.resolution.map { ", resolved by \($0.by) at \(moment($0.at))" }
    return Line(
      mark: blocker.mark(at: now), name: "\(blocker.label) \(draft.text)",
      text:
        "\(app ?? due ?? "")\(draft.owner), \(end == nil ? eta : "was \(eta)")\(slips), \(draft.severity.label)\(end ?? "")",
      target: .blocker(blocker.number), fields: blocker.fields(at: now))
  }

  // MARK: Sources and evidence

  /// Every source of the board: silent ones first, then those that were not asked yet.
  var sourceListing: Listing {
    let all = derived.lists.sources(state)
    return Listing(
      [("Silent", false), ("Not asked yet", nil), ("Answering", true)].compactMap { name, answers in
        let sources = all[answers] ?? []
        return sources.isEmpty
          ? nil : .of(sources, .heading(name, "\(sources.count)")) { line(of: $0, $1, under: name) }
      })
  }

  private func line(of source: Source, _ key: Key, under heading: String) -> Line {
    let health = state.health[key] ?? SourceHealth()
    return Line(
      mark: health.mark, name: "\(key.app.name.filled(to: derived.namesWidth))  \(key.name)",
      text: "\(health.said)\(lastAnswer(of: source, health)); \(source.question)", target: .source(key),
      fields: Filter.Fields(app: key.app.name, state: heading))
  }

  /// Every piece of evidence that a criterion asks for, the worst first; then files that came without one asking.
  var evidenceListing: Listing {
    let standings = derived.lists.evidence(state, at: now)
    let asked = Set(standings.map(\.need.path))
    let others = state.deliveries.compactMap { delivery in
      delivery.delivered.evidence.flatMap { asked.contains($0.path) ? nil : (delivery, $0) }
    }
    let states: [EvidenceState] = [.altered, .stale, .missing, .unknown, .present]
    let sections = states.compactMap { wanted -> Listing.Section? in
      let found = standings.filter { $0.state == wanted }
      return found.isEmpty ? nil : .of(found, .heading(wanted.title, "\(found.count)")) { line(of: $0) }
    }
    guard !others.isEmpty else { return Listing(sections) }
    let delivered = Listing.Section.of(others, .heading("Delivered beside them", "\(others.count)")) { delivery, file in
      let words = "sha256 \(file.sha256.prefix(12)) as recorded by \(delivery.by) at \(moment(delivery.at))"
      return .fact(
        file.path, "\(words), for \(delivery.delivered.deadline)", target: .deadline(delivery.delivered.deadline))
    }
    return Listing(sections + [delivered])
  }

  /// On a narrow screen what it proves keeps the room of its name, and whose it is stands behind it.
  func line(of standing: EvidenceStanding) -> Line {
    let app = standing.key.app
    let said = words(for: standing)
    let isNarrow = size.width < 100
    return Line(
      mark: standing.state.mark,
      name: isNarrow ? standing.title : "\(app.name.filled(to: derived.namesWidth))  \(standing.title)",
      text: isNarrow ? "\(app.name), \(said)" : said, target: .criterion(standing.key),
      fields: Filter.Fields(app: standing.key.app.name, state: standing.state.rawValue))
  }

  /// The state of a piece of evidence with its hash and age: `stale, sha256 3f2a91bc0d12 as expected, 18kB, ...`.
  func words(for standing: EvidenceStanding) -> String {
    guard case .present(let size, let modified, let hash)? = standing.seen, standing.state != .unknown else {
      return standing.words
    }
    let match = standing.expected.map { $0 == hash ? " as expected" : ", expected \($0.prefix(12))" } ?? ""
    let limit = standing.need.maxAge.map { ", good for \($0.words)" } ?? ""
    let age = max(.zero, now - modified).coarse
    let word = standing.state == .present ? "" : "\(standing.state.rawValue), "
    return "\(word)sha256 \(hash.prefix(12))\(match), "
      + "\(Value.number(Double(size)).words(.size)), changed \(moment(modified)), \(age) ago\(limit): \(standing.need.path)"
  }
}

extension EvidenceState {
  var mark: Mark {
    switch self {
    case .present: Mark("●", .good)
    case .missing: Mark("◐", .warning)
    case .stale: Mark("▲", .bad, bold: true)
    case .altered: Mark("✖", .bad, bold: true)
    case .unknown: Mark("◌", .unknown)
    }
  }

  fileprivate var title: String {
    switch self {
    case .present: "Present"
    case .missing: "Missing"
    case .stale: "Stale"
    case .altered: "Altered"
    case .unknown: "Unknown"
    }
  }
}
