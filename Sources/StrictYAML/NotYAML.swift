/// Says in a sentence why the library could not read a text as YAML, and where the mistake began.
struct NotYAML {
  let lines: Lines

  func explanation(of mistake: Mistake) -> (Position, String) {
    switch mistake.place {
    case .sign(let offset): (lines.position(ofByte: offset), "expected YAML text: \(mistake.problem)")
    case .mark(let mark): explanation(of: mistake, at: lines.index(of: mark))
    }
  }

  private func explanation(of mistake: Mistake, at index: Int) -> (Position, String) {
    let problem = mistake.problem
    let doing = mistake.context?.words ?? ""
    if let context = mistake.context, doing == "while scanning a quoted scalar" {
      let open = lines.index(of: context.mark)
      let quote = open < lines.scalars.count ? "\(lines.scalars[open])" : "quote"
      let found = problem.contains("end of stream") ? "the end of the file" : "a line with '---' or '...'"
      return (lines.position(of: open), "expected a closing \(quote) for the text that opens here, found \(found)")
    }
    if let open = whatIsOpen(at: index, problem) { return open }
    let hint = problem.contains("cannot start any token") ? "; indent with spaces, not tabs, and quote '@' and '`'" : ""
    return (lines.position(of: index), "expected YAML:\(doing.isEmpty ? "" : " ")\(doing) \(problem)\(hint)")
  }

  /// The quote or bracket that was left open, where that explains the problem.
  private func whatIsOpen(at index: Int, _ problem: String) -> (Position, String)? {
    let trail = OpenSigns(lines.scalars, before: index)
    let place = lines.position(of: index)
    if let quote = trail.strayQuote {
      let close = lines.position(of: quote.upperBound)
      return (
        lines.position(of: quote.lowerBound),
        "expected a closing \(lines.scalars[quote.lowerBound]) on this line, found the text to run on to \(close.words)"
      )
    }
    guard problem.hasPrefix("did not find expected"), let open = trail.brackets.last else { return nil }
    let opening = lines.position(of: open)
    let (close, what) = lines.scalars[open] == "[" ? ("]", "list") : ("}", "mapping")
    let isOtherBracket = index < lines.scalars.count && "]}".unicodeScalars.contains(lines.scalars[index])
    guard opening.line < place.line || isOtherBracket || index >= lines.scalars.count else {
      return (place, "expected ',' or '\(close)' in the \(what) that opens in column \(opening.column)")
    }
    let end = index < lines.scalars.count ? place.words : "the end of the file"
    return (opening, "expected '\(close)' to close the \(what) that opens here, or ',' before \(end)")
  }
}

extension Position {
  /// How a sentence names it.
  var words: String { "line \(line), column \(column)" }
}
