// 10,000 sources at 10 s on gateboard's engine, and the same questions put by Debian's prometheus-blackbox-exporter: in one
// run, to the same nginx. Figures go to docs/performance.md, with the machine.
//
// Arguments: nothing, or `new` for a signal of the connection itself, so that each question opens one as blackbox does.

import Foundation

do {
  switch Array(CommandLine.arguments.dropFirst()) {
  case []: try Comparison(measuresConnection: false).run()
  case ["new"]: try Comparison(measuresConnection: true).run()
  case let words where words.count == 3 && words[0] == "engine":
    try await Engine(address: words[1], folder: words[2], measuresConnection: false).run()
  case let words where words.count == 4 && words[0] == "engine":
    try await Engine(address: words[1], folder: words[2], measuresConnection: true).run()
  default: throw Trouble("expected nothing or 'new'")
  }
} catch {
  print("\(error)")
  exit(1)
}
