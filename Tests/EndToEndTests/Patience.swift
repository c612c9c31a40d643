import Testing

/// The only place where a test waits.
enum Patience {
  /// Looks whenever something has changed in a folder until it sees what it wants, at most for a time.
  ///
  /// What a test waits for leaves a trace in its folder: a file, a row in the journal, a byte that a program sends to
  /// its terminal, which ``Wall`` writes there.
  ///
  /// - Returns: what was seen, or nil when the time was over.
  static func look<Seen>(
    in folder: String, within seconds: Int, _ look: () async throws -> Seen?
  ) async throws -> Seen? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    let watch = try FolderWatch(folder)
    while true {
      try watch.begin()
      if let seen = try await look() { return seen }
      guard ContinuousClock.now < deadline else { return nil }
      await watch.change(before: deadline)
    }
  }
}

/// Something did not come to pass; ends the test at the line that waited for it.
struct Missed: Error {
  let sentence: String
  let place: SourceLocation
}

/// Runs a test's body, then cleans up, and says what was missed at the line that missed it.
func tidily(_ body: () async throws -> Void, afterwards cleanUp: () async -> Void) async throws {
  do {
    try await body()
  } catch let missed as Missed {
    Issue.record("\(missed.sentence)", sourceLocation: missed.place)
  } catch {
    await cleanUp()
    throw error
  }
  await cleanUp()
}
