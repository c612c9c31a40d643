import Canvas
import Gates

extension Model {
  /// A gate's verdict derived line by line: what was ruled, what is allowed of it, what the criteria and guardrails
  /// measure, down to each operand.
  func whyLines(_ app: App) -> [Line] {
    let standing = standing(of: app)
    var lines = rulingLines(app)
    lines.append(
      .heading(
        "Readiness",
        "\(standing.readiness.state.rawValue), \(standing.readiness.breakdown); the worst one decides"))
    for criterion in standing.readiness.reasons + standing.readiness.criteria.filter({ $0.state == .pass }) {
      lines += derivation(of: criterion, in: app)
    }
    lines.append(.heading("Guardrails"))
    for rule in standing.guardrails { lines += derivation(of: rule) }
    return lines
  }

  /// What was ruled, what is left of it, and where the measurements contradict it.
  func rulingLines(_ app: App) -> [Line] {
    let standing = standing(of: app)
    let ruling = standing.ruling
    var lines = [
      Line.heading(
        "\(ruling.kind.mark.shape) \(ruling.kind.rawValue)", ruling.scope, ink: ruling.kind.mark.style.ink),
      .fact("ruled by", standing.inForce.record.map(words) ?? "the board file"),
      .fact("allows", ruling.allows.words),
    ]
    if let over = standing.inForce.record?.overrides {
      lines.append(Line(mark: Mark("≠", .bad), name: "overrides", text: "readiness was \(over.rawValue)"))
    }
    lines += ruling.conditions.map { .fact("condition", $0) }
    if let condition = ruling.holdsWhile {
      let tree = state.explain(condition, in: app.id, at: now)
      lines.append(Line(mark: tree.truth.mark(good: true), name: "given while", text: "\(condition)"))
      lines += self.lines(of: tree, condition, in: app.id, depth: 1)
    }
    lines += state.board.windows.filter { $0.app == app.id || ($0.app == nil && $0.freezes) }.map { window in
      .fact("window", "\(window.title): \(words(for: window.state(at: now), of: window))")
    }
    lines += standing.conflicts.map { Line(mark: Mark("≠", .bad, bold: true), name: "conflict", text: $0.words) }
    lines.append(.heading("Posture", "\(postureWords(of: standing)) in Section V"))
    if let rule = standing.guardrails.first(where: {
      $0.counts && $0.run.isBreached && $0.guardrail.action.lowersPosture
    }) {
      let words = "\(rule.guardrail.title): \(rule.words(at: now))"
      lines.append(Line(mark: rule.mark, name: "taken away by", text: words, target: .guardrail(rule.key)))
    } else if standing.posture != ruling.allows {
      lines.append(.fact("held back by", "a window that is not open"))
    }
    return lines
  }

  // MARK: Criteria

  func criterionLines(_ key: Key) -> [Line] {
    guard let app = state.board.app(key.app),
      let found = standing(of: app).readiness.criteria.first(where: { $0.criterion.name == key.name })
    else { return [] }
    return derivation(of: found, in: app)
  }

  private func derivation(of standing: CriterionStanding, in app: App) -> [Line] {
    let criterion = standing.criterion
    let top = Line(
      mark: standing.state.mark, name: criterion.title, text: "\(standing.state.rawValue): \(standing.because)",
      target: .criterion(Key(app.id, criterion.name)))
    switch criterion.requirement {
    case .condition(let condition):
      let tree = state.explain(condition, in: app.id, at: now)
      return [top, .fact("requires", "\(condition)", depth: 1)] + lines(of: tree, condition, in: app.id, depth: 1)
    case .gates(let names):
      return [top]
        + names.map { name in
          guard let gate = state.board.gate(name) else { return .fact("gate \(name)", "is not on the board", depth: 1) }
          let readiness = self.standing(of: gate).readiness
          return Line(
            mark: readiness.state.mark, name: "gate \(name)", text: "\(readiness.state.rawValue), \(readiness.words)",
            depth: 1, target: .why(gate.id))
        }
    case .evidence(let need): return [top] + lines(of: need)
    case .approval(let item, let roles): return [top] + roles.flatMap { lines(of: item, role: $0) }
    case .replay(let deliveries):
      return [top, .fact("requires", "a full replay of \(deliveries) deliveries", depth: 1)]
    }
  }

