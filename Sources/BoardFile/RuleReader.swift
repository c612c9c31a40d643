import Gates
import StrictYAML

/// Reads what a criterion asks for, and guardrails.
extension BoardReader {
  func requirement(_ kind: String, _ text: String, _ node: Node, _ fields: Fields) -> Requirement? {
    switch kind {
    case "evidence":
      if text.contains("://") {
        diagnosis.report(node.position, "expected the path of a file as evidence, found the address '\(text)'")
        return nil
      }
      let hash = fields["sha256"].flatMap { sha256($0) }
      let need = EvidenceNeed(path: text, file: fromRoot(text), maxAge: duration(fields["max_age"]), sha256: hash)
      return .evidence(need)
    case "approval":
      guard let node = diagnosis.required("by", in: fields) else { return nil }
      let roles = diagnosis.someItems(node, "who must approve").compactMap { diagnosis.text($0, "who must approve") }
      // Signatures are told apart as names are: capitals make no other role.
      if Set(roles.map { $0.lowercased() }).count < roles.count {
        diagnosis.report(node.position, "expected each role in 'by' once; each is signed by another human")
      }
      return roles.isEmpty ? nil : .approval(item: text, by: roles)
    default:
      if let deliveries = wholeNumber(text), deliveries > 0 { return .replay(deliveries: deliveries) }
      diagnosis.report(node.position, "expected a number of deliveries such as 30000, found '\(text)'")
      return nil
    }
  }

  private func sha256(_ node: Node) -> String? {
    guard let text = diagnosis.text(node, "a SHA-256") else { return nil }
    if text.count == 64, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) { return text.lowercased() }
    diagnosis.report(node.position, "expected a SHA-256 of 64 hexadecimal digits, found \(text.count) characters")
    return nil
  }

  /// A guardrail that misses something still has a condition that can be wrong.
  func guardrail(_ entry: Node.Entry, _ name: String) -> (guardrail: Guardrail?, condition: PlacedCondition?)? {
    let shape = Grammar.guardrail
    guard let fields = diagnosis.fields(entry.value, shape.what, keys: shape.keys) else { return nil }
    let placed = diagnosis.required("breach", in: fields).flatMap { condition($0) }
    let sustained = diagnosis.required("for", in: fields).flatMap { sustain($0) }
    let action = diagnosis.required("then", in: fields).flatMap { diagnosis.choice($0, "an action", of: Words.actions) }
    let silence = fields["on_silence"].flatMap { diagnosis.choice($0, "a meaning of silence", of: Words.silences) }
    let dryRun = fields["dry_run"].flatMap { truth($0) }
    let staleAfter = duration(fields["stale_after"])
    if staleAfter == .zero, let node = fields["stale_after"] {
      diagnosis.report(node.position, "expected 'stale_after' to be longer than 0s")
    }
    guard let placed, let sustained, let action else { return (nil, placed) }
    let guardrail = Guardrail(
      name: name, title: fields["title"].flatMap { diagnosis.text($0, "a title") } ?? placed.words,
      breach: placed.condition, sustained: sustained.span, within: sustained.window,
      recovery: duration(fields["recover_for"], or: .zero), staleAfter: staleAfter, silence: silence ?? .hold,
      isDryRun: dryRun ?? false, action: action, hook: hook(fields))
    return (guardrail, placed)
  }

  private func hook(_ fields: Fields) -> Hook? {
    let timeout = duration(fields["run_timeout"], or: .seconds(30))
    guard let node = fields["run"] else {
      if let node = fields["run_timeout"] {
        diagnosis.report(node.position, "expected 'run_timeout' only beside 'run'")
      }
      return nil
    }
    guard .seconds(1) <= timeout, timeout <= .seconds(3600) else {
      diagnosis.report(fields["run_timeout"]?.position ?? node.position, "expected 'run_timeout' from 1s to 1h")
      return nil
    }
    guard let (arguments, program) = self.program(node, such: "[./rollback.sh, canary]") else { return nil }
    return Hook(
      arguments: arguments, timeout: timeout, program: program.contains("/") ? fromRoot(program) : program)
  }

  /// A program and its arguments, which no shell reads. A path belongs to the board's folder; a bare name is found by
  /// PATH.
  ///
  /// - Returns: what is run, and the program as the board file names it.
  func program(_ node: Node, such example: String) -> (arguments: [String], named: String)? {
    guard case .sequence = node.content else {
      diagnosis.report(
        node.position, "expected a list of the program and its arguments, such as \(example); no shell reads it")
      return nil
    }
    let arguments = diagnosis.someItems(node, "a program").compactMap { diagnosis.text($0, "an argument") }
    guard let program = arguments.first else { return nil }
    return ([program.contains("/") ? inFolder(program) : program] + arguments.dropFirst(), program)
  }

  /// `5m`, or `3m of 5m`.
  private func sustain(_ node: Node) -> (span: Duration, window: Duration?)? {
    guard let text = diagnosis.text(node, "a duration such as 5m") else { return nil }
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "of" else { return duration(node).map { ($0, nil) } }
    guard let span = Duration(words: words[0]), let window = Duration(words: words[2]), .zero < span, span < window
    else {
      diagnosis.report(
        node.position, "expected a duration such as 5m, or '3m of 5m' with the shorter first, found '\(text)'")
      return nil
    }
    return (span, window)
  }

  func truth(_ node: Node) -> Bool? {
    diagnosis.choice(node, "true or false", of: Words.truths)
  }
}
