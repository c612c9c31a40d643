import Canvas
import Chance
import Dashboard
import Gates
import Testing

/// Somebody who knows nothing presses everything, on a board where every command is carried out.
@Suite struct MonkeyTests {
  private static let letters: [Character] = Array("kjxbERoarpPDHmuyWs/:T?qy0+45m é漢wdABleShOfcC13t[]g")
  private static let others: [KeyPress] = [
    .enter, .enter, .escape, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
    .pageUp, .pageDown, .shiftLeft, .shiftRight, .control("c"), .control("u"), .control("n"), .control("d"),
    .paste("日本\u{1B}[2J\n"),
    .focus(true), .focus(false),
  ]

  private static func key(_ chance: inout SeededGenerator, _ size: Size) -> KeyPress {
    switch Int.random(in: 0..<20, using: &chance) {
    case 0..<10: return .character(letters[Int.random(in: 0..<letters.count, using: &chance)])
    case 10..<18: return others[Int.random(in: 0..<others.count, using: &chance)]
    default:
      let deeds: [Mouse.Deed] = [.press, .press, .wheelUp, .wheelDown]
      return .mouse(
        Mouse(
          deeds[Int.random(in: 0..<4, using: &chance)], x: Int.random(in: -1...size.width, using: &chance),
          y: Int.random(in: -1...size.height, using: &chance)))
    }
  }

  /// Every key is taken by `Model.update`; the screen is drawn after each resize, at each 200th key, and whenever the
  /// mouse asks what stands where.
  @Test(arguments: [false, true])
  func `100,000 random keys and resizes end in no trap and no place that esc does not leave`(readOnly: Bool) throws {
    var chance = SeededGenerator(seed: readOnly ? 11 : 7)
    var settings = Settings()
    settings.isReadOnly = readOnly
    let plain = try Stage.robot().model
    var stage = Stage(
      Model(state: plain.state, now: plain.now, size: plain.size, person: "sre-1", settings: settings))
    var hasActed = false
    for step in 0..<100_000 {
      if step % 500 == 0 {
        let size = Size(
          width: Int.random(in: 0...140, using: &chance), height: Int.random(in: 0...50, using: &chance))
        stage.resize(size)
        #expect(stage.model.view().cells.count == size.width * size.height)
        stage.step(.pulse(.seconds(step)))
        stage.step(.left)
      }
      stage.press(Self.key(&chance, stage.model.size))
      if step % 200 == 0 {
        _ = stage.model.view()
        hasActed = hasActed || stage.effects.contains { if case .perform = $0 { true } else { false } }
      }
      if step % 1000 == 999 { #expect(Self.home(stage) != nil, "no way out:\n\(stage.model.screen)") }
    }
    if readOnly { return }
    #expect(hasActed, "the monkey did something")
  }

  /// Back on the board as it is now by esc alone; nil where that does not lead there. A question that asks whether to
  /// lose what was typed takes its own answer.
  private static func home(_ stage: Stage) -> Stage? {
    var stage = stage
    // On a screen that is too small nothing is answered.
    if stage.model.size.width < Model.smallest.width || stage.model.size.height < Model.smallest.height {
      stage.resize(Model.smallest)
    }
    for _ in 0..<200 {
      if stage.model.isOnBoard, !stage.model.isInPast { return stage }
      stage.press(.escape)
      if stage.model.screenAsksToLeave { stage.press(.character("y")) }
    }
    return nil
  }

  @Test func `a read-only board changes nothing, whatever a monkey presses that gives no name`() throws {
    var chance = SeededGenerator(seed: 3)
    var settings = Settings()
    settings.isReadOnly = true
    let plain = try Stage.robot().model
    var stage = Stage(
      Model(state: plain.state, now: plain.now, size: plain.size, person: "sre-1", settings: settings))
    for _ in 0..<20_000 {
      let key = Self.key(&chance, stage.model.size)
      if key != .character("W") { stage.press(key) }
      // The palette knows the write mode too.
      if case .lift = stage.model.mode { stage.press(.escape) }
    }
    #expect(stage.model.state == plain.state)
    #expect(!stage.effects.contains { if case .perform = $0 { true } else { false } })
  }
}

extension Model {
  var screenAsksToLeave: Bool {
    if case .form(let form) = mode { form.phase == .asksToLeave } else { false }
  }
}
