/// What produces signals, and how often it is asked.
package struct Source: Hashable, Sendable {
  /// What is asked, each kind with what it needs to know.
  ///
  /// Indirect, because a source is copied often, and most of it is this.
  package indirect enum Kind: Hashable, Sendable {
    case http(HTTPRequest)
    case sqlite(SQLiteQuery)
    /// The path of a file that somebody else writes.
    case file(String)
    case command(Program)
    case tcp(Dial)
    case tls(Dial)
    case redis(RedisServer)
    case prometheus(PromQLQuestion)
    case oidc(OIDCIssuer)
    case mailDNS(MailDomain)
    /// Asked of nobody: other programs write its signals into the journal's inbox.
    case push
  }

  package let name: String
  package let kind: Kind
  /// How often it is asked; of one that is pushed to, the age from which it is stale.
  package let every: Duration
  package let timeout: Duration
  /// Age from which the source's signals are unknown.
  package let staleAfter: Duration
  package let signals: [Signal]
  /// How often a question without an answer is asked again at once.
  package let retries: Int

  package init(
    name: String, kind: Kind, every: Duration, timeout: Duration, staleAfter: Duration, signals: [Signal],
    retries: Int = 0
  ) {
    self.name = name
    self.kind = kind
    self.every = every
    self.timeout = timeout
    self.staleAfter = staleAfter
    self.signals = signals
    self.retries = retries
  }
}

extension Source {
  /// What is asked of whom, in one line without secrets; whoever is not verified is named as such, also where nobody
  /// answers.
  package var question: String { trust?.isInsecure == true ? "\(asked), certificate not verified" : asked }

  private var trust: TLSTrust? {
    switch kind {
    case .http(let request): request.trust
    case .tls(let dial): dial.trust
    case .prometheus(let question): question.trust
    case .oidc(let issuer): issuer.trust
    case .sqlite, .file, .command, .tcp, .redis, .mailDNS, .push: nil
    }
  }

  private var asked: String {
    switch kind {
    case .http(let request): "\(request.method) \(request.url.spelling)"
    case .sqlite(let query): "\(query.path): \(query.query)"
    case .file(let path): path
    case .command(let program): program.arguments.joined(separator: " ")
    case .tcp(let dial): "a connection to \(dial.words)"
    case .tls(let dial): "the certificate of \(dial.words)"
    case .redis(let server): "PING and INFO of \(server.dial.words)"
    case .prometheus(let question): "\(question.query) of \(question.server.spelling)"
    case .oidc(let issuer): "discovery and keys of \(issuer.issuer.spelling)"
    case .mailDNS(let mail): "SPF, DKIM and DMARC of \(mail.domain)"
    case .push: "nobody: other programs push its values"
    }
  }
}

/// One named series that a source yields.
package struct Signal: Hashable, Sendable {
  package let name: String
  package let selector: Selector
  package let unit: Unit

  package init(name: String, selector: Selector, unit: Unit) {
    self.name = name
    self.selector = selector
    self.unit = unit
  }
}

/// A question to a local SQLite file that somebody else owns.
package struct SQLiteQuery: Hashable, Sendable {
  /// Absolute, or relative to the working directory.
  package let path: String
  package let query: String

  package init(path: String, query: String) {
    self.path = path
    self.query = query
  }
}
