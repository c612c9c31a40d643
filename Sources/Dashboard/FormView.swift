import Canvas
import Gates

extension Model {
  /// The form in place, over the board; a question that it asks stands in its place.
  func draw(_ form: Form, on canvas: inout Canvas) {
    if case .confirming(let danger) = form.phase { return draw(danger, on: &canvas) }
    let width = min(size.width - 2, 100)
    let layout = FormLayout(
      form, objection: form.objection(in: state, by: person, at: now), width: width - 2, room: size.height - 4
    ) { form.hint($0, in: state, by: person, at: now) }
    let height = min(size.height - 2, layout.rows.count + 2)
    let area = Area(x: (size.width - width) / 2, y: max(1, (size.height - height) / 2), width: width, height: height)
    canvas.fill(area, .plain)
    canvas.frame(area, title: form.title, Style(.accent), titleStyle: Style(.accent, bold: true))
    let inside = area.inside
    let first = layout.first(room: inside.height)
    tell(layout.fields(outside: first..<first + inside.height), of: form.title, on: &canvas, in: area)
    for (offset, row) in layout.rows.dropFirst(first).prefix(inside.height).enumerated() {
      let y = inside.y + offset
      switch row {
      case .field(let index): draw(form, field: index, on: &canvas, in: inside, y: y)
      case .hint(let text): canvas.write(text, x: inside.x + layout.hintX, y: y, .faint, limit: layout.hintWidth)
      case .objection(let text, let isFinal):
        let style = Style(isFinal ? .bad : .warning, bold: isFinal)
        canvas.write(text, x: inside.x + layout.hintX, y: y, style, limit: layout.hintWidth)
      }
    }
  }

  /// In the frame, as a page tells it, how many fields there is no room for.
  private func tell(_ hidden: (above: Int, below: Int), of title: String, on canvas: inout Canvas, in area: Area) {
    if hidden.above > 0 {
      // Shorter before it takes a letter from the title.
      let room = area.width - 4 - Glyph.width(of: title)
      let words = [" \(hidden.above) more above ", " \(hidden.above) above "]
      let fitting = words.first { Glyph.width(of: $0) <= room } ?? words[1]
      canvas.write(fitting, endingAt: area.maxX - 1, y: area.y, .faint)
    }
    if hidden.below > 0 {
      canvas.write(" \(hidden.below) more below ", endingAt: area.maxX - 1, y: area.maxY - 1, .faint)
    }
  }

  private func draw(_ form: Form, field index: Int, on canvas: inout Canvas, in inside: Area, y: Int) {
    let field = form.fields[index]
    let isFocused = index == form.focus
    canvas.write(
      field.name.rawValue, x: inside.x + 1, y: y, Style(isFocused ? .accent : .faint, bold: isFocused),
      limit: FormLayout.label - 1)
    let width = inside.width - FormLayout.label - 1
    let box = Area(x: inside.x + FormLayout.label, y: y, width: width, height: 1)
    canvas.fill(box, Style(.text, on: .field))
    canvas.spot(Area(x: inside.x, y: y, width: inside.width, height: 1), list: List.fields, row: index)
    // Scrolls so that the cursor stays in the box.
    let before = String(field.editor.text.prefix(isFocused ? field.editor.cursor : 0))
    var start = 0
    while Glyph.width(of: String(before.dropFirst(start))) >= box.width { start += 1 }
    let used = canvas.write(
      String(field.editor.text.dropFirst(start)), x: box.x, y: y, Style(.text, on: .field, underline: isFocused),
      limit: box.width)
    guard isFocused else { return }
    if let completion = form.completion {
      canvas.write(completion, x: box.x + used, y: y, Style(.faint, on: .field), limit: box.width - used)
    }
    guard form.phase == .typing else { return }
    canvas.cursor = (box.x + Glyph.width(of: String(before.dropFirst(start))), y)
  }

