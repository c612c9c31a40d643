extension BadBoard {
  /// Names that must name something, criteria and baselines.
  static let names: [BadBoard] = [
    BadBoard(
      "an unknown app that owes", ["owes: [mail]": "owes: [mail, mial]"],
      "night.yaml:8:18: expected an app of this board, found 'mial'; did you mean 'mail'?"),
    BadBoard(
      "an unknown app of a window", ["app: mail": "app: pilot"],
      "night.yaml:11:32: expected an app of this board, found 'pilot'; known are mail, web"),
    BadBoard(
      "an unknown gate of a criterion", ["gates: [A]": "gates: [A, wep]"],
      "night.yaml:46:48: expected a gate of this board, found 'wep'; did you mean 'web'?"),
    BadBoard(
      "gates that wait for each other", ["      terms:": "      web: {gates: [B]}\n      terms:"],
      "night.yaml:15:3: expected gates that do not wait for each other, found mail waits for web waits for mail"),
    BadBoard(
      "a gate that waits for itself", ["gates: [A]": "gates: [B]"],
      "night.yaml:42:3: expected gates that do not wait for each other, found web waits for web"),
    BadBoard(
      "a gate label that is another app", ["gate: B": "gate: mail"],
      "night.yaml:42:3: expected a label that no other app goes by, found 'mail' as the gate of web and as the app at line 15"
    ),
    BadBoard(
      "a gate label twice", ["gate: B": "gate: A"],
      "night.yaml:42:3: expected each gate's label once, found 'A' at mail and web"),
    BadBoard(
      "a KPI of an unknown signal", ["mail.p95": "mail.p59"],
      "night.yaml:13:33: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a KPI of an unknown app", ["mail.p95": "mial.p95"],
      "night.yaml:13:33: expected an app of this board, found 'mial'; did you mean 'mail'?"),
    BadBoard(
      "a KPI without an app", ["mail.p95": "p95"],
      "night.yaml:13:33: expected a signal as app.signal, found 'p95'"),
    BadBoard(
      "a baseline without a unit", ["baseline: 120ms": "baseline: 120"],
      """
      night.yaml:13:53: expected a time as mail.p95 is, found '120', one is a time, the other has no unit; add \
      one, such as 120ms
      """),
    BadBoard(
      "a baseline in another unit", ["baseline: 120ms": "baseline: 95%"],
      "night.yaml:13:53: expected a time as mail.p95 is, found '95%', one is a time, the other is a ratio"),
    BadBoard(
      "a baseline that is no value", ["baseline: 120ms": "baseline: fast"],
      "night.yaml:13:53: expected a value with its unit, such as 95% or 120ms, found 'fast'"),
    BadBoard(
      "a criterion of no kind", ["      fast: {title: Fast, require: p95 <= 120ms}\n": "      fast: {title: Fast}\n"],
      """
      night.yaml:35:7: expected criterion 'fast' to have one of require, evidence, approval, gates, replay, found \
      none
      """),
    BadBoard(
      "a criterion of two kinds", ["approval: legal.terms": "approval: legal.terms, evidence: terms.pdf"],
      """
      night.yaml:36:7: expected criterion 'terms' to have one of require, evidence, approval, gates, replay, \
      found 'evidence' and 'approval'
      """),
    BadBoard(
      "an approval by nobody", [", by: Legal": ""],
      "night.yaml:36:14: expected a criterion to have 'by'; add it"),
    BadBoard(
      "a replay that is no number", ["approval: legal.terms, by: Legal": "replay: 30K"],
      "night.yaml:36:37: expected a number of deliveries such as 30000, found '30K'"),
    BadBoard(
      "a replay of nothing", ["approval: legal.terms, by: Legal": "replay: 0"],
      "night.yaml:36:37: expected a number of deliveries such as 30000, found '0'"),
    BadBoard(
      "a misspelt gate of a deadline", ["requires: [A]": "requires: [A, mali]"],
      "night.yaml:9:19: expected a gate of this board, found 'mali'; did you mean 'mail'?"),
    BadBoard(
      "a gate of a deadline that resembles none", ["requires: [A]": "requires: [A, payments]"],
      "night.yaml:9:19: expected a gate of this board, found 'payments'; known are A, B, mail, web"),
    BadBoard(
      "a signal in two sources", ["AS lost": "AS ready"],
      "night.yaml:33:16: expected each signal of mail once, found 'ready' again"),
  ]
}
