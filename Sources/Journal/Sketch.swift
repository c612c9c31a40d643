import Foundation

/// Quantiles of many numbers in few bytes: the DDSketch of Masson, Rim and Lee (VLDB 2019).
///
/// A number counts in the bucket whose bounds are powers of gamma, so that each quantile is right to within
/// ``accuracy`` of its value. Two sketches merge by adding their counts.
package struct Sketch: Hashable, Sendable {
  /// Largest relative error of a quantile.
  package static let accuracy = 0.01
  private static let gamma = (1 + accuracy) / (1 - accuracy)
  /// Nearer to zero than this is zero.
  private static let smallest = 1e-9

  private var zeros = 0
  private var positive: [Int: Int] = [:]
  private var negative: [Int: Int] = [:]

  package init() {}

  package var count: Int { zeros + positive.values.reduce(0, +) + negative.values.reduce(0, +) }

  package mutating func add(_ number: Double) {
    switch number {
    case Self.smallest...: positive[Self.bucket(of: number), default: 0] += 1
    case ...(-Self.smallest): negative[Self.bucket(of: -number), default: 0] += 1
    default: zeros += 1
    }
  }

  package mutating func merge(_ other: Sketch) {
    zeros += other.zeros
    positive.merge(other.positive, uniquingKeysWith: +)
    negative.merge(other.negative, uniquingKeysWith: +)
  }

  /// The number of the nearest rank, as windows of conditions have it; nil of nothing.
  package func quantile(_ share: Double) -> Double? {
    var left = Int((share * Double(count)).rounded(.up))
    guard count > 0 else { return nil }
    left = min(max(1, left), count)
    for (bucket, found) in negative.sorted(by: { $0.key > $1.key }) {
      left -= found
      if left <= 0 { return -Self.middle(of: bucket) }
    }
    left -= zeros
    if left <= 0 { return 0 }
    for (bucket, found) in positive.sorted(by: { $0.key < $1.key }) {
      left -= found
      if left <= 0 { return Self.middle(of: bucket) }
    }
    return nil
  }

  private static func bucket(of number: Double) -> Int {
    Int((log(min(number, .greatestFiniteMagnitude)) / log(gamma)).rounded(.up))
  }

  private static func middle(of bucket: Int) -> Double { 2 * pow(gamma, Double(bucket)) / (gamma + 1) }
}

// MARK: Bytes

extension Sketch {
  /// As the journal keeps it: unsigned LEB128 numbers. First how many zeros; then, of the negative and of the positive
  /// numbers, how many buckets and for each, in rising order, the step from the bucket before (the first from 0;
  /// zigzag) and how many numbers it holds.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    Self.write(UInt64(zeros), to: &bytes)
    for buckets in [negative, positive] {
      Self.write(UInt64(buckets.count), to: &bytes)
      var last = 0
      for (bucket, found) in buckets.sorted(by: { $0.key < $1.key }) {
        let step = bucket - last
        Self.write(UInt64(bitPattern: Int64((step << 1) ^ (step >> 63))), to: &bytes)
        Self.write(UInt64(found), to: &bytes)
        last = bucket
      }
    }
    return bytes
  }

  /// - Returns: nil for bytes that are no sketch.
  package init?(_ bytes: some Sequence<UInt8>) {
    var rest = bytes.makeIterator()
    guard let zeros = Self.read(&rest), let negative = Self.buckets(&rest), let positive = Self.buckets(&rest),
      rest.next() == nil
    else { return nil }
    (self.zeros, self.negative, self.positive) = (zeros, negative, positive)
  }

  private static func buckets(_ rest: inout some IteratorProtocol<UInt8>) -> [Int: Int]? {
    guard let count = read(&rest) else { return nil }
    var buckets: [Int: Int] = [:]
    var last = 0
    for _ in 0..<count {
      guard let zigzag = read(&rest), let found = read(&rest) else { return nil }
      let (bucket, isPast) = last.addingReportingOverflow((zigzag >> 1) ^ -(zigzag & 1))
      guard !isPast else { return nil }
      buckets[bucket] = found
      last = bucket
    }
    return buckets
  }

  private static func write(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// At most five bytes: what is counted and stepped here is never larger.
  private static func read(_ rest: inout some IteratorProtocol<UInt8>) -> Int? {
    var number = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard let byte = rest.next() else { return nil }
      number |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return number }
    }
    return nil
  }
}
