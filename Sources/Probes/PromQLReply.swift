import Gates

/// What Prometheus' HTTP API answered to an instant query
/// (prometheus.io/docs/prometheus/latest/querying/api, "Instant queries").
struct PromQLReply: Hashable {
  /// What was found, for a line: `1 series`.
  let found: String
  /// The one value, or why there is not one, to be read after a signal's name.
  let value: Answer.Finding
  let labels: [String: String]
  /// When the query was evaluated, as the answer says; nil where it says nothing of it.
  private(set) var evaluatedAt: Instant?
  /// What Prometheus had to say about the question, where it answered all the same.
  let warnings: [String]

  /// - Throws: ``Fault`` where the answer is an error, or none of that API.
  init(_ bytes: [UInt8]) throws(Fault) {
    let document: JSONValue
    do throws(JSONMistake) {
      document = try JSONValue.parse(bytes)
    } catch {
      throw Fault(error == .noDocument ? "the answer is not of Prometheus' API" : "the answer is \(error.words)")
    }
    guard let status = document["status"]?.text else { throw Fault("the answer is not of Prometheus' API") }
    guard status == "success" else {
      let (kind, words) = (document["errorType"]?.text ?? "error", document["error"]?.text ?? "it says not why")
      throw Fault("Prometheus refused the query: \(kind.prefix(40)), \(words.prefix(200))")
    }
    guard let data = document["data"], let kind = data["resultType"]?.text, let result = data["result"] else {
      throw Fault("the answer is not of Prometheus' API")
    }
    warnings = ["warnings", "infos"].flatMap { document[$0]?.items.compactMap(\.text) ?? [] }
    guard kind == "vector" else {
      labels = [:]
      (found, value) = Self.single(kind, result)
      evaluatedAt = Self.instant(result)
      return
    }
    let series = result.items
    found = series.count == 1 ? "1 series" : series.isEmpty ? "no series" : "\(series.count) series"
    guard let only = series.first, series.count == 1 else {
      labels = [:]
      value = .missing(
        series.isEmpty
          ? "has no series: nothing matches the query, or what matched is stale"
          : "has \(series.count) series, expected one; name their labels, or use sum()")
      return
    }
    labels = only["metric"]?.members.compactMapValues(\.text) ?? [:]
    value = only["histogram"] == nil ? Self.number(only["value"]) : .missing("is a native histogram, expected a number")
    evaluatedAt = Self.instant(only["value"])
  }

  /// The first part of a sample: Unix seconds.
  private static func instant(_ sample: JSONValue?) -> Instant? {
    guard case .raw(.number(let seconds))? = sample?.items.first, abs(seconds) < 1e11 else { return nil }
    return Instant(milliseconds: Int64(seconds * 1000))
  }

  private static func single(_ kind: String, _ result: JSONValue) -> (String, Answer.Finding) {
    switch kind {
    case "scalar": ("a scalar", number(result))
    case "string":
      ("a text", result.items.last?.text.map { .value(.text($0)) } ?? .missing("is no text"))
    case "matrix":
      ("a range", .missing("is a range of samples, expected one instant; use a function such as last_over_time()"))
    default: ("'\(kind.prefix(40))'", .missing("is a '\(kind.prefix(40))', expected one sample"))
    }
  }

  /// Of `[1435781451.781, "42"]`; NaN, as a stale series and a division by zero have it, is no number.
  private static func number(_ sample: JSONValue?) -> Answer.Finding {
    guard let items = sample?.items, items.count == 2, let text = items[1].text else {
      return .missing("is no sample")
    }
    switch text {
    case "NaN": return .missing("is not a number (NaN)")
    case "+Inf", "-Inf", "Inf": return .missing("is infinite")
    default: return Double(text).map { .value(.number($0)) } ?? .missing("is '\(text.prefix(40))', expected a number")
    }
  }
}
