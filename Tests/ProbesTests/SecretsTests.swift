import Gates
import Testing

@testable import Probes

/// Nothing that an endpoint sends back shows what it was sent.
@Suite struct SecretsTests {
  private func secrets(_ known: [String: String]) -> Secrets {
    Secrets([SecretText(spelling: "", resolved: "", secrets: known)])
  }

  private func beginning(_ text: String, without known: [String: String], most: Int = 20) -> String {
    String(decoding: secrets(known).beginning(of: Array(text.utf8), most: most), as: UTF8.self)
  }

  @Test(arguments: 0...20) func `a secret that the end cuts in two shows neither half`(place: Int) {
    let text = String(repeating: ".", count: place) + "s3cr3t" + String(repeating: ".", count: 30)
    let shown = beginning(text, without: ["KEY": "s3cr3t"])
    #expect(!shown.contains("s") && !shown.contains("3"))
    #expect(shown.contains("${KEY}") == (place <= 14))
  }

  @Test func `where two secrets may be cut the longer half goes, and a sign that is cut with it`() {
    #expect(beginning("12345678901234 xyzab and", without: ["A": "xyzabc", "B": "abq"]) == "12345678901234 ")
    #expect(beginning("1234567890123456 p\u{E4}ss", without: ["A": "p\u{E4}ss"], most: 19) == "1234567890123456 ")
  }

  @Test func `what ends with the answer is whole`() {
    #expect(beginning("ends with s3c", without: ["KEY": "s3cr3t"]) == "ends with s3c")
    #expect(beginning("s3cr3t", without: ["KEY": "s3cr3t"], most: 6) == "${KEY}")
  }

  @Test func `a secret is found as URLs and JSON have it, and within another`() {
    let known = ["A": #"p/q"r\s"#, "B": "abc", "C": "abcdef"]
    #expect(secrets(known).redacted("x abcdef abc y") == "x ${C} ${B} y")
    #expect(secrets(known).redacted("/login?key=p%2Fq%22r%5Cs") == "/login?key=${A}")
    #expect(secrets(known).redacted(#"{"a": "p/q\"r\\s", "b": "p\/q\"r\\s"}"#) == #"{"a": "${A}", "b": "${A}"}"#)
  }

  @Test func `a text is shortened after its secrets were taken out, and not before`() async throws {
    let token = SecretText(spelling: "${TOKEN}", resolved: "s3cr3t", secrets: ["TOKEN": "s3cr3t"])
    let server = try TestServer("hostile.py")
    // 200 signs of a text are kept, 40 of what is no number; each secret lies across such an end.
    var request = HTTPRequest(url: server.url("/echo-far"))
    request.headers = [HTTPRequest.Header(name: "X-Token", value: token)]
    let answer = try await poll(
      .http(request),
      [
        ("long", try json("$.long"), "text"), ("short", try json("$.short"), "ms"), ("head", .header("X-Far"), "ms"),
        ("found", .match("far (.*)\""), "text"),
      ])
    #expect(answer.isAnswer)
    #expect(answer.values.count == 4)
    for value in answer.values.values { #expect(!"\(value)".contains("s3c"), "\(value)") }
  }
}
