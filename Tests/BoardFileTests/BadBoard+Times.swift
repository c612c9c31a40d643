extension BadBoard {
  /// Durations, times and dates.
  static let times: [BadBoard] = [
    BadBoard(
      "a duration without a unit", ["for: 5m": "for: 5"],
      "night.yaml:40:14: expected a duration such as 250ms, 5s, 5m or 1h30m, found '5'"),
    BadBoard(
      "a duration with a space", ["for: 5m": "for: 5 m"],
      "night.yaml:40:14: expected a duration such as 250ms, 5s, 5m or 1h30m, found '5 m'; write '5m'"),
    BadBoard(
      "a duration in an unknown unit", ["every: 5s": "every: 5sec"],
      "night.yaml:25:16: expected a duration such as 250ms, 5s, 5m or 1h30m, found '5sec'"),
    BadBoard(
      "a negative duration", ["for: 5m": "for: -5m"],
      "night.yaml:40:14: expected a duration such as 250ms, 5s, 5m or 1h30m, found '-5m'"),
    BadBoard(
      "a time after midnight spelt 24:00", [#""22:00""#: #""24:00""#],
      #"night.yaml:6:9: expected a time such as "20:30" or an instant such as 2025-11-12T20:30:00Z, found '24:00'"#),
    BadBoard(
      "a time without a colon", [#""22:00""#: "2200"],
      #"night.yaml:6:9: expected a time such as "20:30" or an instant such as 2025-11-12T20:30:00Z, found '2200'"#),
    BadBoard(
      "a time with an offset", [#""22:00""#: "2025-11-12T22:00:00+01:00"],
      """
      night.yaml:6:9: expected a time such as "20:30" or an instant such as 2025-11-12T20:30:00Z, found \
      '2025-11-12T22:00:00+01:00'
      """),
    BadBoard(
      "times without a night", ["night: 2025-11-12\n": ""],
      """
      night.yaml:5:9: expected the board to have 'night: 2025-11-12' for the time '22:00'; add it, or write an \
      instant
      """,
      """
      night.yaml:10:45: expected the board to have 'night: 2025-11-12' for the time '22:15'; add it, or write an \
      instant
      """,
      """
      night.yaml:10:62: expected the board to have 'night: 2025-11-12' for the time '23:15'; add it, or write an \
      instant
      """),
    BadBoard(
      "a deadline with at and daily", [#"    at: "22:00""#: "    at: \"22:00\"\n    daily: \"09:00\""],
      "night.yaml:6:5: expected a deadline to have either 'at' or 'daily'"),
    BadBoard(
      "a deadline with neither at nor daily", ["    at: \"22:00\"\n": ""],
      "night.yaml:6:5: expected a deadline to have either 'at' or 'daily'"),
    BadBoard(
      "a daily time that is an instant", [#"    at: "22:00""#: "    daily: 2025-11-12T22:00:00Z"],
      #"night.yaml:6:12: expected a time such as "20:30", found '2025-11-12T22:00:00Z'"#),
    BadBoard(
      "a window that closes before it opens", [#"closes: "23:15""#: #"closes: "21:15""#],
      "night.yaml:11:62: expected the window to close after it opens at 2025-11-12T22:15:00Z"),
    BadBoard(
      "a window that closes as it opens", [#"closes: "23:15""#: #"closes: "22:15""#],
      "night.yaml:11:62: expected the window to close after it opens at 2025-11-12T22:15:00Z"),
    BadBoard(
      "a source asked too fast", ["every: 5s": "every: 50ms"],
      "night.yaml:25:16: expected 'every' to be at least 100ms"),
    BadBoard(
      "a source asked without a pause", ["every: 5s": "every: 0s"],
      "night.yaml:25:16: expected 'every' to be at least 100ms"),
    BadBoard(
      "an answer that may take no time", ["every: 5s": "every: 5s\n        timeout: 10ms"],
      "night.yaml:26:18: expected 'timeout' to be at least 100ms"),
    BadBoard(
      "29 February 2025",
      [
        "2025-11-12": "2025-02-29",
        #"    at: "22:00""#: #"    daily: "22:00""#,
        #"opens: "22:15", closes: "23:15""#: "opens: 2025-11-12T22:15:00Z",
      ],
      "night.yaml:2:8: expected a date such as 2025-11-12, found '2025-02-29'"),
    BadBoard(
      "a date in another order",
      [
        "2025-11-12": "12.11.2025",
        #"    at: "22:00""#: #"    daily: "22:00""#,
        #"opens: "22:15", closes: "23:15""#: "opens: 2025-11-12T22:15:00Z",
      ],
      "night.yaml:2:8: expected a date such as 2025-11-12, found '12.11.2025'"),
  ]
}
