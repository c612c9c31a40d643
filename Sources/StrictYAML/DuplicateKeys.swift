import Yams

/// Composes a text in which keys may stand twice.
///
/// The library refuses it and names only the first place of one key. So that place is renamed, sign for sign, and the
/// text is read again until nothing stands twice; ``Builder`` gives the keys their names back and finds both places.
struct DuplicateKeys {
  /// Most keys that are renamed: each costs another reading of the whole text.
  private static let most = 16

  private(set) var root: Yams.Node?
  /// The key that the text has, by the renamed one.
  private(set) var names: [String: String] = [:]

  /// - Throws: `YamlError`.
  init(_ text: String, _ lines: Lines) throws {
    var scalars = lines.scalars
    var yaml = text
    var refusal: YamlError?
    while true {
      do {
        // Every scalar stays the text that it is: what it means is for the reader of the board to say.
        root = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8).singleRoot()
        return
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let error = refusal ?? .duplicatedKeysInMapping(duplicates: keys, context: context)
        refusal = error
        guard names.count < Self.most, let key = keys.first, names[key] == nil,
          let place = Self.place(of: key, at: context.mark, lines),
          let stand = Unicode.Scalar(0xE000 + UInt32(names.count))
        else { throw error }
        // A sign for private use, so that no other key can be meant.
        scalars[place] = stand
        yaml = Self.text(scalars)
        names[Self.text([stand] + key.unicodeScalars.dropFirst())] = key
      }
    }
  }

  /// The index of a key's first sign; nil where the key is empty or spelt with escapes.
  private static func place(of key: String, at mark: Mark, _ lines: Lines) -> Int? {
    let first = lines.beginning(of: lines.index(of: mark))
    guard !key.isEmpty, first < lines.scalars.count else { return nil }
    return lines.verbatim(key, isQuoted: "\"'".unicodeScalars.contains(lines.scalars[first]), at: first)
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
