extension Board {
  /// What tells two boards apart by their rules: equal for the same board file, from whichever folder it was read.
  ///
  /// It is told to other programs on the same journal and proves nothing: 64 bits of FNV-1a, in hexadecimal digits.
  package var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in rules.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  /// What a verdict follows from, a line each.
  private var rules: [String] {
    let times = deadlines.map { "deadline \($0.id) \($0.at) \($0.lead) \($0.owes) \($0.deliverables) \($0.requires)" }
    let spans = windows.map { window in
      "window \(window.id) \(window.opens) \(window.closes.map { "\($0)" } ?? "") \(window.cap?.text ?? "") "
        + "\(window.app?.name ?? "") \(window.outside?.rawValue ?? "") \(window.freezes)"
    }
    return times + spans + apps.flatMap(Self.rules)
  }

  private static func rules(of app: App) -> [String] {
    let ruling =
      "ruling \(app.ruling.kind.rawValue) \(app.ruling.allows.rawValue) \(app.ruling.holdsWhile?.text ?? "")"
    let signals = app.sources.flatMap { source in
      ["source \(source.name) \(source.staleAfter) \(asked(by: source))"]
        + source.signals.map { "signal \($0.name) \($0.selector) \($0.unit.name)" }
    }
    let guardrails = app.guardrails.map { guardrail in
      "guardrail \(guardrail.name) \(guardrail.breach) \(guardrail.sustained) \(guardrail.within ?? .zero) "
        + "\(guardrail.recovery) \(guardrail.staleAfter ?? .zero) \(guardrail.silence) \(guardrail.isDryRun) "
        + "\(guardrail.action) \(guardrail.consent ?? "")"
    }
    return ["app \(app.id) \(app.gate ?? "")", ruling] + signals + app.criteria.map(rule) + guardrails
  }

  /// What is asked, as far as that is the same wherever one stands: a path may be spelt from another folder.
  private static func asked(by source: Source) -> String {
    switch source.kind {
    case .http(let request): "\(request.method) \(request.url.spelling) \(request.format?.rawValue ?? "")"
    case .prometheus(let question): "\(question.server.spelling) \(question.query)"
    case .sqlite(let query): query.query
    case .file, .command, .tcp, .tls, .redis, .oidc, .mailDNS, .push: ""
    }
  }

  private static func rule(of criterion: Criterion) -> String {
    let what =
      switch criterion.requirement {
      case .condition(let condition): condition.text
      // A copy of a board in another folder looks at other files.
      case .evidence(let need): "\(need.file) \(need.maxAge ?? .zero) \(need.sha256 ?? "")"
      case .gates(let names): "\(names)"
      case .approval(let item, let roles): "\(item) \(roles)"
      case .replay(let deliveries): "\(deliveries)"
      }
    return "criterion \(criterion.name) \(what)"
  }
}

extension BoardState {
  /// Whoever follows judges what another has measured by the own board file: where that is another one, what stands here
  /// is not what stands there.
  func boardAlerts() -> [Alert] {
    guard let following = watchers.following, followsOtherBoard else { return [] }
    return [
      Alert(
        level: .warning, since: nil, app: nil,
        text: "\(following) asks the sources by another board file: what stands here is judged by this one",
        acknowledges: nil, acknowledgedBy: nil)
    ]
  }

  /// Programs that somebody armed and that run no more.
  func armingAlerts() -> [Alert] {
    fold.armed.keys.sorted { "\($0)" < "\($1)" }.compactMap { key in
      guard let guardrail = board.guardrail(key), let lapse = lapse(of: key) else { return nil }
      return Alert(
        level: .warning, since: nil, app: key.app,
        text: "\(guardrail.title): NOT ARMED: \(lapse)",
        acknowledges: nil,
        acknowledgedBy: nil, subject: .guardrail(key))
    }
  }
}
