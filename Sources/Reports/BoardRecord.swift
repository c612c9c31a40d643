import Gates

/// A board state in the shape of the JSON snapshot. Names and meanings are part of the format; see `Snapshot.schema`.
struct BoardRecord: Encodable {
  let schema = Snapshot.schema
  let board: String
  let at: Instant
  let journalSequence: Int
  let sources: Sources
  let apps: [AppRecord]
  let deadlines: [DeadlineRecord]
  let windows: [WindowRecord]
  let blockers: [BlockerRecord]
  let alerts: [AlertRecord]
  let kpis: [KPIRecord]

  struct Sources: Encodable {
    let total: Int
    let answering: Int
    let silent: Int
  }

  init(_ state: BoardState, at now: Instant) {
    board = state.board.title
    at = now
    journalSequence = state.sequence
    sources = Sources(
      total: state.board.sourceCount, answering: state.health.values.count { $0.answers == true },
      silent: state.health.values.count { $0.answers == false })
    apps = state.standings(at: now).map { AppRecord($0, in: state, at: now) }
    deadlines = state.deadlines(at: now).map(DeadlineRecord.init)
    windows = state.windows(at: now).map(WindowRecord.init)
    blockers = state.blockers.map { BlockerRecord($0, at: now) }
    alerts = state.alerts(at: now).map(AlertRecord.init)
    kpis = state.kpis(at: now).map(KPIRecord.init)
  }
}

struct AppRecord: Encodable {
  let app: AppID
  let gate: String?
  let url: String?
  let links: [Link]
  let ruling: Ruling
  let posture: Posture
  let conflict: String?
  /// What the ruling in force was recorded over, by whom and why.
  let override: String?
  let readiness: CriterionState
  let criteria: [CriterionRecord]
  let guardrails: [GuardrailRecord]
  let signals: [SignalRecord]

  init(_ standing: AppStanding, in state: BoardState, at now: Instant) {
    app = standing.app.id
    gate = standing.app.gate
    url = standing.app.url
    links = standing.app.links
    ruling = standing.ruling
    posture = standing.posture
    conflict = standing.conflict
    override = standing.inForce.override
    readiness = standing.readiness.state
    criteria = standing.readiness.criteria.map(CriterionRecord.init)
    guardrails = standing.guardrails.map(GuardrailRecord.init)
    signals = standing.app.sources.flatMap { source in
      source.signals.map { SignalRecord(Key(standing.app.id, $0.name), source: source.name, in: state, at: now) }
    }
  }
}

struct CriterionRecord: Encodable {
  let criterion: String
  let title: String
  let state: CriterionState
  let because: String

  init(_ standing: CriterionStanding) {
    criterion = standing.criterion.name
    title = standing.criterion.title
    state = standing.state
    because = standing.because
  }
}

struct GuardrailRecord: Encodable {
  let guardrail: String
  let title: String
  let phase: GuardrailPhase
  let holds: Truth
  let because: String
  let since: Instant?
  let breachedAt: Instant?
  let acknowledgedBy: String?
  let wantsAcknowledgement: Bool

  init(_ standing: GuardrailStanding) {
    guardrail = standing.guardrail.name
    title = standing.guardrail.title
    phase = standing.run.phase
    holds = standing.judgement.truth
    because = standing.judgement.because
    since = standing.run.since
    breachedAt = standing.run.breachedAt
    acknowledgedBy = standing.run.acknowledged?.by
    wantsAcknowledgement = standing.run.wantsAcknowledgement
  }
}

/// Null in `value` is unknown, and `unknownBecause` says why.
struct SignalRecord: Encodable {
  let signal: String
  let source: String
  let dimension: Dimension
  let value: Value?
  let ageMilliseconds: Int64?
  let unknownBecause: String?

  init(_ key: Key, source: String, in state: BoardState, at now: Instant) {
    signal = key.name
    self.source = source
    dimension = state.dimension(key)
    switch state.reading(key, at: now) {
    case .known(let known, let age): (value, ageMilliseconds, unknownBecause) = (known, age.wholeMilliseconds, nil)
    case .unknown(let because, let age):
      (value, ageMilliseconds, unknownBecause) = (nil, age?.wholeMilliseconds, because.description)
    }
  }
}

struct DeadlineRecord: Encodable {
  let deadline: String
  let title: String
  let at: Instant
  let state: String
  let reasons: [String]

  init(_ standing: DeadlineStanding) {
    deadline = standing.deadline.id
    title = standing.deadline.title
    at = standing.instant
    state = standing.state.rawValue
    reasons = standing.reasons
  }
}

struct WindowRecord: Encodable {
  let window: String
  let title: String
  let app: AppID?
  let state: String
  /// Why it is not open although its times say so.
  let because: String?

  init(_ standing: WindowStanding) {
    window = standing.window.id
    title = standing.window.title
    app = standing.window.app
    state =
      switch (standing.state, standing.cap) {
      case (.opens, _): "opens"
      case (.closed, _): "closed"
      case (.open, .holds): "open"
      case (.open, .reached): "cap reached"
      case (.open, .unknown): "cap unknown"
      }
    because = standing.capWords
  }
}

struct BlockerRecord: Encodable {
  let blocker: String
  let draft: BlockerDraft
  let filedBy: String
  let filedAt: Instant
  let slips: Int
  let overdue: Bool
  let resolvedBy: String?
  let resolvedAt: Instant?
  let note: String?

  init(_ blocker: Blocker, at now: Instant) {
    self.blocker = blocker.label
    draft = blocker.draft
    filedBy = blocker.filedBy
    filedAt = blocker.filedAt
    slips = blocker.slips
    overdue = blocker.isOverdue(at: now)
    resolvedBy = blocker.resolution?.by
    resolvedAt = blocker.resolution?.at
    note = blocker.resolution?.note
  }
}

struct AlertRecord: Encodable {
  let level: String
  let since: Instant?
  let app: AppID?
  let text: String

  init(_ alert: Alert) {
    level = "\(alert.level)"
    since = alert.since
    app = alert.app
    text = alert.text
  }
}

struct KPIRecord: Encodable {
  let kpi: String
  let title: String
  let baseline: Value
  let value: Value?
  /// Value less baseline, in the dimension's own unit; absent while the value is unknown.
  let delta: Double?
  /// The delta as a fraction of the baseline.
  let relative: Double?

  init(_ standing: KPIStanding) {
    kpi = standing.kpi.id
    title = standing.kpi.title
    baseline = standing.kpi.baseline.value
    value = standing.value.map(Value.number)
    delta = standing.delta
    relative = standing.relative
  }
}
