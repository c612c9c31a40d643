import Canvas
import Gates

/// Going from place to place: `enter` goes deeper, `esc` comes back, `tab` goes on among the headings.
extension Model {
  /// Where one is; nil on the board.
  package var place: Place? { path.last?.place }

  /// The lines of a page as they are shown: what its filter admits, folded headings shut.
  func listing(of page: Page) -> Listing {
    let kind = page.place.kind.rawValue
    return filtered(listing(of: page.place), page).folding {
      habits.folds.contains(FoldedHeading(kind: kind, heading: $0))
    }
  }

  private func filtered(_ listing: Listing, _ page: Page) -> Listing {
    let filter = Filter(page.filter)
    guard !filter.isEmpty else { return listing }
    let question = Lists.FilteredPage(place: page.place, filter: page.filter, count: listing.count)
    return listing.keeping(derived.lists.kept(of: question) { listing.admitted(by: filter) })
  }

  /// The lines of a place, from the state as it is now.
  private func listing(of place: Place) -> Listing {
    switch place {
    case .help: Listing(helpLines)
    case .wall: Listing([Listing.Section]())
    case .deadlines: deadlineListing
    case .deadline(let id): Listing(deadlineLines(id))
    case .alerts: alertListing
    case .blockers: blockerListing
    case .journal: journalListing
    case .event(let sequence): Listing(eventLines(sequence))
    case .evidence: evidenceListing
    case .sources: sourceListing
    case .handover: Listing(handoverLines)
    case .gate(let id): Listing(state.board.app(id).map { gatePageLines($0) } ?? [])
    case .why(let id): Listing(state.board.app(id).map { whyLines($0) } ?? [])
    case .ruling(let id): Listing(state.board.app(id).map { rulingLines($0) } ?? [])
    case .criterion(let key): Listing(criterionLines(key))
    case .guardrail(let key): Listing(guardrailLines(key))
    case .source(let key): Listing(sourceLines(key))
    case .signal(let key): Listing(signalLines(key))
    case .budget(let id, let index): Listing(budgetLines(id, index))
    case .blocker(let number): Listing(blockerLines(number))
    }
  }

  func title(of place: Place) -> String {
    func gate(_ id: AppID) -> String { "\(state.board.app(id)?.gate.map { "GATE \($0)  " } ?? "")\(id.name)" }
    return switch place {
    case .help: "HELP"
    case .wall: "WALL"
    case .deadlines: "DEADLINES"
    case .deadline(let id): "DEADLINE  \(state.board.deadlines.first { $0.id == id }?.title ?? id)"
    case .alerts: "ALERTS"
    case .blockers: "BLOCKERS"
    case .journal: journalTitle
    case .event(let sequence): "EVENT \(sequence)"
    case .evidence: "EVIDENCE"
    case .sources: "SOURCES"
    case .handover: "HANDOVER"
    case .gate(let id): gate(id)
    case .why(let id): "WHY  \(gate(id))"
    case .ruling(let id): "RULING  \(gate(id))"
    case .criterion(let key): "CRITERION  \(key)"
    case .guardrail(let key): "GUARDRAIL  \(key)"
    case .source(let key): "SOURCE  \(key)"
    case .signal(let key): "SIGNAL  \(key)"
    case .budget(let id, _): "ERROR BUDGET  \(gate(id))"
    case .blocker(let number): "BLOCKER B-\(number)"
    }
  }

  // MARK: Moving

  /// The cursor starts on the first line of a list that leads somewhere: `enter` on its heading does nothing.
  mutating func enter(_ place: Place) {
    var page = Page(place)
    if place.isList {
      let lines = listing(of: page)
      page.selected = (0..<lines.count).first { lines[$0].target != nil } ?? 0
    }
    path.append(page)
  }

  /// To a list or a screen by its own key; the same key goes back. From one of them to the next the way stays short.
  mutating func visit(_ place: Place) -> [Effect] {
    if self.place == place {
      path.removeLast()
      return []
    }
    if let before = path.last?.place, before.isList || before == .wall || before == .handover { path.removeLast() }
    enter(place)
    if place == .journal {
      isFollowing = true
      pastEvents = PastEvents()
    }
    return []
  }

  /// The selected line of the page on top, and where it leads.
  var selectedLine: Line? {
    guard let page = path.last else { return nil }
    let lines = listing(of: page)
    return lines.count == 0 ? nil : lines[min(page.selected, lines.count - 1)]
  }

  mutating func moveOnPage(by count: Int) -> [Effect] {
    guard let page = path.last else { return [] }
    if page.place == .wall {
      move(in: .gates, by: count)
      return []
    }
    let last = listing(of: page).count - 1
    path[path.count - 1].selected = max(0, min(min(page.selected, last) + count, last))
    guard page.place == .journal else { return [] }
    isFollowing = path[path.count - 1].selected == 0
    return readFurther()
  }

  /// To the next heading, and after the last one to the first line.
  mutating func moveToNextHeading() {
    guard let page = path.last else { return }
    path[path.count - 1].selected = listing(of: page).headings.first { $0 > page.selected } ?? 0
  }

  /// Folds the heading that the selected line is under, or opens it.
  mutating func fold() -> [Effect] {
    guard let page = path.last, let heading = listing(of: page).heading(above: page.selected) else {
      return say("There is no heading to fold here.")
    }
    let fold = FoldedHeading(kind: page.place.kind.rawValue, heading: heading)
    if habits.folds.remove(fold) == nil { habits.folds.insert(fold) }
    // On the heading itself: the line that was selected may be gone.
    let lines = listing(of: path[path.count - 1])
    path[path.count - 1].selected = lines.headings.first { lines[$0].name == heading } ?? 0
    return []
  }

  /// The gate beside this one, on the same kind of page.
  mutating func moveToGate(by step: Int) {
    if place == .wall { return move(in: .gates, by: step) }
    let apps = standings.map(\.app.id)
    guard let id = place?.app, let index = apps.firstIndex(of: id), apps.indices.contains(index + step) else { return }
    let next = apps[index + step]
    let depth = path.firstIndex { $0.place == .gate(id) || $0.place == .why(id) }
    guard let depth else { return }
    let isWhy = path[depth].place == .why(id)
    path.removeSubrange(depth...)
    enter(isWhy ? .why(next) : .gate(next))
    select(row: index + step)
  }

  /// To one of the first nine apps as they are shown: its row on the board and on the wall, its page from a page.
  mutating func jump(to number: Int) -> [Effect] {
    let rows = standings
    guard rows.indices.contains(number - 1) else {
      return say(rows.isEmpty ? "No app is shown." : "There are \(rows.count) apps here.")
    }
    select(row: number - 1)
    switch place {
    case nil: pane = .gates
    case .wall?: break
    case .why?: path = [Page(.why(rows[number - 1].app.id))]
    default: path = [Page(.gate(rows[number - 1].app.id))]
    }
    return []
  }

  /// The keys that move in a list that lies over the board, whatever is bound to them on the board.
  private static let movingKeys: [KeyPress: Action] = [
    .up: .up, .backTab: .up, .down: .down, .tab: .down, .pageUp: .pageUp, .pageDown: .pageDown, .home: .first,
    .end: .last,
  ]

  /// How far a key moves in a list that lies over the board: those, and the ones in force.
  func steps(for key: KeyPress) -> Int? { (Self.movingKeys[key] ?? keys.action(for: key))?.rows }

  mutating func move(in pane: Pane, by rows: Int) {
    selection[pane] = max(0, min(selected(in: pane) + rows, count(in: pane) - 1))
  }
}
