/// A regular expression that takes time in proportion to the text, whatever the text is.
///
/// The text comes from outside. An engine that goes back and tries again, as Swift's own does, can be held up by it for
/// hours, and with it the thread on which every source is asked. This one goes through the text once, with all the ways
/// that still fit (K. Thompson, Regular Expression Search Algorithm, 1968), and so knows neither back references nor a
/// look ahead. Of several matches it finds the one that Swift's finds.
package struct TextPattern: Hashable, Sendable {
  /// One step of the way through a pattern.
  enum Step: Hashable, Sendable {
    case sign(SignSet)
    /// Both ways are gone; the first is preferred.
    case fork(Int, Int)
    case jump(Int)
    /// The first group begins, or ends.
    case open, close
    case edge(Edge)
    case end
  }

  /// A place between two signs.
  enum Edge: Hashable, Sendable {
    case lineBegin, lineEnd, word, noWord
  }

  let steps: [Step]
  let hasGroup: Bool

  /// How many steps a pattern may have, once its counted repetitions are written out.
  static let mostSteps = 500

  /// Nil when the text is no regular expression of the syntax that `docs/sources.md` lists, or too long a one.
  package init?(_ text: String) {
    var reader = PatternReader(text)
    guard let pattern = reader.pattern(), pattern.size < Self.mostSteps else { return nil }
    var steps: [Step] = []
    pattern.write(to: &steps)
    self.steps = steps + [.end]
    hasGroup = reader.groups > 0
  }
}

/// Signs that may stand at one place.
struct SignSet: Hashable, Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  static let any = SignSet(ranges: [], isNegated: true)
  static let digits = SignSet(ranges: [0x30...0x39])
  static let words = SignSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = SignSet(ranges: [0x09...0x0D, 0x20...0x20])

  func contains(_ sign: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(sign.value) } != isNegated }

  /// The same set, in which capitals and small letters of ASCII are alike.
  var foldingCase: SignSet {
    func moved(_ letters: ClosedRange<UInt32>, by step: Int) -> [ClosedRange<UInt32>] {
      ranges.filter { $0.overlaps(letters) }.map { range in
        let part = range.clamped(to: letters)
        return UInt32(Int(part.lowerBound) + step)...UInt32(Int(part.upperBound) + step)
      }
    }
    return SignSet(ranges: ranges + moved(0x41...0x5A, by: 32) + moved(0x61...0x7A, by: -32), isNegated: isNegated)
  }

  /// The signs of several sets.
  mutating func add(_ other: SignSet) {
    guard other.isNegated else {
      ranges += other.ranges
      return
    }
    // What lies between its ranges.
    var next: UInt32 = 0
    for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { ranges.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    ranges.append(next...0x10FFFF)
  }
}

/// A pattern as it is spelt.
indirect enum PatternNode {
  case sign(SignSet)
  case edge(TextPattern.Edge)
  /// The first group.
  case group(PatternNode)
  case sequence([PatternNode])
  case either([PatternNode])
  /// - Parameter most: nil where there is no bound.
  case repeated(PatternNode, least: Int, most: Int?, isLazy: Bool)

  /// How many steps it takes; more than ``TextPattern/mostSteps`` are not counted.
  var size: Int {
    let size =
      switch self {
      case .sign, .edge: 1
      case .group(let inner): inner.size + 2
      case .sequence(let parts): parts.reduce(0) { min($0 + $1.size, TextPattern.mostSteps) }
      case .either(let parts): parts.reduce(0) { min($0 + $1.size + 2, TextPattern.mostSteps) }
      case .repeated(let inner, let least, let most, _): (inner.size + 1) * max(most ?? least + 1, 1) + 1
      }
    return min(size, TextPattern.mostSteps)
  }

  func write(to steps: inout [TextPattern.Step]) {
    switch self {
    case .sign(let set): steps.append(.sign(set))
    case .edge(let edge): steps.append(.edge(edge))
    case .group(let inner):
      steps.append(.open)
      inner.write(to: &steps)
      steps.append(.close)
    case .sequence(let parts): for part in parts { part.write(to: &steps) }
    case .either(let parts): write(either: parts, to: &steps)
    case .repeated(let inner, let least, let most, let isLazy):
      for _ in 0..<least { inner.write(to: &steps) }
      guard let most else { return write(loop: inner, isLazy, to: &steps) }
      var forks: [Int] = []
      for _ in least..<max(least, most) {
        forks.append(steps.count)
        steps.append(.end)
        inner.write(to: &steps)
      }
      for fork in forks { steps[fork] = Self.fork(to: fork + 1, or: steps.count, isLazy) }
    }
  }

  private static func fork(to inside: Int, or outside: Int, _ isLazy: Bool) -> TextPattern.Step {
    isLazy ? .fork(outside, inside) : .fork(inside, outside)
  }

  private func write(loop inner: PatternNode, _ isLazy: Bool, to steps: inout [TextPattern.Step]) {
    let fork = steps.count
    steps.append(.end)
    inner.write(to: &steps)
    steps.append(.jump(fork))
    steps[fork] = Self.fork(to: fork + 1, or: steps.count, isLazy)
  }

  private func write(either parts: [PatternNode], to steps: inout [TextPattern.Step]) {
    var jumps: [Int] = []
    for (index, part) in parts.enumerated() {
      let fork = steps.count
      let isLast = index == parts.count - 1
      if !isLast { steps.append(.end) }
      part.write(to: &steps)
      guard !isLast else { continue }
      jumps.append(steps.count)
      steps.append(.end)
      steps[fork] = .fork(fork + 1, steps.count)
    }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }
}
