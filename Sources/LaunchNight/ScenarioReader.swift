import Gates
package import StrictYAML

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Parameter file: the name that messages begin with.
  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package static func parse(_ bytes: [UInt8], file: String) throws(Problems) -> Scenario {
    let root = try StrictYAML.Document.parse(bytes, file: file)
    let diagnosis = Diagnosis(file: file)
    let scenario = ScenarioReader(diagnosis: diagnosis).scenario(root)
    try diagnosis.finish()
    guard let scenario else {
      throw Problems([Problem(file: file, position: root.position, message: "expected a scenario")])
    }
    return scenario
  }
}

/// Walks the top of a scenario file, and hands its parts to the readers of apps and steps.
private struct ScenarioReader {
  let diagnosis: Diagnosis

  func scenario(_ root: Node) -> Scenario? {
    guard let fields = diagnosis.fields(root, "a scenario", keys: ["scenario", "night", "apps", "steps"]) else {
      return nil
    }
    let title = diagnosis.required("scenario", in: fields).flatMap { diagnosis.text($0, "the scenario's name") }
    let night = diagnosis.required("night", in: fields).flatMap { day($0) }
    var appReader = AppReader(diagnosis: diagnosis)
    var apps: [SimulatedApp] = []
    if let node = diagnosis.required("apps", in: fields) { apps = appReader.apps(node) }
    let steps = diagnosis.required("steps", in: fields).map { diagnosis.items($0, "a list of steps") } ?? []
    guard let title, let night else { return nil }
    let stepReader = StepReader(diagnosis: diagnosis, night: night, apps: apps)
    let told = steps.compactMap { stepReader.step($0) }.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    return Scenario(title: title, night: night, apps: apps, steps: told.map(\.element))
  }

  private func day(_ node: Node) -> Day? {
    guard let text = diagnosis.text(node, "a date such as 2025-11-12") else { return nil }
    if let day = Day(text) { return day }
    diagnosis.report(node.position, "expected a date such as 2025-11-12, found '\(text)'")
    return nil
  }
}
