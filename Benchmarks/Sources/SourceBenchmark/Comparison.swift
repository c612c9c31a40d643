import Foundation

/// Both against one nginx, one after the other, each at the same pace.
struct Comparison {
  let measuresConnection: Bool

  /// Until every source was asked: connections stand, and what is made once is made.
  private static let settling = 12
  private static let measured = 20

  func run() throws {
    let folder = NSTemporaryDirectory() + "/gateboard-sources-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let web = try Server.nginx(in: folder)
    defer { web.end() }
    let own = try measureEngine(web, folder)
    let peer = try Server.blackbox()
    defer { peer.end() }
    let other = try measurePeer(peer, web, folder)
    print(
      String(
        format: "ratio: %.3f of blackbox's processor time (bar 0.200); %.0f µs and %.0f µs", own / other, own * 1e6,
        other * 1e6))
  }

  /// - Returns: seconds of processor time for each question.
  private func measureEngine(_ web: Server, _ folder: String) throws -> Double {
    let engine = try Child(asking: web.address("/health"), in: folder, measuresConnection: measuresConnection)
    defer { engine.end() }
    let (perQuestion, rate, files) = try measure(engine.process, asking: web)
    let tally = try engine.tally()
    print(
      String(
        format: "gateboard: %.1f µs a question at %.0f a second; RSS %.1f MB, at most %.1f MB; at most %d descriptors",
        perQuestion * 1e6, rate, engine.process.residentMegabytes, engine.process.mostResidentMegabytes, files))
    print(
      String(
        format: "  %d questions since the start, %.3f %% of them begun within 100 ms of their plan (bar 99.9 %%); "
          + "%d of %d sources answer", tally.asked,
        100 * Double(tally.asked - tally.late) / Double(max(1, tally.asked)), tally.answering, tally.sources))
    return perQuestion
  }

  /// The same engine puts the same number of questions to blackbox, which passes them on to the same nginx.
  private func measurePeer(_ peer: Server, _ web: Server, _ folder: String) throws -> Double {
    let target = "/probe?module=http_2xx&target=" + web.address("/health")
    let load = try Child(asking: peer.address(target), in: folder, measuresConnection: false)
    defer { load.end() }
    let (perQuestion, rate, files) = try measure(peer.process, asking: web)
    print(
      String(
        format: "blackbox: %.1f µs a probe at %.0f a second; RSS %.1f MB; at most %d descriptors", perQuestion * 1e6,
        rate, peer.process.residentMegabytes, files))
    return perQuestion
  }

  /// How many questions there were is for nginx to say.
  private func measure(
    _ process: Figures, asking web: Server
  ) throws -> (perQuestion: Double, rate: Double, files: Int) {
    sleep(UInt32(Self.settling))
    let (began, before, served) = (ContinuousClock.now, process.processorSeconds, try web.requests())
    var files = 0
    for _ in 0..<Self.measured {
      sleep(1)
      files = max(files, process.descriptors)
    }
    let seconds = began.duration(to: .now) / .seconds(1)
    let (spent, questions) = (process.processorSeconds - before, try web.requests() - served)
    guard questions > 0 else { throw Trouble("nginx was not asked") }
    return (spent / Double(questions), Double(questions) / seconds, files)
  }
}

struct Trouble: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
