extension BadBoard {
  /// A board whose second app has one source `x`.
  private static func source(_ name: String, _ source: String, _ messages: String...) -> BadBoard {
    BadBoard(name, source: source, messages)
  }

  private init(_ name: String, source: String, _ messages: [String]) {
    let text = Self.good.replacing("    gate: B", with: "    gate: B\n    sources:\n      x: {\(source)}")
    self.name = name
    self.text = text
    self.messages = messages
  }

  /// Sources of Prometheus, OpenID providers and DNS.
  static let kinds: [BadBoard] = [
    source(
      "a Prometheus without a query", "prometheus: http://h:9090",
      "night.yaml:45:10: expected a source to have 'query'; add it"),
    source(
      "a Prometheus with a question in its URL", #"prometheus: "http://h/?query=up", query: up"#,
      "night.yaml:45:23: expected the URL of a Prometheus server without '?' and '#', found 'http://h/?query=up'"),
    source(
      "a value without a unit", "prometheus: http://h, query: up, signals: {up: value}",
      """
      night.yaml:45:58: expected a unit after 'value', one of ms, s, m, h, d, %, ratio, count, bytes, USD, \
      number, text, bool
      """),
    source(
      "a path into PromQL", "prometheus: http://h, query: up, signals: {up: $.value count}",
      """
      night.yaml:45:58: expected 'value UNIT', 'label NAME UNIT', 'latency', 'resolve', 'connect', 'tls', \
      'first_byte', 'tls_left' or 'warnings', found '$.value'
      """),
    source(
      "an issuer without https", "oidc: http://login.example",
      """
      night.yaml:45:17: expected an issuer with https://, and http:// only on this machine, found \
      'http://login.example'
      """),
    source(
      "an issuer that only looks like this machine", "oidc: http://127.0.0.1.evil.example",
      """
      night.yaml:45:17: expected an issuer with https://, and http:// only on this machine, found \
      'http://127.0.0.1.evil.example'
      """),
    source(
      "an issuer with a question", #"oidc: "https://login.example/?a=b""#,
      "night.yaml:45:17: expected an issuer without '?' and '#', found 'https://login.example/?a=b'"),
    source(
      "an algorithm with a shared secret", "oidc: https://l.example, algorithms: [RS256, HS256]",
      "night.yaml:45:56: expected an algorithm, found 'HS256'; did you mean 'ES256'?"),
    source(
      "an audience of no token", "oidc: https://l.example, audience: board",
      "night.yaml:45:46: expected 'audience' only together with 'token'; add it"),
    source(
      "a client without its secret", "oidc: https://l.example, client: board",
      "night.yaml:45:44: expected 'client' only together with 'client_secret'; add it"),
    source(
      "a secret of the environment that is not set", "oidc: https://l.example, client: me, client_secret: '${NONE}'",
      "night.yaml:45:63: expected the environment variable NONE for '${NONE}'; set it and start again"),
    source(
      "a lag as a count", "oidc: https://l.example, signals: {lag: revocation_lag count}",
      "night.yaml:45:51: expected a time for 'revocation_lag', found the unit 'count'"),
    source(
      "a domain that is none", "mail_dns: mail..example",
      "night.yaml:45:21: expected a domain such as mail.example, found 'mail..example'"),
    source(
      "a domain in its own script", "mail_dns: bücher.example",
      """
      night.yaml:45:21: expected a domain such as mail.example, found 'bücher.example'; write it as DNS has it, \
      with xn--
      """),
    source(
      "a selector with a space", "mail_dns: mail.example, selectors: [s 1]",
      "night.yaml:45:47: expected a selector such as s1, found 's 1'"),
    source(
      "an organisation of somebody else", "mail_dns: mail.example, organisation: other.example",
      "night.yaml:45:49: expected a domain above mail.example, found 'other.example'"),
    source(
      "a resolver without a port", "mail_dns: mail.example, resolver: 127.0.0.1",
      "night.yaml:45:45: expected a host and its port, as host:port, found '127.0.0.1'"),
    source(
      "selectors of a web server", "http: http://h/, selectors: s1",
      "night.yaml:45:39: expected 'selectors' only beside 'mail_dns'"),
  ]
}
