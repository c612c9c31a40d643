/// From numbers to heights: from zero, or the smallest number where that is negative, to the largest or the limit.
struct Scale: Hashable, Sendable {
  let low, high: Double

  init(_ values: [Double], limit: Double?) {
    low = min(0, values.min() ?? 0)
    high = max(values.max() ?? 0, limit ?? 0)
  }

  /// Which of so many heights, counted from 0 at the bottom, is nearest; 0 where all numbers are zero.
  func height(of value: Double, among heights: Int) -> Int {
    // By halves: between the largest number that there is and its negative lies an infinite span.
    let span = high / 2 - low / 2
    guard span > 0, heights > 0 else { return 0 }
    let share = min(1, max(0, (value / 2 - low / 2) / span))
    return Int((share * Double(heights - 1)).rounded())
  }
}
