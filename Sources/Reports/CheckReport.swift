import Canvas
import Foundation
package import Gates

/// The board's verdicts as one evaluation found them: a table, JSON, JUnit XML or TAP.
package enum CheckReport {
  package enum Format: String, CaseIterable, Sendable {
    case table, json, junit, tap
  }

  package static func text(_ standings: [AppStanding], format: Format, at now: Instant) throws -> String {
    switch format {
    case .table: table(standings)
    case .json: try json(standings, at: now)
    case .junit: junit(standings, at: now)
    case .tap: tap(standings)
    }
  }

  // MARK: Table

  private static func table(_ standings: [AppStanding]) -> String {
    let heads = ["GATE", "APP", "RULING", "READINESS", "POSTURE", "VERDICT"]
    let rows = standings.map { standing in
      [
        standing.app.gate?.harmless ?? "-", standing.app.id.name, standing.ruling.kind.rawValue,
        standing.readiness.state.rawValue, standing.posture.rawValue, standing.verdict.rawValue,
      ]
    }
    let widths = heads.indices.map { column in ([heads] + rows).map { Glyph.width(of: $0[column]) }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - Glyph.width(of: $0)) }
      return padded.joined(separator: "  ").trimmingCharacters(in: .whitespaces) + "\n"
    }
    var text = line(heads)
    for (standing, row) in zip(standings, rows) {
      text += line(row)
      if let override = standing.inForce.override { text += "      \(override.harmless)\n" }
      for finding in standing.findings where finding.verdict != .supported {
        text += "      \(finding.name) \(finding.verdict.rawValue): \(finding.because.harmless)\n"
      }
    }
    return text
  }

  // MARK: JSON

  private struct Record: Encodable {
    let schema = "gateboard.check/1"
    let at: String
    let verdict: String
    let apps: [AppRecord]
  }

  private struct AppRecord: Encodable {
    let app: String
    let gate: String?
    let ruling, readiness, posture, status, verdict: String
    let findings: [FindingRecord]
  }

  private struct FindingRecord: Encodable {
    let name, verdict, because: String
  }

  private static func json(_ standings: [AppStanding], at now: Instant) throws -> String {
    let apps = standings.map { standing in
      AppRecord(
        app: standing.app.id.name, gate: standing.app.gate, ruling: standing.ruling.kind.rawValue,
        readiness: standing.readiness.state.rawValue, posture: standing.posture.rawValue,
        status: standing.status.rawValue, verdict: standing.verdict.rawValue,
        findings: standing.findings.map {
          FindingRecord(name: $0.name, verdict: $0.verdict.rawValue, because: $0.because)
        })
    }
    let record = Record(
      at: now.utcSeconds, verdict: Verdict.overall(standings.map(\.verdict)).rawValue, apps: apps)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self).harmlessJSON + "\n"
  }

  // MARK: JUnit

  /// One suite an app, one case a finding. What is unknown is an error, what contradicts a failure.
  ///
  /// Source of the format: the JUnit XML that Jenkins and GitLab read (testsuites, testsuite, testcase).
  private static func junit(_ standings: [AppStanding], at now: Instant) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gateboard\">\n"
    for standing in standings {
      let findings = standing.findings
      let failures = findings.count { $0.verdict == .contradicted }
      let errors = findings.count { $0.verdict == .unknown }
      text += "  <testsuite name=\"\(escaped(standing.app.id.name))\" tests=\"\(findings.count)\""
      text += " failures=\"\(failures)\" errors=\"\(errors)\" timestamp=\"\(now.utcSeconds.dropLast())\">\n"
      for finding in findings {
        let name = "classname=\"\(escaped(standing.app.id.name))\" name=\"\(escaped(finding.name))\""
        switch finding.verdict {
        case .supported: text += "    <testcase \(name)/>\n"
        case .contradicted:
          text += "    <testcase \(name)><failure message=\"\(escaped(finding.because))\"/></testcase>\n"
        case .unknown: text += "    <testcase \(name)><error message=\"\(escaped(finding.because))\"/></testcase>\n"
        }
      }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  /// XML 1.0 knows no control characters but tab and line ends, not even as references.
  private static func escaped(_ text: String) -> String {
    text.harmless.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  // MARK: TAP

  /// Source of the format: testanything.org, version 14. What is unknown is not ok, and says so.
  private static func tap(_ standings: [AppStanding]) -> String {
    let lines = standings.flatMap { standing in standing.findings.map { (standing.app.id.name, $0) } }
    var text = "TAP version 14\n1..\(lines.count)\n"
    for (index, (app, finding)) in lines.enumerated() {
      let isGood = finding.verdict == .supported
      let name = "\(app) \(finding.name)".harmless.replacing("#", with: "\\#")
      text += "\(isGood ? "ok" : "not ok") \(index + 1) - \(name)\n"
      guard !isGood else { continue }
      let message = finding.because.harmless.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      text += "  ---\n  message: \"\(message)\"\n  severity: \(finding.verdict.rawValue)\n  ...\n"
    }
    return text
  }
}
