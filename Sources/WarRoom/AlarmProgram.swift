import Probes

/// The operator's own program that a breach calls.
package enum AlarmProgram {
  /// After which it is ended, with everything that it started.
  private static let timeout = Duration.seconds(10)

  /// Runs it to its end: no shell, and what it writes goes nowhere.
  ///
  /// - Returns: what went wrong, in words; nil when it ended with status 0.
  package static func run(_ arguments: [String]) async -> String? {
    let ended = await ChildProgram.run(arguments, timeout: timeout, most: 0, keepsErrors: false)
    guard ended.status != 0 else { return nil }
    let how = ended.status.map { "ended with status \($0)" } ?? ended.because ?? "did not end"
    return "The alarm command \(arguments.first ?? "") \(how)."
  }
}
