extension BadBoard {
  /// The condition language and its units.
  static let conditions: [BadBoard] = [
    BadBoard(
      "a single equals sign", ["require: p95 <= 120ms": "require: p95 = 120ms"],
      "night.yaml:35:40: expected a signal, a value, 'and', 'or', 'not' or a comparison, found '='; '==' compares"),
    BadBoard(
      "a condition that ends early", ["require: p95 <= 120ms": "require: p95 <="],
      "night.yaml:35:42: expected a signal or a value, found the end of the condition"),
    BadBoard(
      "a comparison that begins with nothing", ["require: p95 <= 120ms": "require: <= 120ms"],
      "night.yaml:35:36: expected a signal or a value, found '<='"),
    BadBoard(
      "an unknown unit", ["require: p95 <= 120ms": "require: p95 <= 120msec"],
      """
      night.yaml:35:43: expected a number with a unit of ms, s, m, h, d, %, ratio, count, bytes, USD, number, \
      found '120msec'
      """),
    BadBoard(
      "two literals", ["require: p95 <= 120ms": "require: 120ms < 200ms"],
      "night.yaml:35:42: expected a signal on one side of '<', found two fixed values"),
    BadBoard(
      "a lone literal", ["require: p95 <= 120ms": "require: 120ms"],
      "night.yaml:35:41: expected a comparison such as '<=', found the end of the condition"),
    BadBoard(
      "a parenthesis left open", ["require: p95 <= 120ms": "require: (p95 <= 120ms"],
      "night.yaml:35:49: expected ')', found the end of the condition"),
    BadBoard(
      "a parenthesis too many", ["require: p95 <= 120ms": "require: p95 <= 120ms)"],
      "night.yaml:35:48: expected 'and', 'or' or the end, found ')'"),
    BadBoard(
      "an open text, unquoted", ["require: p95 <= 120ms": #"require: p95 <= 120ms and mode == "live"#],
      #"night.yaml:35:61: expected a closing ""#),
    BadBoard(
      "an open text in single quotes", ["require: p95 <= 120ms": #"require: 'mode == "live'"#],
      #"night.yaml:35:45: expected a closing ""#),
    BadBoard(
      "an open text in a text", ["require: p95 <= 120ms": #"require: "p95 <= 120ms and mode == 'live""#],
      "night.yaml:35:62: expected a closing '"),
    BadBoard(
      "an unknown sign in a quoted text", ["require: p95 <= 120ms": #"require: "p95 <= 120ms && ready""#],
      "night.yaml:35:50: expected a signal, a value, 'and', 'or', 'not' or a comparison, found '&'"),
    BadBoard(
      "an unknown sign in an unquoted text", ["breach: p95 > 200ms": "breach: p95 > 200ms && ready"],
      "night.yaml:39:29: expected a signal, a value, 'and', 'or', 'not' or a comparison, found '&'"),
    BadBoard(
      "an unknown signal", ["require: p95 <= 120ms": "require: p59 <= 120ms"],
      "night.yaml:35:36: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "an unknown signal in a quoted text", ["require: p95 <= 120ms": #"require: "ready and p59 <= 120ms""#],
      "night.yaml:35:47: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "an unknown signal that resembles none", ["require: p95 <= 120ms": "require: throughput > 5"],
      "night.yaml:35:36: expected a signal of mail, found 'throughput'; known are errors, lost, mode, p95, ready"),
    BadBoard(
      "an unknown app in a condition", ["require: p95 <= 120ms": "require: mial.p95 <= 120ms"],
      "night.yaml:35:36: expected an app of this board, found 'mial'; did you mean 'mail'?"),
    BadBoard(
      "an unknown signal of another app", ["require: p95 <= 120ms": "require: web.p95 <= 120ms"],
      "night.yaml:35:36: expected a signal of web, found 'p95'; none is known here"),
    BadBoard(
      "two signals that do not exist", ["require: p95 <= 120ms": "require: p59 <= 120ms and redy"],
      "night.yaml:35:36: expected a signal of mail, found 'p59'; did you mean 'p95'?",
      "night.yaml:35:53: expected a signal of mail, found 'redy'; did you mean 'ready'?"),
    BadBoard(
      "a time with a percentage", ["require: p95 <= 120ms": "require: p95 > 95%"],
      "night.yaml:35:36: expected both sides of 'p95 > 95%' to measure the same: one is a time, the other is a ratio"),
    BadBoard(
      "a time without a unit", ["require: p95 <= 120ms": "require: p95 > 120"],
      """
      night.yaml:35:36: expected both sides of 'p95 > 120' to measure the same: one is a time, the other has no \
      unit; add one, such as 120ms
      """),
    BadBoard(
      "a text with a number", ["require: p95 <= 120ms": "require: mode == 1"],
      """
      night.yaml:35:36: expected both sides of 'mode == 1' to measure the same: one is a text, the other is a \
      plain number
      """),
    BadBoard(
      "a text that is ordered", ["require: p95 <= 120ms": #"require: 'mode < "live"'"#],
      #"night.yaml:35:37: expected '==' or '!=' in 'mode < "live"': a text has no order"#),
    BadBoard(
      "a bare time", ["require: p95 <= 120ms": "require: p95"],
      "night.yaml:35:36: expected a comparison after 'p95', which is a time, not true or false"),
    BadBoard(
      "a bare text after not", ["require: p95 <= 120ms": "require: not mode"],
      "night.yaml:35:40: expected a comparison after 'mode', which is a text, not true or false"),
    BadBoard(
      "two signals that measure different things", ["require: p95 <= 120ms": "require: ready and p95 <= errors"],
      """
      night.yaml:35:46: expected both sides of 'p95 <= errors' to measure the same: one is a time, the other is a \
      ratio
      """),
    BadBoard(
      "a condition without words", ["require: p95 <= 120ms": #"require: """#],
      "night.yaml:35:36: expected a condition such as 'p95 <= 120ms', found nothing"),
    BadBoard(
      "a condition as a list", ["require: p95 <= 120ms": "require: [p95 <= 120ms]"],
      "night.yaml:35:36: expected a condition such as 'p95 <= 120ms', found a list"),
    BadBoard(
      "a ratio without a unit", ["require: p95 <= 120ms": "require: errors <= 1"],
      """
      night.yaml:35:36: expected both sides of 'errors <= 1' to measure the same: one is a ratio, the other has \
      no unit; add one, such as 0.10%
      """),
  ]
}
