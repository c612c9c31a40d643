extension BadBoard {
  /// One mistake that makes other names look wrong: it is said, they are not.
  static let followUps: [BadBoard] = [
    BadBoard(
      "an app's URL that cannot be read", ["url: http://127.0.0.1:9101": "url: 127.0.0.1:9101"],
      "night.yaml:17:10: expected a URL that begins with http:// or https://, found '127.0.0.1:9101'"),
    BadBoard(
      "an app's URL of a variable that is not set", ["url: http://127.0.0.1:9101": "url: http://${HOST}"],
      "night.yaml:17:10: expected the environment variable HOST for '${HOST}'; set it and start again"),
    BadBoard(
      "a misspelt URL of an app", ["    url:": "    ulr:"],
      "night.yaml:17:5: expected a key of an app, found 'ulr'; did you mean 'url'?"),
    BadBoard(
      "a source's path that cannot be read", ["http: /health": "http: health"],
      "night.yaml:23:15: expected a URL that begins with http:// or https://, found 'health'"),
    BadBoard(
      "a source's path of a variable that is not set", ["http: /health": "http: /health?${KEY}"],
      "night.yaml:23:15: expected the environment variable KEY for '${KEY}'; set it and start again"),
    BadBoard(
      "a source that cannot be read, with a mistake in its signals",
      ["http: /health": "http: health", "$.errors ratio": "$.errors ration"],
      "night.yaml:23:15: expected a URL that begins with http:// or https://, found 'health'",
      "night.yaml:28:19: expected a unit, found 'ration'; did you mean 'ratio'?"),
    BadBoard(
      "a source that cannot be read, whose signals have their units",
      ["http: /health": "http: health", "p95 <= 120ms": "p95 <= 95%"],
      "night.yaml:23:15: expected a URL that begins with http:// or https://, found 'health'",
      "night.yaml:35:36: expected both sides of 'p95 <= 95%' to measure the same: one is a time, the other is a ratio"),
    BadBoard(
      "a signal whose unit cannot be read", ["$.p95 ms": "$.p95 mss"],
      "night.yaml:27:16: expected a unit, found 'mss'; did you mean 'ms'?"),
    BadBoard(
      "a signal whose path cannot be read", ["$.p95 ms": "$..p95 ms"],
      """
      night.yaml:27:16: expected '$.path UNIT', 'header NAME UNIT', 'match REGEX UNIT', 'status', 'latency', \
      'resolve', 'connect', 'tls', 'first_byte', 'tls_left' or 'size', found '$..p95'
      """),
    BadBoard(
      "a signal that cannot be read beside one that nobody declared",
      ["$.p95 ms": "$.p95 mss", "breach: p95 > 200ms": "breach: eror > 1%"],
      "night.yaml:27:16: expected a unit, found 'mss'; did you mean 'ms'?",
      "night.yaml:39:17: expected a signal of mail, found 'eror'; known are errors, lost, mode, ready"),
    BadBoard(
      "a query that writes what a condition reads",
      ["query: SELECT": "query: DELETE FROM delivery; SELECT", "p95 > 200ms": "lost > 0"],
      "night.yaml:33:16: expected a query that only reads: SELECT, WITH or VALUES"),
    BadBoard(
      "no query for what a condition reads",
      ["        query: SELECT count(*) AS lost FROM delivery\n": "", "p95 > 200ms": "lost > 0"],
      "night.yaml:32:9: expected a source to have 'query'; add it"),
    BadBoard(
      "misspelt sources", ["    sources:": "    sorces:"],
      "night.yaml:21:5: expected a key of an app, found 'sorces'; did you mean 'sources'?"),
    BadBoard(
      "misspelt signals", ["        signals:": "        singals:"],
      "night.yaml:26:9: expected a key of a source, found 'singals'; did you mean 'signals'?"),
    BadBoard(
      "a source that is a text", ["      ledger:": "      extra: /extra\n      ledger:", "p95 > 200ms": "extra > 0"],
      "night.yaml:31:14: expected a source, found '/extra'"),
    BadBoard(
      "an app whose key cannot be read", ["requires: [A]": "requires: [B]", "  web:": "  the web:"],
      "night.yaml:42:3: expected a key of letters, digits, '_' and '-' that begins with a letter, found 'the web'"),
    BadBoard(
      "an app that is a text",
      [
        "owes: [mail]": "owes: [late]", "p95 > 200ms": "late.p95 > 1ms", "requires: [A]": "requires: [C]",
        "  web:": "  late: soon\n  web:",
      ],
      "night.yaml:42:9: expected an app, found 'soon'"),
    BadBoard(
      "a gate's label that is a list", ["gate: A": "gate: [A]"],
      "night.yaml:16:11: expected a gate's label, found a list"),
    BadBoard(
      "misspelt apps", ["apps:": "aps:"],
      "night.yaml:1:1: expected the board to have 'apps'; add it",
      "night.yaml:14:1: expected a key of the board, found 'aps'; did you mean 'apps'?"),
    BadBoard(
      "an app whose key is nearly a name", ["  mail:\n    gate": "  ma*il:\n    gate"],
      "night.yaml:15:3: expected a key of letters, digits, '_' and '-' that begins with a letter, found 'ma*il'"),
    BadBoard(
      "a signal whose key is nearly a name", ["errors: $": "error-s: $", "p95 > 200ms": "errors > 1%"],
      "night.yaml:28:11: expected a signal's name of letters, digits and '_', found 'error-s'"),
    BadBoard(
      "sources under a key that resembles none", ["    sources:": "    so:"],
      """
      night.yaml:21:5: expected a key of an app, found 'so'; known are gate, url, links, ruling, sources, \
      criteria, guardrails
      """),
    BadBoard(
      "a guardrail without an action on a signal that nobody declared",
      ["        then: abort\n": "", "p95 > 200ms": "p59 > 200ms"],
      "night.yaml:39:9: expected a guardrail to have 'then'; add it",
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a misspelt night", ["night: 2025": "nigth: 2025"],
      "night.yaml:2:1: expected a key of the board, found 'nigth'; did you mean 'night'?"),
    BadBoard(
      "a signal twice, of which the first counts", ["AS lost": "AS p95"],
      "night.yaml:33:16: expected each signal of mail once, found 'p95' again"),
    BadBoard(
      "a duration that cannot be read beside one that is held against it",
      ["every: 5s": "every: 5 s\n        stale_after: 6s"],
      "night.yaml:25:16: expected a duration such as 250ms, 5s, 5m or 1h30m, found '5 s'; write '5s'"),
  ]
}
