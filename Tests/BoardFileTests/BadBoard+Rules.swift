extension BadBoard {
  /// What guardrails, evidence, approvals and rulings may not say.
  static let rules: [BadBoard] = [
    BadBoard(
      "a window of time that is shorter than the burn", ["for: 5m": "for: 5m of 3m"],
      "night.yaml:40:14: expected a duration such as 5m, or '3m of 5m' with the shorter first, found '5m of 3m'"),
    BadBoard(
      "an unknown silence", ["for: 5m": "for: 5m\n        on_silence: ignore"],
      "night.yaml:41:21: expected a meaning of silence, found 'ignore'; known are hold, breach, clear"),
    BadBoard(
      "a dry run in words", ["for: 5m": "for: 5m\n        dry_run: maybe"],
      "night.yaml:41:18: expected true or false, found 'maybe'; known are true, false"),
    BadBoard(
      "signals that are silent at once", ["for: 5m": "for: 5m\n        stale_after: 0s"],
      "night.yaml:41:22: expected 'stale_after' to be longer than 0s"),
    BadBoard(
      "a program as one text", ["for: 5m": "for: 5m\n        run: ./rollback.sh now"],
      "night.yaml:41:14: expected a list of the program and its arguments, such as [./rollback.sh, canary]; no shell reads it"
    ),
    BadBoard(
      "a timeout without a program", ["for: 5m": "for: 5m\n        run_timeout: 5s"],
      "night.yaml:41:22: expected 'run_timeout' only beside 'run'"),
    BadBoard(
      "a program that may run for ever", ["for: 5m": "for: 5m\n        run: [./x]\n        run_timeout: 2d"],
      "night.yaml:42:22: expected 'run_timeout' from 1s to 1h"),
    BadBoard(
      "a role that signs twice", ["by: Legal}": "by: [Legal, Legal]}"],
      "night.yaml:36:56: expected each role in 'by' once; each is signed by another human"),
    BadBoard(
      "a role that signs twice, in capitals", ["by: Legal}": "by: [Legal, LEGAL]}"],
      "night.yaml:36:56: expected each role in 'by' once; each is signed by another human"),
    BadBoard(
      "an age of an approval", ["by: Legal}": "by: Legal, max_age: 1d}"],
      "night.yaml:36:72: expected 'max_age' only beside 'evidence'"),
    BadBoard(
      "a hash of 8 digits", ["approval: legal.terms, by: Legal}": "evidence: a.csv, sha256: 12ab34cd}"],
      "night.yaml:36:54: expected a SHA-256 of 64 hexadecimal digits, found 8 characters"),
    BadBoard(
      "evidence on the web", ["approval: legal.terms, by: Legal}": "evidence: 'https://a/b'}"],
      "night.yaml:36:39: expected the path of a file as evidence, found the address 'https://a/b'"),
    BadBoard(
      "a window without an app that holds back", ["app: mail, opens": "outside: internal, opens"],
      "night.yaml:11:36: expected 'outside' only beside 'app'"),
    BadBoard(
      "more traffic than a ruling can allow", ["is: GO": "is: NO-GO"],
      "night.yaml:20:15: expected NO-GO to allow at most internal, found 'canary'"),
    BadBoard(
      "a condition of a NO-GO",
      ["is: GO\n      allows: canary": "is: NO-GO\n      allows: none\n      while: p95 <= 120ms"],
      "night.yaml:21:14: expected 'while' only beside GO or CONDITIONAL GO, found NO-GO"),
    BadBoard(
      "a ruling while units do not compare", ["allows: canary": "allows: canary\n      while: p95 <= 95%"],
      "night.yaml:21:14: expected both sides of 'p95 <= 95%' to measure the same: one is a time, the other is a ratio"),
    BadBoard(
      "a gate in a condition that is none", ["breach: p95 > 200ms": "breach: gate(Z) == fail"],
      "night.yaml:39:22: expected a gate of this board, found 'Z'; known are A, B, mail, web"),
    BadBoard(
      "a gate compared with unknown", ["breach: p95 > 200ms": "breach: gate(A) == unknown"],
      "night.yaml:39:28: expected pass, fail, pending, found 'unknown'; what is not known cannot be compared with; a condition on an unknown gate is unknown by itself"
    ),
    BadBoard(
      "an approval of nothing", ["breach: p95 > 200ms": "breach: not approved(\"legal.tems\")"],
      "night.yaml:39:30: expected an item that a criterion wants approved, found 'legal.tems'; did you mean 'legal.terms'?"
    ),
    BadBoard(
      "gates that wait for each other in a condition", ["require: p95 <= 120ms": "require: gate(B) == pass"],
      "night.yaml:15:3: expected gates that do not wait for each other, found mail waits for web waits for mail"),
    BadBoard(
      "a sum of unlike things", ["breach: p95 > 200ms": "breach: p95 + errors > 200ms"],
      "night.yaml:39:17: expected both sides of 'p95 + errors' to measure the same: one is a time, the other is a ratio"
    ),
    BadBoard(
      "a burn of what is no ratio", ["breach: p95 > 200ms": "breach: burn(p95, 99.9%, 1h) > 14.4"],
      "night.yaml:39:22: expected a share of errors in 'burn', found 'p95', which is a time"),
    BadBoard(
      "a cap in words", [#"closes: "23:15"}"#: #"closes: "23:15", cap: 12 pages, outside: internal}"#],
      """
      night.yaml:11:76: expected a number with a unit of ms, s, m, h, d, %, ratio, count, bytes, USD, number, found \
      '12 pages'
      """),
    BadBoard(
      "a cap on an unknown signal", [#"closes: "23:15"}"#: #"closes: "23:15", cap: lots <= 12, outside: internal}"#],
      "night.yaml:11:76: expected a signal of mail, found 'lots'; did you mean 'lost'?"),
    BadBoard(
      "a cap with a wrong unit", [#"closes: "23:15"}"#: #"closes: "23:15", cap: lost <= 95%, outside: internal}"#],
      """
      night.yaml:11:76: expected both sides of 'lost <= 95%' to measure the same: one is a ratio, the other has no \
      unit; add one, such as 0.10%
      """),
    BadBoard(
      "a cap that closes nothing", [#"closes: "23:15"}"#: #"closes: "23:15", cap: lost <= 12}"#],
      "night.yaml:11:76: expected 'cap' beside 'app' and 'outside', the most traffic once it is reached"),
    BadBoard(
      "a cap of nobody's", [#"app: mail, opens: "22:15", closes: "23:15"}"#: #"opens: "22:15", cap: mail.lost <= 12}"#],
      "night.yaml:11:48: expected 'cap' beside 'app' and 'outside', the most traffic once it is reached"),
    BadBoard(
      "a window without a length", ["breach: p95 > 200ms": "breach: avg(p95) > 200ms"],
      "night.yaml:39:24: expected ',' and a window such as 5m, found ')'"),
  ]
}
