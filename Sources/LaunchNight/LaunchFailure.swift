/// Why the night's apps do not start, in one sentence.
package struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Names the app, and what is in its way.
  package let description: String
}
