import ArgumentParser
import Foundation
import Gates
import Journal
import Reports
import WarRoom

/// `gateboard journal verify|seal|keygen|tail|export|trace`.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Read a journal, and prove that nobody has changed it.",
    discussion: "Nothing here writes to the journal. It may be watched meanwhile.",
    subcommands: [Verify.self, MakeSeal.self, Keygen.self, Tail.self, Export.self, Trace.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Recompute every hash, and name the first event that is not as it was written.",
      discussion: """
        The chain alone shows what was changed in the middle. Whoever can write the file can also take events from its \
        end, or hash all of them again: a seal that was kept elsewhere shows that too.

        Given the board file, it also holds the checkpoints against the events: they only save time, but one that was
        changed would show another past.

        EXIT STATUS
          0   every event is as it was written
          1   it is not, or a seal is not what it should be
        """)

    @Argument(help: JournalFile.help)
    var journal: String

    @Option(
      name: .customLong("seal"), help: ArgumentHelp("A seal to hold against it; may be repeated.", valueName: "file"))
    var seals: [String] = []

    @Option(help: ArgumentHelp("The public key that you trust the seals of.", valueName: "file"))
    var key: String?

    func validate() throws {
      guard seals.isEmpty == (key == nil) else {
        throw ValidationError(
          "expected --seal and --key together: a seal proves nothing without the key that is trusted")
      }
    }

    func run() throws {
      let path = try JournalFile.path(journal)
      let report = try JournalFile.reading {
        let trusted = try key.map { try SealKey.publicKey(in: $0) }
        let read = try seals.map { file in
          let seal = try Seal(try Loading.bytes(file), file: file)
          guard let trusted, seal.isSigned(by: trusted) else {
            throw SealRefusal("\(file): not signed by the key in \(key ?? "")")
          }
          return seal
        }
        return try JournalReader(at: path).audit(read)
      }
      guard report.faults.isEmpty else {
        for fault in report.faults { complain("\(path): \(fault)") }
        throw ExitStatus.refused
      }
      try checkCheckpoints(path)
      print("\(counted(report.count, "event")), each as it was written; the hash of the last is")
      print(report.head.hash)
      for file in seals { print("\(file): the journal still holds what was sealed") }
    }

    private func checkCheckpoints(_ path: String) throws {
      guard JournalFile.isBoard(journal) else { return }
      let board = try Loading.board(journal)
      let wrong = try JournalFile.reading { try History(of: board, in: path).wrongCheckpoints() }
      guard let first = wrong.first else { return }
      complain(
        "\(path): the checkpoint after event \(first) is not what the events make of the board; "
          + "delete all of them, they are made again: sqlite3 '\(path)' 'DELETE FROM checkpoint'")
      throw ExitStatus.refused
    }
  }

  struct MakeSeal: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "seal", abstract: "Sign how far the journal has come, to be kept elsewhere.",
      discussion: "The journal is verified first; one that was changed gets no seal.")

    @Argument(help: JournalFile.help)
    var journal: String

    @Option(help: ArgumentHelp("The private key, as journal keygen made it.", valueName: "file"))
    var key: String

    @Option(
      name: .shortAndLong, help: ArgumentHelp("Where to write it; standard output unless told.", valueName: "file"))
    var output: String?

    @Flag(help: "Replace a file that is there.")
    var force = false

    func run() throws {
      let path = try JournalFile.path(journal)
      let seal = try JournalFile.reading {
        let key = try SealKey(readingPrivate: key)
        let report = try JournalReader(at: path).audit()
        guard report.faults.isEmpty else {
          for fault in report.faults { complain("\(path): \(fault)") }
          throw ExitStatus.refused
        }
        return try Seal(of: report.head, at: SystemClock().now(), with: key)
      }
      guard let output else {
        JournalFile.write(seal.bytes)
        return
      }
      do throws(WriteFailure) {
        try AtomicFile.write(seal.bytes, to: output, replacing: force)
      } catch {
        complain("\(error)")
        throw ExitStatus.inputOutput
      }
      print("sealed event \(seal.head.sequence), \(seal.head.hash), in \(output)")
    }
  }

  struct Keygen: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "keygen", abstract: "Make an ed25519 key for seals: FILE for you alone, FILE.pub for everybody.")

    @Argument(help: "Where the private key goes.", completion: .file())
    var file: String

    func run() throws {
      let key = SealKey()
      try JournalFile.reading {
        guard !FileManager.default.fileExists(atPath: "\(file).pub") else {
          throw SealRefusal("\(file).pub: there is a key already; name another")
        }
        try key.write(to: file)
        do throws(WriteFailure) {
          try AtomicFile.write(Array(key.publicPEM.utf8), to: "\(file).pub", replacing: false)
        } catch {
          throw SealRefusal("\(error)")
        }
      }
      print("made \(file), which signs and stays with you, and \(file).pub, which proves and may go everywhere")
    }
  }
}

/// Why a seal or its key is not taken, in one sentence.
struct SealRefusal: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

/// The journal that a command names, and what the commands on it share.
enum JournalFile {
  static let help: ArgumentHelp = "The board file, or the journal itself."

  /// The journal of a board file, or the file itself.
  static func path(_ named: String) throws -> String {
    isBoard(named) ? try existing(try Loading.board(named).state) : try existing(named)
  }

  static func isBoard(_ named: String) -> Bool { named.hasSuffix(".yaml") || named.hasSuffix(".yml") }

  private static func existing(_ path: String) throws -> String {
    guard FileManager.default.fileExists(atPath: path) else {
      complain("\(path): there is no such file")
      throw ExitStatus.inputOutput
    }
    return path
  }

  /// Says why something cannot be read, and ends the command.
  static func reading<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let failure as SealFailure {
      complain(failure.description)
      throw ExitStatus.refused
    } catch let refusal as SealRefusal {
      complain(refusal.sentence)
      throw ExitStatus.refused
    }
  }

  /// Writes to standard output; false where nobody reads it any more.
  @discardableResult
  static func write(_ bytes: [UInt8]) -> Bool {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
      return true
    } catch {
      return false
    }
  }
}
