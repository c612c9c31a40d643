import Gates

extension AppFacts {
  /// The apps of the sample board, in its order.
  static let all = [
    AppFacts(
      id: "auto_com_center", gate: "A", port: 9101, ruling: .noGo, allows: .observer, conditions: 2,
      evidence: "evidence/gate-a",
      sources: ["health", "metrics", "ledger"],
      signals: [
        "p95", "p99", "error_rate", "inbox_placement", "delivered", "webhook_p99", "duplicates", "deliveries",
      ],
      criteria: [
        "latency", "delivered", "idempotent", "replay", "ordered", "histograms", "audit", "rbac", "deliverability",
        "hotl",
      ],
      guardrails: ["p95": .abort, "errors": .abort, "inbox": .abort, "ordering": .abort, "tail": .alert]),
    AppFacts(
      id: "scholar_auth", gate: "C", port: 9102, ruling: .conditionalGo, allows: .internal, conditions: 2,
      evidence: "evidence/gate-c",
      sources: ["health", "oidc", "auth", "escalations"],
      signals: [
        "p95", "error_rate", "discovery", "jwks", "keys", "revocation_lag", "escalations", "mfa",
        "recorded_escalations",
      ],
      criteria: ["oidc", "keys", "mfa", "tokens", "rbac", "audit"],
      guardrails: ["oidc": .rollback, "jwks": .rollback, "revocation": .abort, "escalation": .abort]),
    AppFacts(
      id: "student_pilot", gate: nil, port: 9103, ruling: .hold, allows: .none, conditions: 3,
      evidence: "evidence/student-pilot",
      sources: ["health", "consent"],
      signals: ["p95", "error_rate", "age_gate_validated"],
      criteria: ["age-gate", "tos", "privacy", "coppa", "consent"],
      guardrails: ["errors": .alert]),
    AppFacts(
      id: "provider_register", gate: nil, port: 9104, ruling: .delayed, allows: .none, conditions: 1,
      evidence: "evidence/provider-register",
      sources: ["health", "payments", "fees"],
      signals: ["p95", "error_rate", "fee_rate", "breaker", "uat_signed", "wrong_fees"],
      criteria: ["fee", "breaker", "uat", "fee-evidence"],
      guardrails: ["fees": .alert, "errors": .alert]),
    AppFacts(
      id: "auto_page_maker", gate: nil, port: 9105, ruling: .go, allows: .canary, conditions: 4,
      evidence: "evidence/page-maker",
      sources: ["health", "vitals", "indexnow"],
      signals: ["error_rate", "lcp", "cls", "inp", "pages", "indexnow"],
      criteria: ["lcp", "cls", "inp", "indexnow", "errors", "cap", "list"],
      guardrails: ["lcp": .rollback, "cls": .rollback, "inp": .rollback, "errors": .rollback, "cap": .rollback]),
    AppFacts(
      id: "scholarship_agent", gate: nil, port: 9106, ruling: .observerMode, allows: .observer, conditions: 2,
      evidence: "evidence/agent",
      sources: ["health", "queue"],
      signals: ["p95", "outbound", "released"],
      criteria: ["gates", "consent", "silent"],
      guardrails: ["outbound": .abort]),
    AppFacts(
      id: "scholarship_api", gate: nil, port: 9107, ruling: .freeze, allows: .production, conditions: 2,
      evidence: "evidence/api",
      sources: ["health", "redis"],
      signals: ["p95", "error_rate", "availability", "redis_latency", "redis_role"],
      criteria: ["slo", "redis", "plan", "playbook"],
      guardrails: ["redis": .alert, "role": .alert, "slo": .alert]),
  ]
}