  /// What will happen, with the focus on Cancel: enter takes nothing but that.
  func draw(_ danger: Form.Danger, on canvas: inout Canvas) {
    let width = min(size.width - 2, 76)
    let question = danger.question.wrapped(to: width - 4)
    let details = danger.details.wrapped(to: width - 4)
    let room = size.height - 2 - 4 - question.count
    let shown = details.prefix(max(1, room))
    let height = min(size.height - 2, question.count + shown.count + 4)
    let area = Area(x: (size.width - width) / 2, y: max(1, (size.height - height) / 2), width: width, height: height)
    canvas.fill(area, .plain)
    canvas.frame(area, title: "▲ ASKS ONCE", Style(.warning, bold: true), titleStyle: Style(.warning, bold: true))
    let inside = area.inside
    for (offset, text) in question.enumerated() {
      canvas.write(text, x: inside.x + 1, y: inside.y + offset, Style(.warning, bold: true), limit: inside.width - 2)
    }
    for (offset, text) in shown.enumerated() {
      let y = inside.y + question.count + offset
      canvas.write(text, x: inside.x + 1, y: y, .plain, limit: inside.width - 2)
    }
    let y = inside.maxY - 1
    let used = canvas.write("[ Cancel ]", x: inside.x + 1, y: y, Style(.accent, bold: true, reverse: true))
    let confirms = danger.isSeen ? "y \(danger.verb)" : "a moment ..."
    canvas.write(confirms, x: inside.x + used + 4, y: y, Style(danger.isSeen ? .warning : .faint, bold: danger.isSeen))
  }

  func footer(of danger: Form.Danger) -> String {
    danger.isSeen ? "enter and esc cancel   y \(danger.verb)" : "enter and esc cancel"
  }

  /// What the keys do in the form, or what it asks.
  func footer(of form: Form) -> (text: String, style: Style) {
    switch form.phase {
    case .typing where form.takenUp != nil:
      let at = form.takenUp.map { moment($0) } ?? ""
      let long = "what was typed at \(at) is back   enter saves   ^D begins anew   esc leaves"
      return (size.width < 76 ? "back from \(at)  ^D begins anew" : long, Style(.accent))
    case .typing:
      let isNarrow = size.width < 64
      return (
        isNarrow ? "enter saves  tab next  esc leaves" : "enter saves   tab next   → completes   esc leaves",
        Style(.accent)
      )
    case .asksToLeave:
      let long = "Leave and lose what was typed? y leaves, any other key stays."
      return (size.width < 64 ? "Leave and lose what was typed? y" : long, Style(.warning, bold: true))
    case .confirming(let danger): return (footer(of: danger), Style(.accent))
    case .reading: return ("reading the file ...", Style(.accent))
    case .saving: return ("saving ...", Style(.accent))
    }
  }
}

/// The rows of a form: below each field what it means or what stands against it; where there is no room, only below
/// the one with the focus.
struct FormLayout {
  enum Row {
    case field(Int)
    case hint(String)
    case objection(String, isFinal: Bool)
  }

  static let label = 12

  let rows: [Row]
  let hintX: Int
  let hintWidth: Int
  private let focus: ClosedRange<Int>

  init(_ form: Form, objection: Refusal?, width: Int, room: Int, hint: (Form.Name) -> String) {
    let isNarrow = width < 60
    hintX = isNarrow ? 1 : Self.label
    hintWidth = width - hintX - 1
    let place = objection.flatMap { form.index(of: $0) }
    let isFinal = form.refusal != nil
    let sentence = objection.map { objection in
      "✖ \(place.map { isNarrow ? "" : "\(form.fields[$0].name.rawValue): " } ?? "")\(objection.sentence)"
        .wrapped(to: width - (isNarrow ? 1 : Self.label) - 1)
    }
    let complaint = (sentence ?? []).prefix(4).map { Row.objection($0, isFinal: isFinal) }
    func rows(everywhere: Bool) -> (rows: [Row], focus: ClosedRange<Int>) {
      var rows: [Row] = []
      var focus = 0...0
      for (index, field) in form.fields.enumerated() {
        let start = rows.count
        rows.append(.field(index))
        if index == place {
          rows += complaint
        } else if everywhere || (index == form.focus && objection == nil) {
          rows.append(.hint(hint(field.name)))
        }
        if index == form.focus { focus = start...(rows.count - 1) }
      }
      return (rows + (place == nil ? complaint : []), focus)
    }
    let roomy = rows(everywhere: true)
    (self.rows, focus) = roomy.rows.count <= room ? roomy : rows(everywhere: false)
  }

  /// How many fields stand above and below the rows that are shown.
  func fields(outside shown: Range<Int>) -> (above: Int, below: Int) {
    func count(_ rows: ArraySlice<Row>) -> Int { rows.count { if case .field = $0 { true } else { false } } }
    return (count(rows.prefix(shown.lowerBound)), count(rows.dropFirst(shown.upperBound)))
  }

  /// The first row that is shown, so that the field with the focus and what is said of it are in sight.
  func first(room: Int) -> Int { max(0, min(focus.lowerBound, max(0, focus.upperBound - room + 1))) }
}
