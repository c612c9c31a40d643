#if canImport(Glibc)
import Glibc
#endif

/// How many files and connections this program may have open at once, and how many of them asking may take.
///
/// Where there are few, questions wait for their turn: one that finds no descriptor would look like a dead host.
package struct Descriptors: Hashable, Sendable {
  /// What `ulimit -n` says.
  package let limit: Int

  /// With fewer there is not enough for the journal, the threads and the terminal.
  package static let least = 64
  /// More are of no use; a program that is run by a hook inherits them.
  private static let most = 16_384
  /// Those of the journal's connections, the threads' loops, the terminal, a snapshot and a hook.
  private static let own = 56
  /// One question may take so many: a SQLite file with its log and its index, the pipes of a program.
  private static let ofQuestion = 4
  /// Boards of this many sources and more are asked well enough when so many questions run at once.
  private static let enough = 64

  package init(limit: Int) { self.limit = limit }

  /// This program's, after the soft limit was raised as far as the hard one lets it.
  package static func ofThisProgram() -> Descriptors {
    var found = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &found) == 0 else {
      return Descriptors(limit: 1024)
    }
    let wanted = min(found.rlim_max, rlim_t(most))
    if found.rlim_cur < wanted {
      var raised = found
      raised.rlim_cur = wanted
      if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { found = raised }
    }
    return Descriptors(limit: Int(min(found.rlim_cur, rlim_t(most))))
  }

  /// How many questions may run at once.
  package var questions: Int { max(1, free / 2 / Self.ofQuestion) }

  /// How many connections may be kept between questions.
  var kept: Int { free / 2 }

  private var free: Int { max(0, limit - Self.own) }

  /// What is to be said where that makes sources wait; nil where it does not.
  func trouble(asking sources: Int) -> String? {
    guard questions < min(sources, Self.enough) else { return nil }
    return "ulimit -n is \(limit): \(questions) of \(sources) sources are asked at a time, the others wait; "
      + "'ulimit -n 4096' before gateboard starts ends that"
  }

  /// Why the program cannot run with so few; nil where it can.
  package var refusal: String? {
    guard limit < Self.least else { return nil }
    return "ulimit -n is \(limit), expected \(Self.least) or more: 'ulimit -n 4096' before gateboard starts allows that"
  }
}
