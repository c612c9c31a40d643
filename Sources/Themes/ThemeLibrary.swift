import CAssets
import Foundation
package import StrictYAML

/// The themes that can be chosen by name: those of the board's folder, then the user's, then the built-in ones.
///
/// A name that stands in two of these means the first, which may extend the other under the same name.
package struct ThemeLibrary: Sendable {
  /// One theme, not read yet.
  package struct Entry: Sendable {
    package let name: String
    /// The path of its file; nil for one that travels inside the binary.
    package let path: String?
    let bytes: [UInt8]

    /// How messages name it.
    package var file: String { path ?? "\(name).yaml (built in)" }
  }

  private let folders: [String]

  /// Nothing is read yet: of a folder with a hundred boards in it, one file may be wanted.
  ///
  /// - Parameter folders: where theme files are looked for, the first before the others. A folder that is not there has
  ///   none.
  package init(folders: [String] = []) { self.folders = folders }

  /// All there are, in the order in which a name is looked up.
  package var entries: [Entry] {
    folders.flatMap { folder in Self.files(in: folder).compactMap { Self.entry($0, in: folder) } } + Self.builtIn
  }

  /// Those of one name, in the same order.
  private func entries(named name: String) -> [Entry] {
    let files = Self.endings.map { name + $0 }
    return folders.flatMap { folder in files.compactMap { Self.entry($0, in: folder) } }
      + Self.builtIn.filter { $0.name == name }
  }

  package func contains(_ name: String) -> Bool { !entries(named: name).isEmpty }

  /// The default theme's name.
  package static let standard = "midnight"

  /// Where theme files may stand: beside the board and in `themes` there, then the user's `gateboard/themes`.
  ///
  /// - Parameter own: the user's folder of themes, where there is one.
  package static func folders(ofBoard board: String?, own: String?) -> [String] {
    let beside = board.map { ($0 as NSString).deletingLastPathComponent }.map { $0.isEmpty ? "." : $0 }
    return [beside, beside.map { "\($0)/themes" }, own].compactMap(\.self)
  }

  /// Each name once, in the order of the lookup.
  package var names: [String] {
    var seen: Set<String> = []
    return entries.map(\.name).filter { seen.insert($0).inserted }
  }

  // MARK: Reading

  /// - Throws: ``Problems`` where there is no such theme, or it or one that it extends is wrong.
  package func theme(named name: String) throws(Problems) -> ResolvedTheme {
    guard let entry = entries(named: name).first else {
      let message =
        "expected a theme, found '\(name)'; \(Nearest.hint(name, among: names)), or the path of a .yaml file"
      throw Problems([Problem(file: "--theme", position: Position(line: 1, column: 1), message: message)])
    }
    return try resolve(try ThemeFile(entry.bytes, file: entry.file), named: name)
  }

  /// Reads a theme that stands elsewhere; what it extends is looked up by name.
  ///
  /// - Throws: ``Problems`` with everything that is wrong, each with line and column.
  package func theme(_ bytes: [UInt8], file: String) throws(Problems) -> ResolvedTheme {
    try resolve(try ThemeFile(bytes, file: file), named: nil)
  }

  private func resolve(_ first: ThemeFile, named name: String?) throws(Problems) -> ResolvedTheme {
    var line = [first]
    var chain = [name ?? first.name]
    while let last = line.last, let parent = last.parent {
      // Each file only once: a user's own 'midnight' extends the built-in one.
      let next = entries(named: parent.name).first { entry in !line.contains { $0.file == entry.file } }
      guard let next else { throw Self.missing(parent, in: last, chain, names) }
      chain.append(next.name)
      line.append(try ThemeFile(next.bytes, file: next.file))
    }
    return ResolvedTheme(line)
  }

  private static func missing(
    _ parent: ThemeFile.Parent, in file: ThemeFile, _ chain: [String], _ names: [String]
  ) -> Problems {
    let message =
      names.contains(parent.name) || chain.contains(parent.name)
      ? "expected 'extends' to lead to a whole theme, found a circle: \((chain + [parent.name]).joined(separator: ", "))"
      : "expected 'extends' to name a theme, found '\(parent.name)'; \(Nearest.hint(parent.name, among: names))"
    return Problems([Problem(file: file.file, position: parent.position, message: message)])
  }

  // MARK: Finding

  private static let builtIn: [Entry] = (0..<gb_theme_count()).map { index in
    let asset = unsafe gb_theme(index)
    let name = unsafe String(cString: asset.name)
    return Entry(
      name: name, path: nil,
      bytes: unsafe [UInt8](UnsafeBufferPointer(start: asset.content.bytes, count: asset.content.count)))
  }

  /// In the order in which they are looked up.
  private static let endings = [".yaml", ".yml"]

  private static func files(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// The theme in a file of a folder. Boards and other YAML stand beside it: a theme says `theme:` at the beginning of a
  /// line.
  private static func entry(_ file: String, in folder: String) -> Entry? {
    guard !file.contains("/"), let ending = endings.first(where: file.hasSuffix), file.count > ending.count else {
      return nil
    }
    let path = folder == "." ? file : "\(folder)/\(file)"
    guard let bytes = Self.bytes(path), Self.isTheme(bytes) else { return nil }
    return Entry(name: String(file.dropLast(ending.count)), path: path, bytes: bytes)
  }

  /// A pipe or a device is no theme, and would keep the reader waiting; a larger file is refused before it is read.
  private static func bytes(_ path: String) -> [UInt8]? {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular,
      let size = attributes[.size] as? Int, size <= Document.largest
    else { return nil }
    return (try? Data(contentsOf: URL(fileURLWithPath: path))).map { [UInt8]($0) }
  }

  private static func isTheme(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0A).contains { $0.starts(with: Array("theme:".utf8)) }
  }
}