  private func lines(of need: EvidenceNeed) -> [Line] {
    var lines = [Line.fact("file", need.path, depth: 1)]
    switch state.evidence[need.path] {
    case .present(let size, let modified, let hash)?:
      lines.append(.fact("sha256", hash, depth: 1))
      lines.append(.fact("size", Value.number(Double(size)).words(.size), depth: 1))
      lines.append(
        .fact("changed", "\(moment(modified, seconds: true)), \(max(.zero, now - modified).span) ago", depth: 1))
    case .missing?: lines.append(.fact("seen", "there is no such file", depth: 1))
    case .unreadable(let because)?: lines.append(.fact("seen", "unreadable: \(because)", depth: 1))
    case nil: lines.append(.fact("seen", "not looked at yet", depth: 1))
    }
    if let age = need.maxAge { lines.append(.fact("must be", "changed within \(age.words)", depth: 1)) }
    if let hash = need.sha256 { lines.append(.fact("must hash to", hash, depth: 1)) }
    let delivered = state.deliveries.last { $0.delivered.evidence?.path == need.path }
    if let delivered, let file = delivered.delivered.evidence {
      lines.append(.fact("delivered", "by \(delivered.by) at \(moment(delivered.at)), sha256 \(file.sha256)", depth: 1))
    }
    return lines
  }

  private func lines(of item: String, role: String) -> [Line] {
    let all = state.approvals.filter { $0.item == item && $0.role == role }
    guard !all.isEmpty else {
      return [
        Line(mark: Mark("◐", .warning), name: role, text: "has not signed \(item)\(offer(.approve, "signs"))", depth: 1)
      ]
    }
    return all.flatMap { approval -> [Line] in
      let keyboard = approval.keyboard.map { " at \($0)'s keyboard" } ?? ""
      let signed = Line(
        mark: approval.isInForce ? Mark("●", .good) : Mark("·", .faint), name: role,
        text: "\(approval.by) at \(moment(approval.at))\(keyboard): \(approval.statement)", depth: 1)
      guard let withdrawn = approval.withdrawal else { return [signed] }
      let words = "by \(withdrawn.by) at \(moment(withdrawn.at)): \(withdrawn.why)"
      return [signed, Line(mark: Mark("◐", .warning), name: "withdrawn", text: words, depth: 2)]
    }
  }

  // MARK: Guardrails

  func guardrailLines(_ key: Key) -> [Line] {
    guard let app = state.board.app(key.app),
      let found = standing(of: app).guardrails.first(where: { $0.key == key })
    else { return [] }
    return derivation(of: found)
  }

  private func derivation(of standing: GuardrailStanding) -> [Line] {
    let guardrail = standing.guardrail
    let run = standing.run
    var lines = [
      Line(
        mark: standing.mark, name: guardrail.title, text: "\(run.phase.rawValue): \(standing.words(at: now))",
        target: .guardrail(standing.key)),
      .fact("breach", "\(guardrail.breach)", depth: 1),
    ]
    lines += self.lines(
      of: state.explain(guardrail, in: standing.key.app, at: now), guardrail.breach, in: standing.key.app, depth: 1,
      holdsIsGood: false)
    lines.append(.fact("timer", fuse(of: standing) + timer(of: standing), depth: 1))
    if let by = run.acknowledged {
      lines.append(.fact("acknowledged", "by \(by.by) at \(moment(by.at, seconds: true))", depth: 1))
    } else if run.wantsAcknowledgement {
      lines.append(
        Line(
          mark: Mark("▲", .warning), name: "acknowledged", text: "by nobody\(offer(.acknowledge, "acknowledges"))",
          depth: 1))
    }
    if let hook = guardrail.hook { lines += self.lines(of: hook, for: standing) }
    return lines
  }

