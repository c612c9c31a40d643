/// The combining marks of one character, at most four: ncurses holds no more beside the base in a cell.
///
/// Kept in place and not in an array, so that a cell is plain memory: a picture has thousands of them, and each is
/// copied and compared at every repaint.
package struct Marks: Hashable, Sendable {
  private let first, second, third, fourth: UInt32
  private let length: UInt8

  package var count: Int { Int(length) }

  package static let none = Marks()
  /// How many one character keeps; those beyond are dropped.
  package static let most = 4

  private init() { (first, second, third, fourth, length) = (0, 0, 0, 0, 0) }

  package init(_ marks: some Collection<Unicode.Scalar>) {
    var values: [UInt32] = marks.prefix(Self.most).map(\.value)
    length = UInt8(values.count)
    while values.count < Self.most { values.append(0) }
    (first, second, third, fourth) = (values[0], values[1], values[2], values[3])
  }

  /// The mark at an index below ``count``.
  package subscript(index: Int) -> Unicode.Scalar { Unicode.Scalar(value(index)) ?? "\u{FFFD}" }

  /// The code point at an index; 0 where there is no mark.
  package func value(_ index: Int) -> UInt32 {
    switch index {
    case 0: first
    case 1: second
    case 2: third
    case 3: fourth
    default: 0
    }
  }
}
