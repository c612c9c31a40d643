package import Canvas

/// A scenario as one reads it aloud: `Operator("files").press("b").type("replay stalls").submit().sees("B-1")`.
///
/// It says what is done and what is seen, and not where: the same text runs against the picture in memory and against
/// the program in a real terminal.
package struct Operator: Sendable, CustomStringConvertible {
  package enum Step: Hashable, Sendable {
    case press(KeyPress)
    case type(String)
    case sees(String)
    case seesNoMore(String)
  }

  /// What the operator is after; the test's name.
  package let description: String
  package private(set) var steps: [Step] = []
  /// Names that are no key's; a scenario that has one fails.
  package private(set) var mistakes: [String] = []

  package init(_ description: String) { self.description = description }

  /// Presses keys by the names that the configuration file has for them.
  package func press(_ names: String...) -> Operator {
    var after = self
    for name in names {
      if let key = KeyPress(name: name) { after.steps.append(.press(key)) } else { after.mistakes.append(name) }
    }
    return after
  }

  package func type(_ text: String) -> Operator { adding(.type(text)) }

  package func submit() -> Operator { press("enter") }

  package func sees(_ text: String) -> Operator { adding(.sees(text)) }

  package func seesNoMore(_ text: String) -> Operator { adding(.seesNoMore(text)) }

  private func adding(_ step: Step) -> Operator {
    var after = self
    after.steps.append(step)
    return after
  }
}
