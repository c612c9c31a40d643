import Canvas
import Dashboard
import Testing

/// Every width to 500 and every height to 200, each with several of the other.
@Suite struct SizeTests {
  private static let sizes =
    (1...500).map { Size(width: $0, height: $0 % 50 + 1) } + (1...200).map { Size(width: $0 % 130 + 1, height: $0) }
    + [Size(width: 1, height: 200), Size(width: 500, height: 1), Size(width: 500, height: 200)]

  /// Whether the columns of each row add up: half a wide character would be one too many or too few.
  private func isWhole(_ picture: Canvas, _ size: Size) -> Bool {
    picture.size == size && picture.cells.count == size.width * size.height
      && picture.cells.reduce(0) { $0 + Int($1.width) } == size.width * size.height
  }

  @Test(arguments: [nil, .enter, .character("w"), .character("b"), .character("?")] as [KeyPress?])
  func `every size has a picture in which no character is half, on the board, a page, the wall, a form and the help`(
    key: KeyPress?
  ) throws {
    var model = try SampleBoard.model()
    if let key { model.press(key) }
    for size in Self.sizes {
      _ = model.update(.resized(size))
      #expect(isWhole(model.view(), size), "\(size)")
    }
  }
}
