import ArgumentParser
import Canvas

#if canImport(Glibc)
import Glibc
#endif

/// Exit statuses, after sysexits.h where it has one.
enum ExitStatus {
  static let refused = ExitCode(1)
  static let unknown = ExitCode(2)
  static let badBoard = ExitCode(65)
  static let inputOutput = ExitCode(74)
}

/// Says a sentence, or several lines, on standard error; what a file or an answer put into them acts on no terminal.
func complain(_ text: String) {
  let harmless = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).harmless }
  var line = Array((harmless.joined(separator: "\n") + "\n").utf8)[...]
  while !line.isEmpty {
    let written = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
    guard written > 0 else { return }
    line = line.dropFirst(written)
  }
}

/// Runs asynchronous work to its end on another thread; this one waits.
///
/// The commands are synchronous so that the main thread belongs to the terminal.
func waiting<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
  let box = ResultBox<Value>()
  Task.detached {
    do {
      box.fill(.success(try await work()))
    } catch {
      box.fill(.failure(error))
    }
  }
  return try box.take().get()
}
