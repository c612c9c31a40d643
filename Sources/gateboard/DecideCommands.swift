import ArgumentParser
import Canvas
import Dashboard
import Gates
import Journal
import Reports
import WarRoom

/// Options of every command that acts on a board from the command line.
struct ActingOptions: ParsableArguments {
  @Argument(help: "The board file.", completion: .file(extensions: ["yaml", "yml"]))
  var board: String

  @Option(name: .customLong("as"), help: ArgumentHelp("Who acts; the login name unless told.", valueName: "name"))
  var person: String?

  @Option(help: ArgumentHelp("What you call the request that this belongs to.", valueName: "id"))
  var requestID: String?

  var actor: String { person.flatMap { $0.isEmpty ? nil : $0 } ?? ScreenOptions.login }

  /// Carries out a command and says what was recorded; a board that watches the same journal shows it within a second.
  ///
  /// - Parameter measured: whether the sources must be asked first, because readiness decides.
  @discardableResult
  func perform(_ command: Command, measured: Bool = false, in loaded: Board) throws -> [Event] {
    let actor = actor
    do {
      let room = try WarRoom(board: loaded, journal: try Journal(at: loaded.state), clock: SystemClock()) { _ in }
      return try waiting {
        if measured { await room.pollOnce() }
        do {
          let events = try await room.perform(command, by: actor, requestID: requestID)
          await room.stop()
          return events
        } catch {
          await room.stop()
          throw error
        }
      }
    } catch let refusal as Refusal {
      complain(refusal.sentence)
      throw ExitStatus.refused
    }
  }
}

/// `gateboard rule BOARD APP RULING`.
struct RuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "Record a ruling on an app.",
    discussion: "A GO needs readiness to pass, so the sources are asked first; --override records it all the same.")

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The app, or its gate's label.")
  var app: String

  @Argument(help: "GO, NO-GO, CONDITIONAL GO, HOLD, DELAYED, OBSERVER MODE or FREEZE.")
  var ruling: String

  @Option(help: "The traffic that it allows: production, canary, internal, observer or none.")
  var allows: String?

  @Option(help: "What it covers, in words.")
  var scope = ""

  @Option(name: .customLong("condition"), help: "Under what condition, in words; may be repeated.")
  var conditions: [String] = []

  @Option(name: .customLong("while"), help: "The condition on signals under which a GO holds.")
  var holdsWhile: String?

  @Option(help: "Why; it stays on the board with the ruling.")
  var why: String

  @Flag(help: "Record it although readiness does not pass, or changes are frozen.")
  var override = false

  func run() throws {
    let loaded = try Loading.board(acting.board)
    guard let kind = Ruling.Kind(rawValue: ruling.uppercased()) else {
      let known = Ruling.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("expected a ruling, one of \(known), found '\(ruling)'")
    }
    guard let posture = allows.map({ Posture(rawValue: $0) }) ?? kind.usual else {
      let known = Posture.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("expected --allows as one of \(known), found '\(allows ?? "")'")
    }
    let id = loaded.gate(app)?.id ?? AppID(app)
    let draft = RulingDraft(
      Ruling(
        kind, allows: posture, scope: scope, conditions: conditions, holdsWhile: try condition()),
      why: why, overrides: override)
    _ = try acting.perform(.rule(id, draft), measured: kind.isGo, in: loaded)
    print("recorded \(kind.rawValue) for \(id), \(posture.words)")
  }

  /// What it names and measures is checked where it is decided.
  private func condition() throws -> Condition? {
    guard let holdsWhile else { return nil }
    do throws(ConditionError) {
      return try ConditionParser.parse(holdsWhile)
    } catch {
      throw ValidationError("--while, character \(error.offset + 1): \(error.message)")
    }
  }
}

/// `gateboard approve BOARD ITEM`.
struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Sign an item that the board wants approved.",
    discussion: "Each role that the board asks for is signed by another human.")

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The item, such as legal.tos.")
  var item: String

  @Option(help: "In which role; may be left out where the board asks for one only.")
  var role: String?

  @Option(help: "What exactly is approved, in your words.")
  var statement: String

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let role = try loaded.role(role, of: item)
    try acting.perform(.sign(item: item, role: role, statement: statement), in: loaded)
    print("signed \(item) as \(role)")
  }
}

/// `gateboard withdraw BOARD ITEM`.
struct WithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Take a signature back: it no longer counts.")

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The item, such as legal.tos.")
  var item: String

  @Option(help: "In which role; may be left out where the board asks for one only.")
  var role: String?

  @Option(help: "Why the approval no longer holds.")
  var why: String

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let role = try loaded.role(role, of: item)
    try acting.perform(.withdraw(item: item, role: role, why: why), in: loaded)
    print("withdrew \(item) as \(role)")
  }
}

extension Board {
  /// The role that was told, else the only one that the item wants.
  fileprivate func role(_ told: String?, of item: String) throws -> String {
    let roles = self.roles(for: item)
    guard let role = told ?? (roles.count == 1 ? roles[0] : roles.isEmpty ? "" : nil) else {
      throw ValidationError("expected --role as one of \(roles.joined(separator: ", "))")
    }
    return role
  }
}

/// `gateboard deliver BOARD DEADLINE DELIVERABLE`.
struct DeliverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "Record that a deliverable has come.",
    discussion:
      "With --evidence the file's SHA-256 goes into the journal; where a criterion asks for the file it shows as altered "
      + "once it changes.")

  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deadline's key.")
  var deadline: String

  @Argument(help: "The deliverable: its number from 1, or its words.")
  var deliverable: String

  @Option(help: "The file that is the delivery.", completion: .file())
  var evidence: String?

  @Flag(help: "Record another file in place of the one that was delivered.")
  var correct = false

  @Option(help: "A note for the journal.")
  var note = ""

  func run() throws {
    let loaded = try Loading.board(acting.board)
    let owed = loaded.deadlines.first { $0.id == deadline }?.deliverables ?? []
    let words = wholeNumber(deliverable).flatMap {
      (1...max(1, owed.count)).contains($0) && !owed.isEmpty ? owed[$0 - 1] : nil
    }
    let record = try evidence.map { path -> FileRecord in
      switch EvidenceFile.look(at: path, of: loaded, isTypedHere: true) {
      case .read(let path, let hash, _): return FileRecord(path: path, sha256: hash)
      case .failed(let why):
        complain("\(path): \(why)")
        throw ExitStatus.inputOutput
      }
    }
    let draft = DeliveryDraft(deadline: deadline, deliverable: words ?? deliverable, evidence: record, note: note)
    let premise =
      correct
      ? try Present.recorded(on: loaded).premise(
        ofDelivering: draft.deliverable, for: deadline, at: SystemClock().now()) : nil
    _ = try acting.perform(.deliver(draft, over: premise), in: loaded)
    let file = record.map { "  \($0.path.harmless)  sha256 \($0.sha256)" } ?? ""
    print("recorded '\(draft.deliverable.harmless)'\(file)")
  }
}
