import Canvas
import Robot
import Testing

/// The scenarios that also run through a real terminal; here against the picture in memory.
@Suite struct ScenarioTests {
  @Test(arguments: Scenarios.all)
  func `an operator`(scenario: Operator) throws {
    var stage = try Stage.robot()
    stage.run(scenario)
  }
}
