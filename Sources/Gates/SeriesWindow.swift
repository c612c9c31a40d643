/// A stretch of a series, and what each window function makes of it. Nothing is copied, but by percentiles.
struct SeriesWindow {
  /// Milliseconds since the epoch, never falling.
  let times: ArraySlice<Int64>
  /// NaN where unknown, infinite where known but not a number.
  let numbers: ArraySlice<Double>

  /// Nil where the samples do not suffice, or the result is not finite.
  func result(of function: WindowFunction) -> Double? {
    let result: Double? =
      switch function {
      case .average: average
      case .minimum: numbers.lazy.filter(\.isFinite).min()
      case .maximum: numbers.lazy.filter(\.isFinite).max()
      case .sum: total.count > 0 ? total.sum : nil
      case .count: Double(numbers.count { !$0.isNaN })
      case .rate: rate
      case .delta: delta
      case .last: numbers.last(where: \.isFinite)
      case .percentile(let rank): Percentile.nearestRank(rank, of: numbers.filter(\.isFinite))
      }
    guard let result, result.isFinite else { return nil }
    return result
  }

  private var total: (sum: Double, count: Int) {
    var (sum, count) = (0.0, 0)
    for number in numbers where number.isFinite {
      sum += number
      count += 1
    }
    return (sum, count)
  }

  private var average: Double? {
    let (sum, count) = total
    return count > 0 ? sum / Double(count) : nil
  }

  /// The last number less the first; nil for fewer than two.
  private var delta: Double? {
    guard let first = numbers.firstIndex(where: \.isFinite), let last = numbers.lastIndex(where: \.isFinite),
      first < last
    else { return nil }
    return numbers[last] - numbers[first]
  }

  /// How fast a counter rises, per second, between the first and the last number of the window.
  ///
  /// A counter that falls was reset and counts on from zero, as in Prometheus. Unlike Prometheus' `rate`, nothing is
  /// extrapolated to the edges of the window: what was not seen is not counted, and the time between the first and
  /// the last sample divides, not the window's length.
  private var rate: Double? {
    var previous: Double?
    var first: Int64?
    var last: Int64 = 0
    var increase = 0.0
    for index in numbers.indices where numbers[index].isFinite {
      let number = numbers[index]
      if let previous { increase += number < previous ? number : number - previous }
      previous = number
      first = first ?? times[index]
      last = times[index]
    }
    guard let first, last > first else { return nil }
    return increase * 1000 / Double(last - first)
  }
}

/// Percentiles by nearest rank: the smallest sample that at least so many percent of the samples do not exceed.
///
/// Always a sample that was measured, never a value between two; `p50` of 1, 2, 3, 4 is 2.
enum Percentile {
  /// - Parameter percent: more than 0, less than 100.
  static func nearestRank(_ percent: Double, of numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    // 99.9 * 1000 / 100 is a hair over 999: what is whole but for rounding counts as whole.
    let exact = percent * Double(numbers.count) / 100
    let rank = abs(exact - exact.rounded()) < 1e-9 * exact ? exact.rounded() : exact.rounded(.up)
    return element(at: min(max(0, Int(rank) - 1), numbers.count - 1), of: numbers)
  }

  /// The element that would stand at `index` after sorting, by Hoare's selection.
  private static func element(at index: Int, of numbers: [Double]) -> Double {
    var numbers = numbers
    var (low, high) = (0, numbers.count - 1)
    while low < high {
      let pivot = numbers[low + (high - low) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while numbers[left] < pivot { left += 1 }
        while numbers[right] > pivot { right -= 1 }
        guard left <= right else { break }
        numbers.swapAt(left, right)
        left += 1
        right -= 1
      }
      if index <= right { high = right } else if index >= left { low = left } else { break }
    }
    return numbers[index]
  }
}
