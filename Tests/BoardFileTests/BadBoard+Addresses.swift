extension BadBoard {
  /// Addresses, headers and times of sources that can be read and mean nothing.
  static let addresses: [BadBoard] = [
    BadBoard(
      "a path with a space", ["http: /health": "http: \"/a b\""],
      "night.yaml:23:15: expected a path without spaces, found '/a b'; write a space as %20"),
    BadBoard(
      "a path with a control character", ["http: /health": #"http: "/a\nb""#],
      #"night.yaml:23:15: expected a path without control characters, found '/a\nb'"#),
    BadBoard(
      "a URL with a control character", ["http: /health": #"http: "http://h/\u0007""#],
      #"night.yaml:23:15: expected a URL without control characters, found 'http://h/\u{07}'"#),
    BadBoard(
      "port 0", ["http://127.0.0.1:9101": "http://127.0.0.1:0"],
      "night.yaml:17:10: expected a port from 1 to 65535 in the URL, found 'http://127.0.0.1:0'"),
    BadBoard(
      "port 99999", ["http: /health": "http: http://127.0.0.1:99999/health"],
      "night.yaml:23:15: expected a port from 1 to 65535 in the URL, found 'http://127.0.0.1:99999/health'"),
    BadBoard(
      "a port that is no number", ["http://127.0.0.1:9101": "http://[::1]:http/"],
      "night.yaml:17:10: expected a port from 1 to 65535 in the URL, found 'http://[::1]:http/'"),
    BadBoard(
      "a URL without a host", ["http://127.0.0.1:9101": "http://:9101/"],
      "night.yaml:17:10: expected a URL with a host, found 'http://:9101/'"),
    BadBoard(
      "a password in a URL", ["http://127.0.0.1:9101": "http://ops:hush@127.0.0.1:9101"],
      """
      night.yaml:17:10: expected a URL without a user or password before its host; send them in a header such as \
      'Authorization: Basic ${NAME}'
      """),
    BadBoard(
      "a password of the environment in a URL", ["http: /health": "http: http://ops:${TOKEN}@127.0.0.1/"],
      """
      night.yaml:23:15: expected a URL without a user or password before its host; send them in a header such as \
      'Authorization: Basic ${NAME}'
      """),
    BadBoard(
      "a header twice", ["{Accept: application/json}": "{Accept: application/json, accept: text/plain}"],
      "night.yaml:24:45: expected each header once, found 'accept' again, first as 'Accept' in line 24"),
    BadBoard(
      "signals that are stale at once", ["every: 5s": "every: 5s\n        stale_after: 0s"],
      "night.yaml:26:22: expected 'stale_after' to be at least 'every', which is 5s, found '0s'"),
    BadBoard(
      "signals that are stale before they are asked for again", ["every: 5s": "stale_after: 9s"],
      "night.yaml:25:22: expected 'stale_after' to be at least 'every', which is 10s, found '9s'"),
    BadBoard(
      "a baseline in an unknown unit, with a space", ["baseline: 120ms": "baseline: 120 msec"],
      """
      night.yaml:13:53: expected a value with its unit, such as 95% or 120ms, found '120 msec'; known are ms, s, m, \
      h, d, %, ratio, count, bytes, USD, number
      """),
    BadBoard(
      "a baseline in a misspelt unit", ["mail.p95, baseline: 120ms": "mail.errors, baseline: 0.1 ration"],
      """
      night.yaml:13:56: expected a value with its unit, such as 95% or 120ms, found '0.1 ration'; did you mean \
      'ratio'?
      """),
    BadBoard(
      "a baseline as it was written", ["baseline: 120ms": "baseline: 0.1"],
      """
      night.yaml:13:53: expected a time as mail.p95 is, found '0.1', one is a time, the other has no unit; add \
      one, such as 120ms
      """),
  ]

  /// Texts and lists of nothing, and keys that stand where they mean nothing.
  static let empty: [BadBoard] = [
    BadBoard(
      "a board without a name", ["board: Night": "board: \"\""],
      "night.yaml:1:8: expected the board's name, found nothing"),
    BadBoard(
      "a title of spaces", ["title: Terms": "title: '  '"],
      "night.yaml:36:22: expected a title, found nothing"),
    BadBoard(
      "an empty label", ["gate: B": "gate: \"\""],
      "night.yaml:43:11: expected a gate's label, found nothing"),
    BadBoard(
      "an empty scope", ["is: HOLD": "scope: \"\", is: HOLD"],
      "night.yaml:44:21: expected a scope in words, found nothing"),
    BadBoard(
      "an empty header", ["Accept: application/json": "Accept: \"\""],
      "night.yaml:24:27: expected a header's value, found nothing"),
    BadBoard(
      "an app of no name that owes", ["owes: [mail]": "owes: [mail, \"\"]"],
      "night.yaml:8:18: expected the apps that owe something, found nothing"),
    BadBoard(
      "a criterion of no gates", ["gates: [A]": "gates: []"],
      "night.yaml:46:44: expected gates by label or app, found an empty list"),
    BadBoard(
      "a deadline that requires no gates", ["requires: [A]": "requires: []"],
      "night.yaml:9:15: expected gates that must pass, found an empty list"),
    BadBoard(
      "a source of no signals", ["AS lost FROM delivery": "AS lost FROM delivery\n        signals: {}"],
      "night.yaml:34:18: expected at least one signal"),
    BadBoard(
      "a name beside a condition", ["require: p95 <= 120ms": "require: p95 <= 120ms, by: Legal"],
      "night.yaml:35:54: expected 'by' only beside 'approval'"),
  ]
}
