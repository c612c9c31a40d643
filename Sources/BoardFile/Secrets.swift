import Gates
import StrictYAML

extension BoardReader {
  /// A text in which `${NAME}` stands for a variable of the environment.
  func secret(_ node: Node, _ what: String) -> SecretText? {
    guard let spelling = diagnosis.text(node, what) else { return nil }
    guard spelling.utf8.contains(UInt8(ascii: "$")) else {
      return SecretText(spelling)
    }
    var resolved = ""
    var secrets: [String: String] = [:]
    var rest = spelling[...]
    var isComplete = true
    while let open = rest.firstRange(of: "${") {
      resolved += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstIndex(of: "}") else {
        diagnosis.report(node.position, "expected '}' to close '${' in '\(spelling)'")
        return nil
      }
      let name = String(rest[open.upperBound..<close])
      if let value = environment[name], !value.isEmpty {
        resolved += value
        secrets[name] = value
      } else {
        diagnosis.report(
          node.position, "expected the environment variable \(name) for '${\(name)}'; set it and start again")
        isComplete = false
      }
      rest = rest[rest.index(after: close)...]
    }
    return isComplete ? SecretText(spelling: spelling, resolved: resolved + rest, secrets: secrets) : nil
  }
}

extension SecretText {
  /// The URL with a path after it; one slash stands between them.
  func appending(path: SecretText) -> SecretText {
    func joined(_ left: String, _ right: String) -> String {
      (left.hasSuffix("/") ? left.dropLast() : left[...]) + right
    }
    return SecretText(
      spelling: joined(spelling, path.spelling), resolved: joined(reveal(), path.reveal()),
      secrets: secrets.merging(path.secrets) { first, _ in first })
  }
}
