import Canvas
import Dashboard
import Gates
import Testing

/// The heatmap of a histogram: where it is drawn, and where it is said why it is not.
@Suite struct HeatTests {
  private static let signal = Key("auto_com_center", "webhook_p99")

  /// The sample board whose deliveries were slow for a quarter of an hour, with a hole in what was measured and three
  /// columns in which nothing was delivered.
  private static func state() throws -> BoardState {
    var state = try SampleBoard.state()
    let bounds: [Double] = [20, 40, 60, 80, 100, 120, 160, 200, 250, 300, 500, 1000]
    for minute in 0..<120 where !(52..<60).contains(minute) {
      let at = SampleBoard.now - .seconds(3570 - minute * 30)
      let slow = (80..<112).contains(minute)
      let isIdle = (30..<33).contains(minute)
      var cumulative: [Double: Double] = [.infinity: isIdle ? 0 : 1200]
      for bound in bounds {
        let share = min(1, max(0, bound / (slow ? 320 : 150)))
        cumulative[bound] = isIdle ? 0 : (share * (2 - share) * 1200).rounded()
      }
      state.ingest([Observed(signal, try #require(Buckets(cumulative: cumulative)), at: at)])
    }
    return state
  }

  private func model(_ size: Size = Size(width: 120, height: 40), _ state: BoardState? = nil) throws -> Model {
    Model(state: try state ?? Self.state(), now: SampleBoard.now, size: size, person: "sre-1")
  }

  /// On the gate's page to the guardrail that limits the histogram.
  private func select(_ model: inout Model) {
    model.press(.enter, .character("/"))
    model.type("P99 of")
    model.press(.enter, .down)
  }

  /// How heatmaps are drawn on the pages that have one.
  static let scenes: [Scene] = [
    Scene(name: "heat-guardrail") { size in
      let tests = HeatTests()
      var model = try tests.model(size)
      tests.select(&model)
      model.press(.enter, .character("c"), .character("c"), .character("c"))
      return model
    },
    Scene(name: "heat-gate") { size in
      var gate = try HeatTests().model(size)
      gate.press(.enter, .tab, .tab, .tab, .down, .down, .down, .down, .down)
      gate.press(.character("c"), .character("c"), .character("c"), .character("c"))
      return gate
    },
    Scene(name: "heat-signal") { size in
      let tests = HeatTests()
      var spread = try tests.model(size)
      tests.visitSignal(&spread)
      return spread
    },
  ]

  /// By the sources' list and the source to the page of the signal.
  private func visitSignal(_ model: inout Model) {
    model.press(.character("S"), .character("/"))
    model.type("metrics")
    model.press(.enter, .down, .enter, .character("/"))
    model.type("webhook_p99")
    model.press(.enter, .down, .enter)
  }

  @Test func `the key goes on to the heatmap only where a histogram is drawn`() throws {
    func notes(_ model: Model, _ count: Int) -> [String] {
      var model = model
      return (0..<count).map { _ in
        model.press(.character("c"))
        return model.note?.text ?? ""
      }
    }
    let lines = ["charts in half-block", "charts in ASCII", "charts in braille"]
    var p95 = try model()
    p95.press(.enter)
    #expect(notes(p95, 6) == lines + lines)
    var tail = try model()
    select(&tail)
    #expect(
      notes(tail, 6)
        == Array(lines.prefix(2)) + ["histograms as a heatmap", "histograms as a heatmap in ASCII", lines[2], lines[0]])
  }

  @Test func `who comes from a heatmap to a chart without a histogram sees its line, and goes on from there`() throws {
    var model = try model()
    select(&model)
    model.press(.character("c"), .character("c"), .character("c"))
    #expect(model.screen.contains("░ to 5%"))
    model.press(.character("/"), .escape, .home)
    #expect(!model.screen.contains("░ to 5%"))
    #expect(model.screen.contains("P95 over 120 ms  p95, limit 120ms"))
    model.press(.character("c"))
    #expect(model.note?.text == "charts in half-block")
  }

  @Test func `before the second answer it is said when the heatmap begins`() throws {
    var model = try model(Size(width: 120, height: 40), try SampleBoard.state())
    visitSignal(&model)
    #expect(model.screen.contains("webhook_p99, no heatmap yet: it begins with the second answer"))
    #expect(!model.screen.contains("░ to 5%"))
  }

  @Test func `the past says that it keeps no buckets`() throws {
    var model = try model()
    select(&model)
    model.press(.enter, .character("c"), .character("c"), .character("c"))
    #expect(model.screen.contains("░ to 5%"))
    model.press(.character("t"))
    var past = BoardState(model.state.board)
    past.recall(
      (0..<20).map { Sample(Self.signal, .number(138), at: SampleBoard.now - .seconds(900 - $0 * 30)) },
      at: SampleBoard.now - .seconds(300))
    _ = model.update(.recalled(PastBoard(state: past, at: SampleBoard.now - .seconds(300), last: 3)))
    #expect(model.screen.contains("no heatmap: the past keeps no buckets"))
    #expect(!model.screen.contains("░ to 5%"))
    model.press(.character("t"))
    #expect(model.screen.contains("░ to 5%"))
  }
}
