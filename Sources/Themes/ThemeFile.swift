import Canvas
import StrictYAML

/// One theme as its file says it; what it leaves out comes from the theme that it extends.
struct ThemeFile {
  struct Colour {
    let value: RGB
    let position: Position
  }

  struct Parent {
    let name: String
    let position: Position
  }

  let file: String
  let name: String
  /// One sentence for whoever chooses; empty where the file has none.
  let about: String
  let parent: Parent?
  /// For whose eyes it is made; nil where the file does not say.
  let vision: [Vision]?
  let colours: [ThemeRole: Colour]

  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  init(_ bytes: [UInt8], file: String) throws(Problems) {
    let root = try Document.parse(bytes, file: file)
    let diagnosis = Diagnosis(file: file)
    let keys: KnownKeys = ["theme", "about", "extends", "vision", "inks", "grounds"]
    guard let fields = diagnosis.fields(root, "a theme", keys: keys) else { throw Problems(diagnosis.problems) }
    let name = diagnosis.required("theme", in: fields).flatMap { diagnosis.text($0, "the theme's name") }
    about = fields["about"].flatMap { diagnosis.text($0, "a sentence about the theme") } ?? ""
    parent = fields["extends"].flatMap { node in
      diagnosis.text(node, "the name of another theme").map { Parent(name: $0, position: node.position) }
    }
    vision = fields["vision"].map { node in
      diagnosis.someItems(node, "kinds of vision").compactMap { item in
        diagnosis.choice(item, "a kind of vision", of: Vision.allCases.map { ($0.rawValue, $0) })
      }
    }
    let isWhole = fields["extends"] == nil && !fields.isUnreadable("extends", as: nil)
    let inks = Self.colours(fields, "inks", Ink.allCases.map(ThemeRole.ink), isWhole, diagnosis)
    let grounds = Self.colours(fields, "grounds", Ground.allCases.map(ThemeRole.ground), isWhole, diagnosis)
    colours = inks.merging(grounds) { first, _ in first }
    self.file = file
    self.name = name ?? ""
    try diagnosis.finish()
  }

  private static func colours(
    _ fields: Fields, _ key: String, _ roles: [ThemeRole], _ isWhole: Bool, _ diagnosis: Diagnosis
  ) -> [ThemeRole: Colour] {
    guard let node = isWhole ? diagnosis.required(key, in: fields) : fields[key],
      let inner = diagnosis.fields(node, "'\(key)'", keys: KnownKeys(roles.map(\.word)))
    else { return [:] }
    var colours: [ThemeRole: Colour] = [:]
    for role in roles {
      guard let node = isWhole ? diagnosis.required(role.word, in: inner) : inner[role.word],
        let text = diagnosis.text(node, "a colour such as \"#1a2b3c\", in quotes since '#' begins a comment")
      else { continue }
      guard let colour = RGB(hex: text) else {
        diagnosis.report(node.position, "expected a colour such as \"#1a2b3c\", found '\(text)'")
        continue
      }
      colours[role] = Colour(value: colour, position: node.position)
    }
    return colours
  }
}
