extension BadBoard {
  private static let source = "        sqlite: mail.db\n        query: SELECT count(*) AS lost FROM delivery\n"

  /// Sources that other programs push to.
  static let pushes: [BadBoard] = [
    BadBoard(
      "a pushed source without the age of its values", [source: "        push: {lost: count}\n"],
      "night.yaml:32:9: expected a source to have 'stale_after'; add it"),
    BadBoard(
      "a pushed source that would be asked",
      [
        source:
          "        push: {lost: count}\n        stale_after: 15m\n        every: 5s\n        signals: {a: count}\n"
      ],
      "night.yaml:34:16: expected 'every' only where something is asked, not beside 'push'",
      "night.yaml:35:18: expected 'signals' only where something is asked, not beside 'push'"),
    BadBoard(
      "a source that is asked and pushed to", [source: "        sqlite: mail.db\n        push: {lost: count}\n"],
      "night.yaml:31:7: expected source 'ledger' to have one of http, sqlite, file, command, tcp, tls, redis, prometheus, oidc, mail_dns, push, found 'sqlite' and 'push'"
    ),
    BadBoard(
      "a list of pushed signals", [source: "        push: [lost]\n        stale_after: 15m\n"],
      "night.yaml:32:15: expected signals by name, each with its unit, found a list"),
    BadBoard(
      "a pushed source without signals", [source: "        push: {}\n        stale_after: 15m\n"],
      "night.yaml:32:15: expected at least one signal"),
    BadBoard(
      "a pushed signal with a path", [source: "        push: {lost: $.lost count}\n        stale_after: 15m\n"],
      "night.yaml:32:22: expected the signal's unit alone, such as count, found '$.lost count'"),
    BadBoard(
      "a pushed signal with a misspelt unit", [source: "        push: {lost: counts}\n        stale_after: 15m\n"],
      "night.yaml:32:22: expected a unit, found 'counts'; did you mean 'count'?"),
    BadBoard(
      "a pushed signal with a space in its name",
      [source: "        push: {lost mail: count}\n        stale_after: 15m\n"],
      "night.yaml:32:16: expected a signal's name of letters, digits and '_', found 'lost mail'"),
    BadBoard(
      "pushed values that stand for no time", [source: "        push: {lost: count}\n        stale_after: 10ms\n"],
      "night.yaml:33:22: expected 'stale_after' to be at least 1s, found '10ms'"),
    BadBoard(
      "a pushed signal that is there twice", [source: "        push: {p95: ms}\n        stale_after: 15m\n"],
      "night.yaml:32:16: expected each signal of mail once, found 'p95' again"),
  ]
}
