import Canvas

/// One line of a page.
struct Line {
  let mark: Mark
  let name: String
  let text: String
  /// How far the name stands to the right: the depth in a tree.
  var depth = 0
  /// Headings have a name and no mark.
  var isHeading = false
  /// Whether the text is somebody else's: it takes the whole width, and is broken where it must be and nowhere else.
  var isVerbatim = false
  /// Where `enter` leads from here.
  var target: Place?
  /// What a filter finds of it beside its words.
  var fields = Filter.Fields()
  /// How many lines are folded behind a heading; 0 where it is open.
  var folded = 0

  /// - Parameter ink: that of what it says, where it is a state.
  static func heading(_ name: String, _ text: String = "", ink: Ink = .title, target: Place? = nil) -> Line {
    Line(mark: Mark(" ", ink), name: name, text: text, isHeading: true, target: target)
  }

  static func verbatim(_ text: String) -> Line {
    Line(mark: Mark("·", .faint), name: "", text: text, isVerbatim: true)
  }

  static func fact(_ name: String, _ text: String, depth: Int = 0, target: Place? = nil) -> Line {
    Line(mark: Mark("·", .faint), name: name, text: text, depth: depth, target: target)
  }
}
