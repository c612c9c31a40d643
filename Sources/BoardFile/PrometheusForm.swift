import Gates
import StrictYAML

/// A Prometheus server, asked in PromQL.
enum PrometheusForm: SourceForm {
  static let key = "prometheus"

  static let fields =
    [
      Field("prometheus", .text, "Ask the Prometheus server of this URL, or of this path under the app's URL."),
      SQLiteForm.query, HTTPForm.headers,
    ] + TrustFields.all

  static let measures: [Gauge] = [.latency, .resolve, .connect, .tls, .firstByte, .tlsLeft, .warnings]

  static func places(_ fields: Fields) -> [SignalPlace] {
    [
      SignalPlace(spelling: "value UNIT", read: { $0 == "value" ? .measure(.value) : nil }),
      .word("label", "label NAME UNIT") { $0.isASCIIWord(with: "_") ? .line($0) : nil },
    ]
  }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let diagnosis = reader.diagnosis
    let headers = reader.headers(fields["headers"])
    let trust = TrustFields.read(fields, by: reader)
    let query = diagnosis.required("query", in: fields).flatMap { diagnosis.text($0, "a PromQL query") }
    guard let server = reader.address(node, base: base), let query else { return nil }
    guard !server.reveal().contains(where: { $0 == "?" || $0 == "#" }) else {
      diagnosis.report(
        node.position, "expected the URL of a Prometheus server without '?' and '#', found '\(server.spelling)'")
      return nil
    }
    var question = PromQLQuestion(query, of: server)
    (question.headers, question.trust) = (headers, trust)
    return .prometheus(question)
  }
}
