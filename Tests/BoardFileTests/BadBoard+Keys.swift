extension BadBoard {
  /// Keys that are unknown or missing.
  static let keys: [BadBoard] = [
    BadBoard(
      "a misspelt key of the board", ["deadlines:": "deadlnes:"],
      "night.yaml:4:1: expected a key of the board, found 'deadlnes'; did you mean 'deadlines'?"),
    BadBoard(
      "a misspelt key of a deadline", ["    owes:": "    ows:"],
      "night.yaml:8:5: expected a key of a deadline, found 'ows'; did you mean 'owes'?"),
    BadBoard(
      "a misspelt key of a window", ["closes:": "close:"],
      "night.yaml:11:54: expected a key of a window, found 'close'; did you mean 'closes'?"),
    BadBoard(
      "a misspelt key of a KPI", ["baseline:": "base_line:"],
      "night.yaml:13:10: expected a KPI to have 'baseline'; add it",
      "night.yaml:13:43: expected a key of a KPI, found 'base_line'; did you mean 'baseline'?"),
    BadBoard(
      "a misspelt key of an app", ["    guardrails:": "    guardrials:"],
      "night.yaml:37:5: expected a key of an app, found 'guardrials'; did you mean 'guardrails'?"),
    BadBoard(
      "a misspelt key of a ruling", ["      allows:": "      alows:"],
      "night.yaml:19:7: expected a ruling to have 'allows'; add it",
      "night.yaml:20:7: expected a key of a ruling, found 'alows'; did you mean 'allows'?"),
    BadBoard(
      "a misspelt key of a source", ["        every:": "        evry:"],
      "night.yaml:25:9: expected a key of a source, found 'evry'; did you mean 'every'?"),
    BadBoard(
      "a misspelt key of a criterion", ["require:": "requires:"],
      """
      night.yaml:35:7: expected criterion 'fast' to have one of require, evidence, approval, gates, replay, found \
      none
      """,
      "night.yaml:35:27: expected a key of a criterion, found 'requires'; did you mean 'require'?"),
    BadBoard(
      "a misspelt key of a guardrail", ["        then:": "        than:"],
      "night.yaml:39:9: expected a guardrail to have 'then'; add it",
      "night.yaml:41:9: expected a key of a guardrail, found 'than'; did you mean 'then'?"),
    BadBoard(
      "a key that resembles none", ["    gate: B": "    owner: Bob"],
      """
      night.yaml:43:5: expected a key of an app, found 'owner'; known are gate, url, links, ruling, sources, \
      criteria, guardrails
      """),
    BadBoard(
      "no name of the board", ["board: Night\n": ""],
      "night.yaml:1:1: expected the board to have 'board'; add it"),
    BadBoard(
      "no journal", ["state: night.db\n": ""],
      "night.yaml:1:1: expected the board to have 'state'; add it"),
    BadBoard(
      "a deadline without a title", ["    title: Report\n": ""],
      "night.yaml:6:5: expected a deadline to have 'title'; add it"),
    BadBoard(
      "a window without an opening", [#" opens: "22:15","#: ""],
      "night.yaml:11:11: expected a window to have 'opens'; add it"),
    BadBoard(
      "a KPI without a signal", [" signal: mail.p95,": ""],
      "night.yaml:13:10: expected a KPI to have 'signal'; add it"),
    BadBoard(
      "an app without a ruling", ["    ruling: {is: HOLD, allows: none}\n": ""],
      "night.yaml:43:5: expected an app to have 'ruling'; add it"),
    BadBoard(
      "a ruling without a posture", [", allows: none": ""],
      "night.yaml:44:13: expected a ruling to have 'allows'; add it"),
    BadBoard(
      "a guardrail without a duration", ["        for: 5m\n": ""],
      "night.yaml:39:9: expected a guardrail to have 'for'; add it"),
    BadBoard(
      "a guardrail without a breach", ["        breach: p95 > 200ms\n": ""],
      "night.yaml:39:9: expected a guardrail to have 'breach'; add it"),
    BadBoard(
      "no apps", text: "board: Night\nstate: night.db\n",
      "night.yaml:1:1: expected the board to have 'apps'; add it"),
  ]

  /// Fixed words and kinds of values.
  static let words: [BadBoard] = [
    BadBoard(
      "a board as a text", text: "Launch night\n",
      "night.yaml:1:1: expected the board, found 'Launch night'"),
    BadBoard(
      "a name as a list", ["board: Night": "board: [Night]"],
      "night.yaml:1:8: expected the board's name, found a list"),
    BadBoard(
      "a title as a mapping", ["title: Terms": "title: {en: Terms}"],
      "night.yaml:36:22: expected a title, found a mapping"),
    BadBoard(
      "an owed thing as a mapping", ["owes: [mail]": "owes: {mail: report}"],
      "night.yaml:8:11: expected the apps that owe something, found a mapping"),
    BadBoard(
      "an app key with a space", ["  web:": "  the web:"],
      "night.yaml:42:3: expected a key of letters, digits, '_' and '-' that begins with a letter, found 'the web'"),
    BadBoard(
      "a signal key with a minus", ["          errors:": "          error-rate:"],
      "night.yaml:28:11: expected a signal's name of letters, digits and '_', found 'error-rate'"),
    BadBoard(
      "a wrong ruling", ["is: HOLD": "is: HOLDD"],
      "night.yaml:44:18: expected a ruling, found 'HOLDD'; did you mean 'HOLD'?"),
    BadBoard(
      "a ruling in lower case", ["is: HOLD": "is: hold"],
      "night.yaml:44:18: expected a ruling, found 'hold'; did you mean 'HOLD'?"),
    BadBoard(
      "a ruling that resembles none", ["is: HOLD": "is: MAYBE"],
      """
      night.yaml:44:18: expected a ruling, found 'MAYBE'; known are GO, NO-GO, CONDITIONAL GO, HOLD, DELAYED, \
      OBSERVER MODE, FREEZE
      """),
    BadBoard(
      "a wrong posture", ["allows: canary": "allows: canery"],
      "night.yaml:20:15: expected a posture, found 'canery'; did you mean 'canary'?"),
    BadBoard(
      "a posture that resembles none", ["allows: canary": "allows: everything"],
      """
      night.yaml:20:15: expected a posture, found 'everything'; known are production, canary, internal, observer, \
      none
      """),
    BadBoard(
      "a wrong action", ["then: abort": "then: abrot"],
      "night.yaml:41:15: expected an action, found 'abrot'; did you mean 'abort'?"),
    BadBoard(
      "an action that resembles none", ["then: abort": "then: page Bob"],
      "night.yaml:41:15: expected an action, found 'page Bob'; known are abort, rollback, alert"),
    BadBoard(
      "apps as an empty mapping", text: "board: Night\nstate: night.db\napps: {}\n",
      "night.yaml:3:7: expected at least one app"),
    BadBoard(
      "signals as a text", ["AS lost FROM delivery": "AS lost FROM delivery\n        signals: lost"],
      "night.yaml:34:18: expected signals by name, found 'lost'"),
    BadBoard(
      "a title of nothing", ["    title: Report": "    title:"],
      "night.yaml:7:11: expected a title, found nothing"),
  ]
}
