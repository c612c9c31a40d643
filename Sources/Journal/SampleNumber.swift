import Gates

/// An instant, or a minute, and the number of a signal in one number, in the order of time.
enum SampleNumber {
  /// The signal's number has 20 bits: `id & 1048575`. What is above them, `id >> 20`, is the time.
  static let bits: Int64 = 20
  static let signal: Int64 = (1 << bits) - 1

  static func of(_ time: Int64, _ signal: Int64) -> Int64 { time << bits | signal }

  /// The first number of a time; times that no number can hold are the first or the last.
  static func first(of time: Int64) -> Int64 {
    let most = Int64.max >> bits
    return min(max(time, -most), most) << bits
  }
}
