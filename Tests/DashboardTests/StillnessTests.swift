import Dashboard
import Testing

@Suite struct StillnessTests {
  @Test func `the first key after five minutes is a return, the next is not`() {
    var stillness = Stillness()
    #expect(!stillness.isReturn(at: .seconds(299)))
    #expect(stillness.isReturn(at: .seconds(300)))
    stillness.note(hadKey: true, isBehind: false, at: .seconds(300))
    #expect(!stillness.isReturn(at: .seconds(301)))
    #expect(stillness.isReturn(at: .seconds(600)))
  }

  @Test func `a terminal that is behind with its pictures presses no key`() {
    var stillness = Stillness()
    for second in stride(from: 1, to: 600, by: 20) {
      stillness.note(hadKey: false, isBehind: true, at: .seconds(second))
    }
    #expect(stillness.isReturn(at: .seconds(600)))
  }

  @Test func `a question is quiet once its picture has been seen for a while without a key`() {
    var stillness = Stillness()
    stillness.note(hadKey: true, isBehind: true, at: .seconds(1))
    #expect(!stillness.isQuiet(at: .milliseconds(1399)))
    #expect(stillness.isQuiet(at: .milliseconds(1400)))
    // The terminal has not read so far: nobody has seen the question.
    stillness.note(hadKey: false, isBehind: true, at: .seconds(3))
    #expect(!stillness.isQuiet(at: .milliseconds(3399)))
    #expect(stillness.isQuiet(at: .milliseconds(3400)))
  }
}
