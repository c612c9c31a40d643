import Gates
import StrictYAML

extension BoardReader {
  /// The signals that are declared, and whether there may be more.
  func signals(_ fields: Fields, of form: (any SourceForm.Type)?) -> ([ReadSignal], Bool) {
    if let node = fields["signals"] {
      guard case .mapping(let entries) = node.content else {
        diagnosis.report(node.position, "expected signals by name, found \(node.words)")
        return ([], true)
      }
      if entries.isEmpty { diagnosis.report(node.position, "expected at least one signal") }
      return (entries.map { signal($0, of: form, fields) }, false)
    }
    let isMisspelt = fields.isUnreadable("signals", as: nil)
    guard let form, form is SQLiteForm.Type, let node = fields["query"], case .scalar(let query) = node.content else {
      return ([], form == nil || form is SQLiteForm.Type || isMisspelt)
    }
    let columns = SQLiteForm.namedColumns(of: query)
    return (columns.map { ReadSignal(name: $0.name, position: node.position, signal: $0) }, isMisspelt)
  }

  func signal(_ entry: Node.Entry, of form: (any SourceForm.Type)?, _ fields: Fields) -> ReadSignal {
    let signal = form.flatMap { self.signal(entry, as: $0, places: $0.places(fields)) }
    return ReadSignal(name: entry.key, position: entry.position, signal: signal)
  }

  static func isSignalName(_ text: String) -> Bool {
    text.isASCIIWord(with: "_") && text.first?.isNumber == false
      && !["and", "or", "not", "true", "false"].contains(text)
  }

  private func signal(
    _ entry: Node.Entry, as form: any SourceForm.Type, places: [SignalPlace]
  ) -> Signal? {
    guard Self.isSignalName(entry.key) else {
      diagnosis.report(entry.position, "expected a signal's name of letters, digits and '_', found '\(entry.key)'")
      return nil
    }
    let position = entry.value.position
    guard let text = diagnosis.text(entry.value, "where the signal stands and its unit") else { return nil }
    if let selector = form.place(of: entry.key) {
      guard !text.contains(" ") else {
        diagnosis.report(position, "expected the signal's unit alone, such as count, found '\(text)'")
        return nil
      }
      return unit(text, position).map { Signal(name: entry.key, selector: selector, unit: $0) }
    }
    // The unit is the last word; a place may hold spaces itself.
    if let cut = text.lastIndex(of: " "), let unit = Unit.named(text[text.index(after: cut)...]) {
      let before = text[..<cut].trimmed
      if let (selector, usual) = place(before, form, places) {
        let measured = (usual.flatMap { Unit.named($0) } ?? unit).dimension
        if unit.dimension == measured || (selector.isCheck && unit.dimension == .text) {
          return Signal(name: entry.key, selector: selector, unit: unit)
        }
        diagnosis.report(position, "expected \(measured.words) for '\(before)', found the unit '\(unit.name)'")
        return nil
      }
    }
    return signal(entry.key, text, position, form, places)
  }

  /// A signal whose last word is no unit: it has one of its own, or it is a mistake.
  private func signal(
    _ name: String, _ text: String, _ position: Position, _ form: any SourceForm.Type, _ places: [SignalPlace]
  ) -> Signal? {
    if let (selector, usual) = place(text, form, places) {
      if let unit = usual.flatMap({ Unit.named($0) }) { return Signal(name: name, selector: selector, unit: unit) }
      let names = Unit.all.map(\.name).joined(separator: ", ")
      diagnosis.report(position, "expected a unit after '\(text)', one of \(names)")
      return nil
    }
    let before = text.lastIndex(of: " ").map { text[..<$0].trimmed } ?? text
    if before != text, place(before, form, places) != nil {
      _ = unit(text.dropFirst(before.count).trimmed, position)
    } else {
      report(notAPlace: before, places.map(\.spelling) + form.measures.map(\.rawValue), position)
    }
    return nil
  }

  /// What a text without a unit names, and the unit that it has unless told.
  private func place(
    _ text: String, _ form: any SourceForm.Type, _ places: [SignalPlace]
  ) -> (Selector, String?)? {
    if let measure = form.measures.first(where: { $0.rawValue == text }) { return (.measure(measure), measure.unit) }
    for place in places {
      if let selector = place.read(text) { return (selector, place.unit) }
    }
    return nil
  }

  private func report(notAPlace text: String, _ known: [String], _ position: Position) {
    diagnosis.report(position, "expected \(SourceForms.listed(known)), found '\(text)'")
  }

  private func unit(_ word: String, _ position: Position) -> Unit? {
    if let unit = Unit.named(word) { return unit }
    let hint = Nearest.hint(word, among: Unit.all.map(\.name))
    diagnosis.report(position, "expected a unit, found '\(word)'; \(hint)")
    return nil
  }
}

extension Selector {
  fileprivate var isCheck: Bool { if case .check = self { true } else { false } }
}

extension StringProtocol {
  /// Without spaces at its ends.
  fileprivate var trimmed: String {
    guard let end = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...end].drop { $0 == " " })
  }
}
