package import Gates

/// One row of a samples file.
package struct SampleRow: Hashable, Sendable {
  package let at: Instant
  package let signal: Key
  /// Nil for an explicit no-data.
  package let value: Value?

  package init(at: Instant, signal: Key, value: Value?) {
    self.at = at
    self.signal = signal
    self.value = value
  }
}

/// What is wrong with a samples file, and where.
package struct SampleFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ file: String, line: Int, _ message: String) { description = "\(file):\(line): \(message)" }
}
