extension BadBoard {
  /// Where signals come from.
  static let sources: [BadBoard] = [
    BadBoard(
      "a SQLite file with headers",
      [
        "        sqlite: mail.db": "        sqlite: mail.db\n        headers: {Accept: text/plain}"
      ],
      "night.yaml:33:18: expected 'headers' only beside 'http' or 'prometheus'"),
    BadBoard(
      "an address with a query", ["        http: /health": "        http: /health\n        query: SELECT 1"],
      "night.yaml:24:16: expected 'query' only beside 'sqlite' or 'prometheus'"),
    BadBoard(
      "an opening that would read a file without its last writes",
      ["        sqlite: mail.db": "        sqlite: file:mail.db?immutable=1"],
      """
      night.yaml:32:17: expected the path of a SQLite file, which is opened read-only as it stands, found the URI \
      'file:mail.db?immutable=1'
      """),
    BadBoard(
      "a source of no kind", ["        sqlite: mail.db\n": ""],
      "night.yaml:31:7: expected source 'ledger' to have one of http, sqlite, file, command, tcp, tls, redis, prometheus, oidc, mail_dns, push, found none"
    ),
    BadBoard(
      "a query that writes", ["query: SELECT": "query: DELETE FROM delivery; SELECT"],
      "night.yaml:33:16: expected a query that only reads: SELECT, WITH or VALUES"),
    BadBoard(
      "a SQLite file without a query", ["        query: SELECT count(*) AS lost FROM delivery\n": ""],
      "night.yaml:32:9: expected a source to have 'query'; add it"),
    BadBoard(
      "a variable that is not set", ["Accept: application/json": #"Authorization: "Bearer ${TOKN}""#],
      "night.yaml:24:34: expected the environment variable TOKN for '${TOKN}'; set it and start again"),
    BadBoard(
      "a variable that is set to nothing", ["Accept: application/json": #"Authorization: "Bearer ${EMPTY}""#],
      "night.yaml:24:34: expected the environment variable EMPTY for '${EMPTY}'; set it and start again"),
    BadBoard(
      "a variable that is not closed", ["Accept: application/json": #"Authorization: "Bearer ${TOKEN""#],
      "night.yaml:24:34: expected '}' to close '${' in 'Bearer ${TOKEN'"),
    BadBoard(
      "a header with a space in its name", ["Accept: ": #""My token": "#],
      "night.yaml:24:19: expected a header's name, found 'My token'"),
    BadBoard(
      "a header on two lines", ["Accept: application/json": #"Accept: "a\nb""#],
      "night.yaml:24:27: expected a header's value on one line, found a control character in it"),
    BadBoard(
      "a misspelt unit", ["errors: $.errors ratio": "errors: $.errors ration"],
      "night.yaml:28:19: expected a unit, found 'ration'; did you mean 'ratio'?"),
    BadBoard(
      "a unit that resembles none", ["errors: $.errors ratio": "errors: $.errors per thousand"],
      """
      night.yaml:28:19: expected '$.path UNIT', 'header NAME UNIT', 'match REGEX UNIT', 'status', 'latency', \
      'resolve', 'connect', 'tls', 'first_byte', 'tls_left' or 'size', found '$.errors per'
      """),
    BadBoard(
      "a wrong unit of one word", ["errors: $.errors ratio": "errors: $.errors parsecs"],
      """
      night.yaml:28:19: expected a unit, found 'parsecs'; known are ms, s, m, h, d, %, ratio, count, bytes, USD, \
      number, text, bool
      """),
    BadBoard(
      "a path where a column has its unit alone",
      [
        "AS lost FROM delivery": "AS lost FROM delivery\n        signals: {lost: $.lost count}"
      ],
      "night.yaml:34:25: expected the signal's unit alone, such as count, found '$.lost count'"),
    BadBoard(
      "a column with an unknown unit",
      [
        "AS lost FROM delivery": "AS lost FROM delivery\n        signals: {lost: counts}"
      ],
      "night.yaml:34:25: expected a unit, found 'counts'; did you mean 'count'?"),
    BadBoard(
      "a source of both kinds",
      [
        "    gate: B": "    gate: B\n    sources: {ping: {http: \"http://127.0.0.1:1/\", sqlite: web.db}}"
      ],
      "night.yaml:44:15: expected source 'ping' to have one of http, sqlite, file, command, tcp, tls, redis, prometheus, oidc, mail_dns, push, found 'http' and 'sqlite'"
    ),
    BadBoard(
      "a path without a URL", ["    gate: B": "    gate: B\n    sources: {ping: {http: /ping}}"],
      "night.yaml:44:28: expected the app to have 'url' for the path '/ping'; add it, or write the whole URL"),
    BadBoard(
      "a URL without a scheme", ["    gate: B": "    gate: B\n    url: 127.0.0.1:9102"],
      "night.yaml:44:10: expected a URL that begins with http:// or https://, found '127.0.0.1:9102'"),
    BadBoard(
      "a URL of another scheme", ["    gate: B": "    gate: B\n    url: ftp://127.0.0.1:9102"],
      "night.yaml:44:10: expected a URL that begins with http:// or https://, found 'ftp://127.0.0.1:9102'"),
    BadBoard(
      "a URL with a space", ["    gate: B": "    gate: B\n    url: \"http://127.0.0.1:9102/a b\""],
      "night.yaml:44:10: expected a URL without spaces, found 'http://127.0.0.1:9102/a b'; write a space as %20"),
    BadBoard(
      "a path without its slash", ["    gate: B": "    gate: B\n    sources: {ping: {http: ping}}"],
      "night.yaml:44:28: expected a URL that begins with http:// or https://, found 'ping'"),
    BadBoard(
      "a variable of a URL that is not set", ["    gate: B": "    gate: B\n    url: http://${HOST}:9102"],
      "night.yaml:44:10: expected the environment variable HOST for '${HOST}'; set it and start again"),
    BadBoard(
      "a path into JSON that is none", ["$.errors ratio": "$..errors ratio"],
      """
      night.yaml:28:19: expected '$.path UNIT', 'header NAME UNIT', 'match REGEX UNIT', 'status', 'latency', \
      'resolve', 'connect', 'tls', 'first_byte', 'tls_left' or 'size', found '$..errors'
      """),
    BadBoard(
      "a path into JSON without its dollar", ["$.errors ratio": "errors ratio"],
      """
      night.yaml:28:19: expected '$.path UNIT', 'header NAME UNIT', 'match REGEX UNIT', 'status', 'latency', \
      'resolve', 'connect', 'tls', 'first_byte', 'tls_left' or 'size', found 'errors'
      """),
    BadBoard(
      "a path without a unit", ["$.errors ratio": "$.errors"],
      """
      night.yaml:28:19: expected a unit after '$.errors', one of ms, s, m, h, d, %, ratio, count, bytes, USD, \
      number, text, bool
      """),
    BadBoard(
      "a code that is no status", ["        http: /health": "        http: /health\n        expect: [200, 2x]"],
      "night.yaml:24:23: expected a status code such as 200 or 2xx, found '2x'"),
    BadBoard(
      "an unknown method", ["        http: /health": "        http: /health\n        method: get"],
      "night.yaml:24:17: expected a method, found 'get'; did you mean 'GET'?"),
    BadBoard(
      "a certificate without its key", ["        http: /health": "        http: /health\n        certificate: a.pem"],
      "night.yaml:24:22: expected 'certificate' only together with 'key'; add it"),
    BadBoard(
      "more redirects than anybody needs", ["        http: /health": "        http: /health\n        redirects: 99"],
      "night.yaml:24:20: expected a whole number of redirects from 1 to 10, found '99'"),
    BadBoard(
      "an unknown format", ["        http: /health": "        http: /health\n        format: actuators"],
      "night.yaml:24:17: expected a format, found 'actuators'; did you mean 'actuator'?"),
    BadBoard(
      "a duration as a size", ["errors: $.errors ratio": "errors: size ms"],
      "night.yaml:28:19: expected a size in bytes for 'size', found the unit 'ms'"),
    BadBoard(
      "a pattern that looks ahead", ["errors: $.errors ratio": "errors: match (?=a)b ratio"],
      """
      night.yaml:28:19: expected '$.path UNIT', 'header NAME UNIT', 'match REGEX UNIT', 'status', 'latency', \
      'resolve', 'connect', 'tls', 'first_byte', 'tls_left' or 'size', found 'match (?=a)b'
      """),
    BadBoard(
      "a place without a port",
      ["    gate: B": "    gate: B\n    sources: {cache: {redis: cache, signals: {ping: ping}}}"],
      "night.yaml:44:30: expected a host and its port, as host:port, found 'cache'"),
    BadBoard(
      "a program in one word",
      ["    gate: B": "    gate: B\n    sources: {count: {command: ./count.sh orders, signals: {code: exit}}}"],
      """
      night.yaml:44:32: expected a list of the program and its arguments, such as [./count.sh, orders]; \
      no shell reads it
      """),
    BadBoard(
      "a user of a web server", ["        http: /health": "        http: /health\n        user: me"],
      "night.yaml:24:15: expected 'user' only beside 'redis'"),
  ]
}
