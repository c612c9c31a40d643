package import Dashboard
import Foundation
import Reports

/// What the screen remembers of its operator's choices from one run to the next: for one user, for every board.
package struct ScreenMemory: Hashable, Sendable {
  /// The theme that was chosen with its key.
  package var theme: String?
  private var order: RowOrder?
  private var chart: ChartLook?
  private var columns: [Column]?
  private var folds: [FoldedHeading]?

  package init() {}

  /// What was remembered; nothing where there is no file, or one that says nothing: it holds no more than habits.
  package init(in folder: String?) {
    self =
      folder.flatMap { Self.bytes(of: Self.file(in: $0)) }.flatMap {
        try? JSONDecoder().decode(ScreenMemory.self, from: $0)
      } ?? ScreenMemory()
  }

  /// How the screen begins: as it was arranged last, else as it usually does.
  package func habits(over usual: Habits) -> Habits {
    var habits = usual
    habits.order = order ?? usual.order
    habits.chart = chart ?? usual.chart
    habits.columns = columns ?? usual.columns
    habits.folds = folds.map { Set($0) } ?? usual.folds
    return habits
  }

  /// Takes in what changed, and leaves alone what another program of the same user may have changed meanwhile.
  package mutating func take(_ habits: Habits, insteadOf before: Habits) {
    if habits.order != before.order { order = habits.order }
    if habits.chart != before.chart { chart = habits.chart }
    if habits.columns != before.columns { columns = habits.columns }
    guard habits.folds != before.folds else { return }
    let kept = Set(folds ?? []).subtracting(before.folds.subtracting(habits.folds)).union(habits.folds)
    folds = Array(kept.sorted { ($0.kind, $0.heading) < ($1.kind, $1.heading) }.prefix(Self.mostFolds))
  }

  // MARK: The file

  /// Headings that are remembered at most: some are named after things that come and go.
  private static let mostFolds = 500
  /// A file that is larger holds no habits.
  private static let largest = 1 << 20

  private static func file(in folder: String) -> String { "\(folder)/screen.json" }

  /// Nothing of what is no file, such as a pipe that nobody writes into: a start never waits for habits.
  private static func bytes(of path: String) -> Data? {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    guard let facts = try? FileManager.default.attributesOfItem(atPath: real.path),
      facts[.type] as? FileAttributeType == .typeRegular, let size = facts[.size] as? Int, size <= largest
    else { return nil }
    return try? Data(contentsOf: real)
  }

  /// Writes it whole, or not at all.
  ///
  /// - Throws: a sentence that names the file.
  package func save(in folder: String) throws {
    try Folder.make(folder)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try AtomicFile.write([UInt8](try encoder.encode(self)), to: Self.file(in: folder), replacing: true)
  }
}

extension ScreenMemory: Codable {
  private enum CodingKeys: String, CodingKey { case theme, order, chart, columns, folds }

  /// Each on its own: a word that this version does not know costs no more than itself.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func word(_ key: CodingKeys) -> String? { try? fields.decode(String.self, forKey: key) }
    theme = word(.theme)
    order = word(.order).flatMap { RowOrder(rawValue: $0) }
    chart = word(.chart).flatMap { ChartLook(rawValue: $0) }
    if let words = try? fields.decode([String].self, forKey: .columns) {
      var known: [Column] = []
      for column in words.compactMap({ Column(rawValue: $0) }) where !known.contains(column) { known.append(column) }
      columns = known
    }
    folds = (try? fields.decode([FoldedHeading].self, forKey: .folds)).map { Array($0.prefix(Self.mostFolds)) }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(theme, forKey: .theme)
    try fields.encodeIfPresent(order?.rawValue, forKey: .order)
    try fields.encodeIfPresent(chart?.rawValue, forKey: .chart)
    try fields.encodeIfPresent(columns?.map(\.rawValue), forKey: .columns)
    try fields.encodeIfPresent(folds, forKey: .folds)
  }
}

/// A folder for one's own files.
enum Folder {
  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
