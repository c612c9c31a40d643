extension Canvas {
  /// Says below a plot what its left end, its middle and its right end are called.
  ///
  /// - Parameters:
  ///   - steps: the values that one column shows.
  ///   - age: what a column is called, by how many values lie between its left edge and the right end.
  mutating func writeTimes(under plot: Area, y: Int, steps: Int, age: (Int) -> String, newest: String) {
    let oldest = age(plot.width * steps)
    write(oldest, x: plot.x, y: y, .faint, limit: plot.width)
    let room = plot.width - Glyph.width(of: oldest) - 1
    if Glyph.width(of: newest) <= room { write(newest, endingAt: plot.maxX, y: y, .faint) }
    guard plot.width >= 40 else { return }
    // Begins at the column that it names: the first of the newer half.
    write(age(plot.width / 2 * steps), x: plot.maxX - plot.width / 2, y: y, .faint)
  }
}
