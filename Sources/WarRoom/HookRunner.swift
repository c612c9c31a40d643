import Canvas
import Gates
import Probes

/// Runs a hook's program, and says how it ended as the journal keeps it.
enum HookRunner {
  /// How many bytes of output are kept.
  static let mostOutput = 4000

  /// Never throws: a program that cannot be started is an end like any other.
  ///
  /// - Parameter run: the sequence number of the event that started it, which its end names.
  static func run(_ hook: Hook, for guardrail: Key, as run: Int? = nil, because: String) async -> HookEnded {
    let environment = [
      "GATEBOARD_APP=\(guardrail.app)", "GATEBOARD_RULE=\(guardrail.name)", "GATEBOARD_BECAUSE=\(because.harmless)",
    ]
    let ended = await ChildProgram.run(
      hook.arguments, environment: environment, timeout: hook.timeout, most: mostOutput, keepsErrors: true)
    return HookEnded(
      guardrail: guardrail, run: run, status: ended.status, because: ended.because,
      output: String(decoding: ended.output, as: UTF8.self), milliseconds: ended.took.wholeMilliseconds)
  }
}
