import CAssets
package import Canvas
package import StrictYAML

/// Themes as YAML: each meaning of the screen gets a colour.
package enum Themes {
  /// The themes that travel inside the binary; the first is the default.
  package static let builtIn = ["midnight", "daylight"]

  /// - Throws: ``Problems`` when there is no built-in theme of that name.
  package static func named(_ name: String) throws(Problems) -> Theme {
    let asset: gb_asset
    switch name {
    case "midnight": unsafe asset = gb_theme_midnight()
    case "daylight": unsafe asset = gb_theme_daylight()
    default:
      let message =
        "expected a theme, found '\(name)'; \(Nearest.hint(name, among: builtIn)), or the path of a .yaml file"
      throw Problems([Problem(file: "--theme", position: Position(line: 1, column: 1), message: message)])
    }
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: asset.bytes, count: asset.count))
    return try parse(bytes, file: "\(name).yaml")
  }

  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package static func parse(_ bytes: [UInt8], file: String) throws(Problems) -> Theme {
    let root = try Document.parse(bytes, file: file)
    let diagnosis = Diagnosis(file: file)
    guard let fields = diagnosis.fields(root, "a theme", keys: ["theme", "inks", "grounds"]) else {
      throw Problems(diagnosis.problems)
    }
    let name = diagnosis.required("theme", in: fields).flatMap { diagnosis.text($0, "the theme's name") }
    let inks = colours(fields, "inks", Ink.allCases.map { ("\($0)", $0) }, diagnosis)
    let grounds = colours(fields, "grounds", Ground.allCases.map { ("\($0)", $0) }, diagnosis)
    try diagnosis.finish()
    return Theme(name: name ?? "", inks: inks, grounds: grounds)
  }

  private static func colours<Role: Hashable>(
    _ fields: Fields, _ key: String, _ roles: [(String, Role)], _ diagnosis: Diagnosis
  ) -> [Role: RGB] {
    guard let node = diagnosis.required(key, in: fields),
      let inner = diagnosis.fields(node, "'\(key)'", keys: roles.map(\.0))
    else { return [:] }
    var colours: [Role: RGB] = [:]
    for (word, role) in roles {
      guard let node = diagnosis.required(word, in: inner),
        let text = diagnosis.text(node, "a colour such as \"#1a2b3c\"")
      else { continue }
      colours[role] = RGB(hex: text)
      if colours[role] == nil {
        diagnosis.report(node.position, "expected a colour such as \"#1a2b3c\", found '\(text)'")
      }
    }
    return colours
  }
}