  /// Since when, how long it must burn, when it acts, and what silence does to it.
  private func timer(of standing: GuardrailStanding) -> String {
    let (guardrail, run) = (standing.guardrail, standing.run)
    let action = "\(guardrail.isDryRun ? "dry run of " : "")\(guardrail.action.rawValue)"
    let rule =
      guardrail.sustained == .zero ? "\(action) at once" : "\(action) after \(guardrail.sustainedWords)"
    let state =
      switch run.phase {
      case .inactive: "does not burn"
      case .pending:
        "burns since \(moment(run.since ?? now, seconds: true)), "
          + "\(run.burnt(at: now, under: guardrail).clock) of \(guardrail.sustainedClock), acts at "
          + moment(now + (run.timeLeft(at: now, under: guardrail) ?? .zero), seconds: true)
      case .breached: "breached at \(moment(run.breachedAt ?? now, seconds: true))"
      case .recovering:
        "breached at \(moment(run.breachedAt ?? now, seconds: true)), gone since "
          + "\(moment(run.goneSince ?? now, seconds: true)), recovered after \(guardrail.recovery.words)"
      }
    return "\(state); \(rule); without samples: \(guardrail.silence.words)"
  }

  // MARK: Operands

  /// Every part of a condition with what it came to, how old that is, and which source said it.
  private func lines(
    of tree: Explanation, _ condition: Condition, in home: AppID, depth: Int, holdsIsGood: Bool = true
  ) -> [Line] {
    let below = tree.children.flatMap {
      lines(of: $0, condition, in: home, depth: depth + 1, holdsIsGood: tree.kind == .not ? !holdsIsGood : holdsIsGood)
    }
    if case .literal = tree.kind { return [.fact(tree.text, "fixed at \(tree.words)", depth: depth)] + below }
    let measured = tree.source.map { ", source \($0)" } ?? ""
    let age = tree.age.map { ", \($0.span) old" } ?? ""
    let mark =
      tree.isCondition
      ? tree.truth.mark(good: holdsIsGood) : tree.value == nil ? Mark("◌", .unknown) : Mark("·", .faint)
    // A part over others is as old as the oldest of them: to say it once, where it was measured, is enough.
    let origin = tree.children.isEmpty ? measured + age : ""
    return [
      Line(
        mark: mark, name: tree.text, text: tree.words + origin, depth: depth,
        target: target(of: tree, condition, in: home))
    ] + below
  }

  private func target(of tree: Explanation, _ condition: Condition, in home: AppID) -> Place? {
    switch tree.kind {
    case .gate(let name): return state.board.gate(name).map { .why($0.id) }
    case .operand where tree.source != nil:
      let signal = condition.signals.first { $0.description == tree.text }
      return signal.map { .signal($0.key(in: home)) }
    case .literal, .operand, .approval, .comparison, .not, .and, .or: return nil
    }
  }
}

extension Explanation {
  /// Whether it is true, false or unknown, and not a quantity.
  fileprivate var isCondition: Bool {
    switch kind {
    case .comparison, .not, .and, .or, .approval: true
    case .literal, .operand, .gate: false
    }
  }
}

extension Truth {
  /// - Parameter good: whether it is good that it holds.
  fileprivate func mark(good: Bool) -> Mark {
    switch self {
    case .unknown: Mark("◌", .unknown)
    case .yes: good ? Mark("●", .good) : Mark("✖", .bad)
    case .no: good ? Mark("✖", .bad) : Mark("●", .good)
    }
  }
}

extension Guardrail.Silence {
  /// What becomes of the guardrail while nothing can be measured. Not "silence": that is also a mute.
  fileprivate var words: String {
    switch self {
    case .hold: "stays as it is"
    case .breach: "burns"
    case .clear: "counts as healthy"
    }
  }
}
