import Gates

/// What a health format says of a whole and its parts.
struct Checkup: Hashable {
  struct Part: Hashable {
    /// As the answer has it.
    let word: String
    /// Nil where the word is neither well nor ill.
    let isWell: Bool?
  }

  let whole: Part
  let parts: [String: Part]
  /// How the status that it came with contradicts it, to be read after a signal's name; nil where it does not.
  private(set) var contradiction: String?

  /// Holds it against the status that it came with: what is well comes with 2xx or 3xx (draft-inadarei-api-health-check,
  /// 3.1; Spring Boot and Kubernetes do the same).
  ///
  /// Of a whole that says otherwise nothing is believed but what is bad.
  mutating func hold(against status: Int) {
    guard whole.isWell == true, !(200..<400).contains(status) else { return }
    contradiction = "says \(whole.word) with status \(status)"
  }

  /// The whole or a part, as true or false or as its word.
  func finding(_ name: String?, as dimension: Dimension, without secrets: Secrets) -> Answer.Finding {
    guard let part = name == nil ? whole : parts[name ?? ""] else {
      return .missing("is not in the answer")
    }
    if let contradiction, part.isWell != false { return .missing(contradiction) }
    let word = secrets.redacted(part.word)
    if dimension == .text { return .value(.text(String(word.prefix(200)))) }
    return part.isWell.map { .value(.truth($0)) } ?? .missing("is '\(word.prefix(40))'")
  }

  // MARK: application/health+json

  /// `{"status": "pass", "checks": {"db:connections": [{"status": "warn"}]}}`; a warning is well. Nil where it is no
  /// such document. Of several entries of a check the worst counts.
  init?(health document: JSONValue) {
    guard let status = document["status"]?.text else { return nil }
    whole = Self.health(status)
    var parts: [String: Part] = [:]
    if case .object(let checks)? = document["checks"] {
      for (name, entries) in checks {
        guard case .list(let items) = entries else { continue }
        let found = items.compactMap { $0["status"]?.text }.map(Self.health)
        parts[name] = found.first { $0.isWell == false } ?? found.first { $0.isWell == nil } ?? found.first
      }
    }
    self.parts = parts
  }

  private static func health(_ word: String) -> Part {
    switch word.lowercased() {
    case "pass", "ok", "up", "warn": Part(word: word, isWell: true)
    case "fail", "error", "down": Part(word: word, isWell: false)
    default: Part(word: word, isWell: nil)
    }
  }

  // MARK: Spring Boot Actuator

  /// `{"status": "UP", "components": {"db": {"status": "UP", "components": {...}}}}`; a part of a part is `db/primary`.
  init?(actuator document: JSONValue) {
    guard let status = document["status"]?.text else { return nil }
    whole = Self.actuator(status)
    var parts: [String: Part] = [:]
    Self.collect(document, above: "", into: &parts)
    self.parts = parts
  }

  private static func collect(_ document: JSONValue, above: String, into parts: inout [String: Part]) {
    // Spring Boot 2.1 and before say "details".
    guard case .object(let components)? = document["components"] ?? document["details"] else { return }
    for (name, component) in components {
      guard let status = component["status"]?.text else { continue }
      parts[above + name] = actuator(status)
      collect(component, above: above + name + "/", into: &parts)
    }
  }

  private static func actuator(_ word: String) -> Part {
    switch word {
    case "UP": Part(word: word, isWell: true)
    case "DOWN", "OUT_OF_SERVICE": Part(word: word, isWell: false)
    default: Part(word: word, isWell: nil)
    }
  }

  // MARK: Kubernetes

  /// Lines `[+]ping ok` and `[-]etcd failed: reason withheld`, then `readyz check passed`; or `ok` alone.
  ///
  /// A part that failed fails the whole, whatever the last line says, and of two lines about one thing the worse counts.
  init?(kubernetes bytes: [UInt8]) {
    var passes: Bool?
    var parts: [String: Part] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      if line.hasPrefix("[+]") || line.hasPrefix("[-]") {
        let words = line.dropFirst(3).split(separator: " ", maxSplits: 1)
        guard let name = words.first else { return nil }
        if parts[String(name)]?.isWell == false { continue }
        parts[String(name)] = Part(
          word: words.count > 1 ? String(words[1]) : "", isWell: line.hasPrefix("[+]"))
      } else if line.hasSuffix(" check passed") || line == "ok" {
        passes = passes ?? true
      } else if line.hasSuffix(" check failed") {
        passes = false
      } else if !line.hasPrefix("warn: ") {
        return nil
      }
    }
    guard let passes else { return nil }
    let isWell = passes && !parts.values.contains { $0.isWell == false }
    whole = Part(word: isWell ? "passed" : "failed", isWell: isWell)
    self.parts = parts
  }
}
