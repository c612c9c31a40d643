import BoardFile
import Foundation
import Gates
import Journal
import LaunchNight
import WarRoom

/// One rehearsal: a folder with the night's files, the simulated apps, and the ordinary watch over them.
struct Rehearsal {
  let start: TimeOfDay?
  let speed: Int
  let folder: String?
  let person: String
  let wishes: Wishes
  /// Whether the board is told as lines instead of shown.
  let isPlain: Bool

  /// The night begins a little before its first trouble of gate A.
  private static let usualStart = TimeOfDay(secondOfDay: 19 * 3600 + 45 * 60)

  func run(headless: Bool) throws {
    let scenario = try Scenario.parse(SampleNight.scenario, file: "launch-night.scenario.yaml")
    let directory = try prepareFolder()
    let path = "\(directory)/launch-night.yaml"
    let clock = RehearsalClock(start: try begin(of: scenario.night, directory), speed: speed)
    let night = try waiting {
      try await LaunchNight.open(
        scenario, directory: directory, now: { clock.now() }, sleep: { await clock.sleep(until: $0) },
        complain: { complain($0) })
    }
    // The working copy of the board names the ports that were free.
    try Data(try rebased(SampleNight.board, on: night.baseURLs).utf8).write(to: URL(fileURLWithPath: path))
    try Data(Schema.json().utf8).write(to: URL(fileURLWithPath: "\(directory)/board.schema.json"))
    if headless {
      tell(scenario, at: path, clock)
    } else {
      let board = try Loading.board(path)
      if isPlain {
        try PlainWatch(board: board, clock: clock, person: person).run()
      } else {
        try Watch(
          board: board, file: nil, clock: clock, rehearsal: "REHEARSAL x\(speed)", person: person, wishes: wishes
        ).run()
      }
      print("the night's files are in \(directory)")
    }
    try waiting { await night.close() }
  }

  private func prepareFolder() throws -> String {
    let directory = folder ?? "\(NSTemporaryDirectory())/gateboard-\(ProcessInfo.processInfo.processIdentifier)"
    let clean = URL(fileURLWithPath: directory).standardizedFileURL.path
    do {
      try FileManager.default.createDirectory(atPath: clean, withIntermediateDirectories: true)
    } catch {
      throw RehearsalFailure(description: "\(clean): the folder cannot be made: \(error.localizedDescription)")
    }
    return clean
  }

  /// A folder that holds a night goes on where that one ended: a journal's time does not run backwards.
  private func begin(of night: Day, _ directory: String) throws -> Instant {
    let last = try Journal(copyOf: "\(directory)/launch-night.db").events().last?.at
    let wanted = start.map { night.night($0) }
    guard let last else { return wanted ?? night.night(Self.usualStart) }
    if let wanted, wanted < last {
      throw RehearsalFailure(
        description: "the night in \(directory) already reached \(last.timeOfDay); use a later --start, or another --in"
      )
    }
    return wanted ?? last
  }

  private func rebased(_ board: [UInt8], on urls: [String: String]) throws -> String {
    var text = String(decoding: board, as: UTF8.self)
    for app in try BoardFile.parse(board, file: "launch-night.yaml", environment: [:]).apps {
      guard let old = app.url, let new = urls[app.id.name] else {
        throw RehearsalFailure(description: "the sample scenario has no app '\(app.id)'")
      }
      text = text.replacing(old, with: new)
    }
    return text
  }

  /// Tells the story until the process is ended.
  private func tell(_ scenario: Scenario, at path: String, _ clock: RehearsalClock) {
    print("board \(path)")
    fflush(nil)
    try? waiting {
      var told: Instant?
      while !Task.isCancelled {
        let now = clock.now()
        if let step = scenario.story(at: now), step.at != told {
          print("\(step.at.utcSeconds) \(step.say)")
          fflush(nil)
          told = step.at
        }
        let next = scenario.steps.first { $0.at > now && !$0.say.isEmpty }
        await clock.sleep(until: next?.at ?? now + .seconds(3600))
      }
    }
  }
}

/// Why a rehearsal does not begin, in one sentence.
struct RehearsalFailure: Error, CustomStringConvertible {
  let description: String
}
