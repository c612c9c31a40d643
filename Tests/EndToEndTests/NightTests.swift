import Testing

extension EndToEndTests {
  /// The sample night, live: what the apps do reaches the screen, and what the operator does stays.
  @Suite struct NightTests {
    @Test func `the night shows its apps, all sources answer, and a breach of the scenario stands on the board`()
      async throws
    {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "19:46", speed: 60), in: scratch) { wall in
          let picture = try await wall.waits(for: "19/19 sources")
          for app in Night.apps { #expect(picture.contains(app)) }
          #expect(picture.contains("REHEARSAL x60"))
          try await wall.waits(until: "auto_com_center aborts on p95", within: 40) {
            $0.row("auto_com_center", "✖ NO-GO", "✖ p95 ") != nil
          }
          let since = try #require(try await night.moves(of: "p95").first?.split(separator: "|").last)
          #expect(try await night.moves(of: "p95") == ["inactive|pending|\(since)", "pending|breached|\(since)"])
          try await wall.press("q")
          try await wall.waits(for: "Leave the board?")
          try await wall.press("y")
          let last = try await wall.waits(for: "ended with 0")
          #expect(last.contains("the night's files are in \(night.folder)"))
        }
      }
    }

    @Test func `the spread of the deliveries is on the screen as a heatmap, and the past says that it has none`()
      async throws
    {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "19:40", speed: 60), in: scratch) { wall in
          try await wall.waits(for: "19/19 sources")
          try await wall.press("Enter", "/")
          try await wall.type("P99 of")
          try await wall.press("Enter", "Down", "Enter")
          try await wall.waits(for: "webhook_p99, limit 300ms")
          try await wall.press("c", "c", "c")
          try await wall.waits(for: "histograms as a heatmap")
          // At 19:47 the deliveries slow down: some take longer than they ever did.
          try await wall.waits(until: "the slow deliveries have their row", within: 40) { picture in
            picture.contains("█ more of 30s") && picture.row("500ms", "░") != nil && picture.row("80ms", "▓") != nil
          }
          try await wall.press("t")
          try await wall.waits(for: "no heatmap: the past keeps no buckets")
        }
      }
    }

    @Test func `a blocker filed by keyboard and a burning timer outlive kill -9`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "19:46", speed: 20), in: scratch) { wall in
          try await wall.waits(until: "p95 burns") { $0.row("auto_com_center", "▲ abort in") != nil }
          try await wall.press("b")
          try await wall.waits(for: "FILE A BLOCKER")
          try await wall.type("replay stalls at 11K")
          try await wall.press("Tab", "Tab", "Tab")
          try await wall.type("queue")
          try await wall.press("Tab")
          try await wall.type("+45m")
          try await wall.waits(for: "= 20:3")
          try await wall.press("Enter")
          try await wall.waits(for: "saved B-1")
          #expect(
            try await night.journal(
              "actor, payload->'draft'->>'text', payload->'draft'->>'owner', payload->'draft'->>'app'",
              where: "kind = 'blocker_filed'") == ["sre-1|replay stalls at 11K|queue|auto_com_center"])
          try await wall.killProgram()
        }
        let pending = try await night.moves(of: "p95")
        let since = try #require(pending.first?.split(separator: "|").last).description
        try #require(pending == ["inactive|pending|\(since)"], "it was killed while the timer burnt")

        try await Wall.with(night.command(speed: 20), in: scratch) { wall in
          let filed = try #require(try await night.journal("at", where: "kind = 'blocker_filed'").first)
          let burnt = try await night.seconds(from: since, to: filed)
          let picture = try await wall.waits(until: "the timer and the blocker stand") {
            $0.contains("P95 over 120 ms for ") && $0.row("B-1", "replay stalls at 11K", "queue") != nil
          }
          // The clock goes on from the last event, and so does the timer.
          #expect(try #require(Self.elapsed(in: picture)) >= Int(burnt))
          try await wall.waits(until: "p95 aborts", within: 40) {
            $0.row("auto_com_center", "✖ p95 ") != nil
          }
        }
        let moves = try await night.moves(of: "p95")
        #expect(moves == pending + ["pending|breached|\(since)"])
        let burn = try await Burn.last(
          of: "p95", in: "auto_com_center", sustained: 300_000, journal: "\(night.folder)/launch-night.db")
        #expect(burn.milliseconds >= 300_000)
        #expect(burn.answersAfterTime <= 1)
      }
    }

    @Test func `an acknowledged breach stays acknowledged after kill -9`() async throws {
      try await Scratch.with { scratch in
        let night = Night(scratch: scratch)
        try await Wall.with(night.command(start: "20:05", speed: 5), in: scratch, columns: 200) { wall in
          try await wall.waits(until: "JWKS is breached and Redis burns") {
            $0.contains("JWKS fails: breached") && $0.contains("Redis over 20 ms for")
          }
          try await wall.press("a")
          try await wall.waits(for: "ACKNOWLEDGE A BREACH")
          try await wall.press("Enter")
          try await wall.waits(for: "acknowledged scholar_auth.jwks")
          try await wall.waits(until: "the alert names who acknowledged") {
            $0.row("JWKS fails: breached", "(ack sre-1)") != nil
          }
          try await wall.killProgram()
        }
        #expect(
          try await night.journal("actor, payload->'guardrail'->>'name'", where: "kind LIKE '%acknowledged'") == [
            "sre-1|jwks"
          ])
        let redis = try await night.moves(of: "redis")
        #expect(redis.count == 1 && redis[0].hasPrefix("inactive|pending|"))
        try await Wall.with(night.command(speed: 5), in: scratch, columns: 200) { wall in
          try await wall.waits(until: "the acknowledgement and the burning timer stand") {
            $0.row("scholar_auth", "JWKS fails", "(ack sre-1)") != nil
              && $0.row("scholarship_api", "Redis over 20 ms for") != nil
          }
        }
        #expect(try await night.moves(of: "redis") == redis)
      }
    }

    /// Seconds that the alert of p95 says the condition has held.
    private static func elapsed(in picture: Picture) -> Int? {
      guard let row = picture.row("P95 over 120 ms for "), let words = row.firstRange(of: "120 ms for ") else {
        return nil
      }
      let parts = row[words.upperBound...].prefix(5).split(separator: ":").compactMap { Int($0) }
      return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
    }
  }
}
