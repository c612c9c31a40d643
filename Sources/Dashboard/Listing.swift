import Canvas
import Gates

/// The lines of a page in sections, made when they are drawn: a page of thousands costs what is in sight.
struct Listing {
  private(set) var sections: [Section]
  /// How many lines there are, headings included.
  let count: Int

  /// A heading, and lines that are made by their index.
  struct Section {
    /// Nil for lines above the first heading.
    var heading: Line?
    let count: Int
    let line: (Int) -> Line

    init(_ heading: Line?, count: Int, _ line: @escaping (Int) -> Line) {
      self.heading = heading
      self.count = count
      self.line = line
    }

    init(_ heading: Line?, _ lines: [Line]) { self.init(heading, count: lines.count) { lines[$0] } }

    /// A line for each of these.
    static func of<Element>(
      _ elements: [Element], _ heading: Line? = nil, _ line: @escaping (Element) -> Line
    ) -> Section {
      Section(heading, count: elements.count) { line(elements[$0]) }
    }

    fileprivate var total: Int { count + (heading == nil ? 0 : 1) }

    fileprivate subscript(index: Int) -> Line {
      guard let heading else { return line(index) }
      return index == 0 ? heading : line(index - 1)
    }
  }

  init(_ sections: [Section]) {
    self.sections = sections
    count = sections.reduce(0) { $0 + $1.total }
  }

  /// Lines that are all there, parted at their headings.
  init(_ lines: [Line]) {
    var sections: [Section] = []
    var start = 0
    for (index, line) in lines.enumerated() where line.isHeading && index > start {
      sections.append(Self.section(lines[start..<index]))
      start = index
    }
    if start < lines.count { sections.append(Self.section(lines[start...])) }
    self.init(sections)
  }

  private static func section(_ lines: ArraySlice<Line>) -> Section {
    let heading = lines.first?.isHeading == true ? lines.first : nil
    return Section(heading, Array(heading == nil ? lines : lines.dropFirst()))
  }

  subscript(index: Int) -> Line {
    var rest = index
    for section in sections {
      if rest < section.total { return section[rest] }
      rest -= section.total
    }
    return .fact("", "")
  }

  /// Where the headings are, in order.
  var headings: [Int] {
    var places: [Int] = []
    var start = 0
    for section in sections {
      if section.heading != nil { places.append(start) }
      start += section.total
    }
    return places
  }

  /// The name of the heading that a line stands under; nil above the first.
  func heading(above index: Int) -> String? {
    var rest = index
    for section in sections {
      if rest < section.total { return section.heading?.name }
      rest -= section.total
    }
    return nil
  }

  // MARK: Narrowing

  /// The lines of each section that a filter admits.
  func admitted(by filter: Filter) -> [[Int]] {
    sections.map { section in (0..<section.count).filter { filter.admits(section.line($0).allFields) } }
  }

  /// Only these lines of each section, and the headings that they stand under.
  func keeping(_ kept: [[Int]]) -> Listing {
    Listing(
      zip(sections, kept).compactMap { section, kept in
        kept.isEmpty ? nil : Section(section.heading, count: kept.count) { section.line(kept[$0]) }
      })
  }

  /// Folded sections show their heading and how many lines are behind it.
  func folding(_ isFolded: (String) -> Bool) -> Listing {
    Listing(
      sections.map { section in
        guard var heading = section.heading, section.count > 0, isFolded(heading.name) else { return section }
        heading.folded = section.count
        return Section(heading, [])
      })
  }
}

extension Line {
  /// What a filter finds of the line.
  var allFields: Filter.Fields {
    var found = fields
    found.text = "\(name) \(text)"
    if found.app.isEmpty, let app = target?.app { found.app = app.name }
    return found
  }
}
