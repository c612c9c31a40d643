import Gates
import StrictYAML

/// A web server, asked one question.
enum HTTPForm: SourceForm {
  static let key = "http"

  static let fields =
    [
      Field("http", .text, "Ask this URL, or this path under the app's URL."),
      Field("method", .choice(methods), "The method; GET unless told."),
      headers,
      Field("body", .text, "What is sent; ${NAME} reads the environment."),
      Field("expect", .statuses, "Status codes that are answers: 200, 2xx; 2xx unless told or the format knows."),
      Field("format", .choice(HTTPRequest.Format.allCases.map(\.rawValue)), "A body whose whole form is known."),
      Field("redirects", .whole, "How many redirects are followed, at most 10; none unless told."),
      Field("max_body", .whole, "Largest body in bytes, also once unpacked; 1048576 unless told."),
      Field("connect_timeout", .duration, "How long connecting may take; the timeout unless told."),
      Field("first_byte_timeout", .duration, "How long the answer may take to begin; the timeout unless told."),
    ] + TrustFields.all

  static let headers = Field("headers", .map(of: nil), "Request headers; ${NAME} reads the environment.")

  static let measures: [Gauge] = [
    .status, .latency, .resolve, .connect, .tls, .firstByte, .tlsLeft, .size,
  ]

  static func places(_ fields: Fields) -> [SignalPlace] {
    let usual = [
      SignalPlace.json,
      .word("header", "header NAME UNIT") { $0.isHeaderName ? .header($0) : nil },
      .word("match", "match REGEX UNIT") { TextPattern($0) == nil ? nil : .match($0) },
    ]
    guard case .scalar(let name)? = fields["format"]?.content, let format = HTTPRequest.Format(rawValue: name) else {
      return usual
    }
    switch format {
    case .health, .actuator, .kubernetes:
      return usual + [
        SignalPlace(spelling: "check", read: { $0 == "check" ? .check(nil) : nil }, unit: "bool"),
        .word("check", "check NAME", unit: "bool") { .check($0) },
      ]
    case .prometheus:
      return usual + [SignalPlace(spelling: "METRIC UNIT") { MetricQuery($0).map { .metric($0) } }]
    }
  }

  static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let headers = reader.headers(fields["headers"])
    guard let url = reader.address(node, base: base) else { return nil }
    var request = HTTPRequest(url: url, headers: headers)
    request.method =
      fields["method"].flatMap { reader.diagnosis.choice($0, "a method", of: methods.map { ($0, $0) }) } ?? "GET"
    request.body = fields["body"].flatMap { reader.secret($0, "a body") }
    request.expected = reader.statuses(fields["expect"])
    request.format = fields["format"].flatMap {
      reader.diagnosis.choice($0, "a format", of: HTTPRequest.Format.allCases.map { ($0.rawValue, $0) })
    }
    request.redirects = reader.whole(fields["redirects"], "redirects", 1...10) ?? 0
    request.largestBody = reader.whole(fields["max_body"], "bytes", 1...(64 << 20)) ?? HTTPRequest.usualLargestBody
    request.connectTimeout = reader.duration(fields["connect_timeout"])
    request.firstByteTimeout = reader.duration(fields["first_byte_timeout"])
    request.trust = TrustFields.read(fields, by: reader)
    return .http(request)
  }
}

/// The keys of every kind that speaks TLS.
enum TrustFields {
  static let all = [
    Field("insecure", .truth, "Whether the certificate is left unverified, which the board shows."),
    Field("ca", .text, "PEM file of the authorities that are trusted in place of the system's."),
    Field("certificate", .text, "PEM file of the client's own certificate; needs 'key'."),
    Field("key", .text, "PEM file of the key of 'certificate'."),
  ]

  static func read(_ fields: Fields, by reader: BoardReader) -> TLSTrust {
    func path(_ key: String) -> String? {
      fields[key].flatMap { reader.diagnosis.text($0, "the path of a PEM file") }.map(reader.inFolder)
    }
    var trust = TLSTrust()
    trust.isInsecure = fields["insecure"].flatMap { reader.truth($0) } ?? false
    (trust.authorities, trust.certificate, trust.key) = (path("ca"), path("certificate"), path("key"))
    for (one, other) in [("certificate", "key"), ("key", "certificate")] where fields[other] == nil {
      guard let node = fields[one], !fields.isUnreadable(other, as: nil) else { continue }
      reader.diagnosis.report(node.position, "expected '\(one)' only together with '\(other)'; add it")
    }
    return trust
  }
}

extension String {
  /// Whether the text is a token of RFC 9110, 5.6.2.
  var isHeaderName: Bool { isASCIIWord(with: "!#$%&'*+.^_`|~-") }
}

extension BoardReader {
  /// The URL of a source: a whole one, or a path under the app's.
  func address(_ node: Node, base: BaseURL) -> SecretText? {
    guard let text = diagnosis.text(node, "a URL or a path") else { return nil }
    guard text.hasPrefix("/") else { return webAddress(node) }
    let path = webPath(node)
    switch base {
    case .known(let url): return path.map { url.appending(path: $0) }
    case .unreadable: return nil
    case .none:
      diagnosis.report(
        node.position, "expected the app to have 'url' for the path '\(text)'; add it, or write the whole URL")
      return nil
    }
  }

  /// Codes such as 204 and classes such as 2xx.
  func statuses(_ node: Node?) -> [ClosedRange<Int>] {
    guard let node else { return [] }
    return diagnosis.someItems(node, "status codes such as 200 or 2xx").compactMap { item in
      guard let text = diagnosis.text(item, "a status code such as 200 or 2xx") else { return nil }
      if let code = wholeNumber(text), (100...599).contains(code) { return code...code }
      if text.count == 3, text.hasSuffix("xx"), let first = wholeNumber(text.prefix(1)), (1...5).contains(first) {
        return first * 100...first * 100 + 99
      }
      diagnosis.report(item.position, "expected a status code such as 200 or 2xx, found '\(text)'")
      return nil
    }
  }

  func whole(_ node: Node?, _ what: String, _ range: ClosedRange<Int>) -> Int? {
    guard let node, let text = diagnosis.text(node, "a whole number of \(what)") else { return nil }
    if let number = wholeNumber(text), range.contains(number) { return number }
    diagnosis.report(
      node.position,
      "expected a whole number of \(what) from \(range.lowerBound) to \(range.upperBound), found '\(text)'")
    return nil
  }

  func headers(_ node: Node?) -> [HTTPRequest.Header] {
    let entries = node.map { diagnosis.entries($0, "headers by name") } ?? []
    var firsts: [String: Node.Entry] = [:]
    for entry in entries {
      // Names of headers are the same in upper and lower case (RFC 9110, 5.1).
      if let first = firsts[entry.key.lowercased()] {
        diagnosis.report(
          entry.position,
          "expected each header once, found '\(entry.key)' again, first as '\(first.key)' in line \(first.position.line)"
        )
      } else {
        firsts[entry.key.lowercased()] = entry
      }
    }
    return entries.compactMap(header)
  }

  func header(_ entry: Node.Entry) -> HTTPRequest.Header? {
    guard entry.key.isHeaderName else {
      diagnosis.report(entry.position, "expected a header's name, found '\(entry.key)'")
      return nil
    }
    guard let value = secret(entry.value, "a header's value") else { return nil }
    guard value.reveal().unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
      diagnosis.report(entry.value.position, "expected a header's value on one line, found a control character in it")
      return nil
    }
    return HTTPRequest.Header(name: entry.key, value: value)
  }

}
