import Testing

/// The only place where a test waits.
enum Patience {
  /// Looks until it sees what it wants, at most for a time.
  ///
  /// - Returns: what was seen, or nil when the time was over.
  static func look<Seen>(within seconds: Int, _ look: () async throws -> Seen?) async throws -> Seen? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if let seen = try await look() { return seen }
      guard ContinuousClock.now < deadline else { return nil }
      try await Task.sleep(for: .milliseconds(40))
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
