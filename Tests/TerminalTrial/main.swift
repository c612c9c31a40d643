// A program to be mistreated: opens the terminal, says on standard error (which goes to the log) what it received,
// and ends in every way that a program can end.

import Canvas
import Foundation
import Terminal

let environment = ProcessInfo.processInfo.environment

do {
  let before = Trial.handlers()
  let theme = Trial.theme
  let depth = ColourDepth.detect(environment: environment)
  for round in 1...Trial.number("TRIAL_ROUNDS", or: 1) {
    let terminal = try Terminal(
      theme: theme, colours: depth, glyphs: .detect(environment: environment), log: environment["TRIAL_LOG"],
      mouse: environment["TRIAL_MOUSE"] != "no")
    Trial.say("opened \(round)")
    if let path = environment["TRIAL_TEXTS"] {
      try TextTable(path: path).run(on: terminal)
    } else {
      var trial = Trial(terminal: terminal)
      trial.run()
    }
    terminal.close()
    terminal.close()
    terminal.waker.wake()
  }
  print(Trial.handlers() == before ? "handlers as before" : "handlers differ: \(before) \(Trial.handlers())")
  print(Trial.children().isEmpty ? "no process left" : "left: \(Trial.children())")
} catch {
  FileHandle.standardError.write(Data("trial: \(error)\n".utf8))
  exit(2)
}
