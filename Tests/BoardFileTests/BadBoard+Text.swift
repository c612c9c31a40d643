extension BadBoard {
  /// What is not YAML, or not a board.
  static let text: [BadBoard] = [
    BadBoard(
      "an empty file", text: "",
      "night.yaml:1:1: expected a YAML mapping, found an empty file"),
    BadBoard(
      "a file of comments", text: "# nothing yet\n",
      "night.yaml:1:1: expected a YAML mapping, found an empty file"),
    BadBoard(
      "a key twice", ["state: night.db": "state: night.db\nboard: Other"],
      "night.yaml:4:1: expected each key once, found 'board' again, first in line 1; keep one of them"),
    BadBoard(
      "an app twice", ["  web:": "  mail:"],
      "night.yaml:42:3: expected each key once, found 'mail' again, first in line 15; keep one of them"),
    BadBoard(
      "a list left open", ["owes: [mail]": "owes: [mail"],
      "night.yaml:8:11: expected ']' to close the list that opens here, or ',' before line 9, column 13"),
    BadBoard(
      "a line indented too far", ["      allows: canary": "        allows: canary"],
      "night.yaml:20:15: expected YAML: mapping values are not allowed in this context"),
    BadBoard(
      "a line indented too little", ["      allows: canary": "     allows: canary"],
      "night.yaml:20:6: expected YAML: while parsing a block mapping did not find expected key"),
    BadBoard(
      "a colon within a text", ["board: Night": "board: Night: the launch"],
      "night.yaml:1:13: expected YAML: mapping values are not allowed in this context"),
    BadBoard(
      "an alias to nothing", ["owes: [mail]": "owes: *everybody"],
      "night.yaml:8:11: expected a value with the anchor '&everybody' before its alias '*everybody', found none"),
    BadBoard(
      "two documents", ["apps:": "---\napps:"],
      "night.yaml:14:1: expected a single document, found another that begins here; write it into its own file"),
    BadBoard(
      "a list as a key", ["board: Night": "? [board]\n: Night"],
      "night.yaml:1:3: expected plain text as a key, found a list or mapping"),
    BadBoard(
      "a list, not a board", text: "- mail\n- web\n",
      "night.yaml:1:1: expected the board, found a list"),
    BadBoard(
      "an alias that names itself", text: "board: &a [*a]\n",
      "night.yaml:1:12: expected a value with the anchor '&a' before its alias '*a', found none"),
    BadBoard(
      "a merge key", ["board: Night": "board: Night\n<<: {x: 1}"],
      """
      night.yaml:2:1: expected a key of the board, found '<<'; known are board, night, state, deadlines, windows, \
      kpis, apps, screen
      """),
  ]

  /// More than one mistake in one file.
  static let several: [BadBoard] = [
    BadBoard(
      "several mistakes at once",
      [
        "deadlines:": "deadlnes:",
        #"opens: "22:15""#: #"opens: "25:15""#,
        "is: GO": "is: GOO",
        "$.errors ratio": "$.errors ration",
        "p95 <= 120ms": "p95 <= 95%",
        "then: abort": "then: abrot",
        "state: night.db\n": "",
      ],
      "night.yaml:1:1: expected the board to have 'state'; add it",
      "night.yaml:3:1: expected a key of the board, found 'deadlnes'; did you mean 'deadlines'?",
      #"night.yaml:10:45: expected a time such as "20:30" or an instant such as 2025-11-12T20:30:00Z, found '25:15'"#,
      "night.yaml:18:11: expected a ruling, found 'GOO'; did you mean 'GO'?",
      "night.yaml:27:19: expected a unit, found 'ration'; did you mean 'ratio'?",
      "night.yaml:34:36: expected both sides of 'p95 <= 95%' to measure the same: one is a time, the other is a ratio",
      "night.yaml:40:15: expected an action, found 'abrot'; did you mean 'abort'?")
  ]
}
