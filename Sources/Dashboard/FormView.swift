import Canvas
import Gates

extension Model {
  /// The form in place, over the board.
  func draw(_ form: Form, on canvas: inout Canvas) {
    let width = min(size.width - 2, 84)
    let hints = size.height >= 16
    let height = min(size.height - 2, form.fields.count + 4 + (hints ? 1 : 0))
    let area = Area(x: (size.width - width) / 2, y: max(1, (size.height - height) / 2), width: width, height: height)
    canvas.fill(area, .plain)
    canvas.frame(area, title: form.title, Style(.accent), titleStyle: Style(.accent, bold: true))
    let inside = area.inside
    let label = 12
    for (index, field) in form.fields.enumerated() where index < inside.height - 1 {
      let y = inside.y + index
      let isFocused = index == form.focus
      canvas.write(
        field.name.rawValue, x: inside.x + 1, y: y, Style(isFocused ? .accent : .faint, bold: isFocused),
        limit: label - 1)
      let box = Area(x: inside.x + label, y: y, width: inside.width - label - 1, height: 1)
      canvas.fill(box, Style(.text, on: .field))
      draw(field, form, on: &canvas, in: box, isFocused: isFocused)
    }
    drawMeaning(of: form, on: &canvas, in: inside)
  }

  private func draw(_ field: Form.Field, _ form: Form, on canvas: inout Canvas, in box: Area, isFocused: Bool) {
    // Scrolls so that the cursor stays in the box.
    let before = String(field.editor.text.prefix(field.editor.cursor))
    var start = 0
    while Glyph.width(of: String(before.dropFirst(start))) >= box.width { start += 1 }
    let used = canvas.write(
      String(field.editor.text.dropFirst(start)), x: box.x, y: box.y, Style(.text, on: .field, underline: isFocused),
      limit: box.width)
    guard isFocused else { return }
    if let completion = form.completion {
      canvas.write(completion, x: box.x + used, y: box.y, Style(.faint, on: .field), limit: box.width - used)
    }
    canvas.cursor = (box.x + Glyph.width(of: String(before.dropFirst(start))), box.y)
  }

  /// Below the fields: the refusal, or what the ETA means; then the keys.
  private func drawMeaning(of form: Form, on canvas: inout Canvas, in inside: Area) {
    let y = min(inside.y + form.fields.count, inside.maxY - 2)
    let width = inside.width - 2
    if let refusal = form.refusal {
      let place = form.name(of: refusal).map { "\($0.rawValue): " } ?? ""
      canvas.write("✖ \(place)\(refusal.sentence)", x: inside.x + 1, y: y, Style(.bad, bold: true), limit: width)
    } else if case .rule = form.purpose {
      canvas.write(form.rulingMeaning(in: state, at: now), x: inside.x + 1, y: y, .faint, limit: width)
    } else if form.fields.contains(where: { $0.name == .eta }) {
      canvas.write("ETA \(form.etaMeaning(in: state, at: now))", x: inside.x + 1, y: y, .faint, limit: width)
    } else {
      canvas.write("a note for the journal; may be empty", x: inside.x + 1, y: y, .faint, limit: width)
    }
    if let warning = form.asksToRecord {
      let text = "\(warning) y records, any other key goes back."
      canvas.write(text, x: inside.x + 1, y: inside.maxY - 1, Style(.warning, bold: true), limit: width)
      return
    }
    let keys =
      form.asksToLeave
      ? "Leave and lose what was typed? y leaves, any other key stays."
      : form.isSaving
        ? "saving ..."
        : width < 49 ? "enter saves  tab next  esc leaves" : "enter saves   tab next   → completes   esc leaves"
    canvas.write(
      keys, x: inside.x + 1, y: inside.maxY - 1, Style(form.asksToLeave ? .warning : .accent, bold: form.asksToLeave),
      limit: width)
  }
}
