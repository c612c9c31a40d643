extension BadBoard {
  /// Places within texts that do not stand in the file letter by letter, and behind characters beyond ASCII.
  static let columns: [BadBoard] = [
    BadBoard(
      "a condition in a block", ["breach: p95": "breach: |\n          ready and p59"],
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition in a folded block", ["breach: p95": "breach: >-\n          ready and\n          p59"],
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition on two lines", ["breach: p95": "breach: ready and\n          p59"],
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a quoted condition on two lines", ["breach: p95 > 200ms": "breach: \"ready and\n          p59 > 1ms\""],
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition with escapes", ["breach: p95 > 200ms": #"breach: "mode == \"live\" and p59 > 1ms""#],
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition with doubled quotes", ["breach: p95 > 200ms": "breach: 'mode == ''live'' and p59 > 1ms'"],
      "night.yaml:39:17: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition in a block that is none", ["breach: p95 > 200ms": "breach: |\n          p95 >\n"],
      "night.yaml:39:17: expected a signal or a value, found the end of the condition"),
    BadBoard(
      "a condition behind an anchor", ["breach: p95": "breach: &slow ready and p59"],
      "night.yaml:39:33: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition behind a tag", ["breach: p95": "breach: !!str ready and p59"],
      "night.yaml:39:33: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a quoted condition behind an anchor and a tag",
      ["breach: p95 > 200ms": #"breach: &slow !!str "ready and p59 > 1ms""#],
      "night.yaml:39:40: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a key behind an anchor", ["        then: abort": "        &x than: abort"],
      "night.yaml:39:9: expected a guardrail to have 'then'; add it",
      "night.yaml:41:12: expected a key of a guardrail, found 'than'; did you mean 'then'?"),
    BadBoard(
      "a condition behind a combining mark", ["title: Fast, require: p95": "title: Ve\u{301}lo, require: p59"],
      "night.yaml:35:36: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition behind emoji", ["title: Fast, require: p95": "title: 👩‍🚀🇪🇺👍🏽!, require: ready and p59"],
      "night.yaml:35:46: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition behind wide characters", ["title: Fast, require: p95": "title: 発射準備, require: p59"],
      "night.yaml:35:36: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a condition with an emoji in a text", ["require: p95": "require: mode == '👩‍🚀' and p59"],
      "night.yaml:35:52: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
    BadBoard(
      "a key behind an emoji", ["title: Canary, app: mail, opens": "title: 👩‍🚀, app: mail, open"],
      "night.yaml:11:11: expected a window to have 'opens'; add it",
      "night.yaml:11:33: expected a key of a window, found 'open'; did you mean 'opens'?"),
    BadBoard(
      "YAML that ends behind an emoji", ["board: Night": "board: 👩‍🚀: now"],
      "night.yaml:1:9: expected YAML: mapping values are not allowed in this context"),
    BadBoard(
      "a mistake behind a separator of lines", ["Fast, require: p95": "\"a\u{2028}\n  b\", require: p59"],
      "night.yaml:37:16: expected a signal of mail, found 'p59'; did you mean 'p95'?"),
  ]

  /// Keys that stand twice.
  static let repeated: [BadBoard] = [
    BadBoard(
      "a key three times", ["state: night.db": "state: night.db\nboard: Second\nboard: Third"],
      "night.yaml:4:1: expected each key once, found 'board' again, first in line 1; keep one of them",
      "night.yaml:5:1: expected each key once, found 'board' again, first in line 1; keep one of them"),
    BadBoard(
      "a key twice, once in quotes", ["state: night.db": "state: night.db\n\"board\": Second"],
      "night.yaml:4:1: expected each key once, found 'board' again, first in line 1; keep one of them"),
    BadBoard(
      "a quoted key twice", ["board: Night": "\"board\": Night", "state: night.db": "state: night.db\nboard: Second"],
      "night.yaml:4:1: expected each key once, found 'board' again, first in line 1; keep one of them"),
    BadBoard(
      "a key twice in one line", ["is: HOLD, allows: none": "is: HOLD, allows: none, is: GO"],
      "night.yaml:44:38: expected each key once, found 'is' again, first in line 44; keep one of them"),
    BadBoard(
      "two keys twice",
      ["gate: B": "gate: B\n    gate: C", "for: 5m": "for: 5m\n        for: 6m"],
      "night.yaml:41:9: expected each key once, found 'for' again, first in line 40; keep one of them",
      "night.yaml:45:5: expected each key once, found 'gate' again, first in line 44; keep one of them"),
    BadBoard(
      "a key twice that is spelt with an escape",
      ["board: Night": #""\x62oard": Night"#, "state:": "board: x\nstate:"],
      "night.yaml:3:1: expected each key once, found 'board' again, first in line 1; keep one of them"),
  ]
}
