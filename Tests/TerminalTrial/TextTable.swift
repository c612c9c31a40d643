import Canvas
import Foundation
import Terminal

/// Draws each text of a file in a row of its own, between two signs, and changes the right sign when it is asked to:
/// where the terminal has another width for a text, the changed sign stands beside the first one and not over it.
struct TextTable {
  private struct Text: Decodable {
    let base64: String
  }

  private let texts: [String]

  /// - Parameter path: JSON, a list of objects with the text as `base64`.
  init(path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    texts = try JSONDecoder().decode([Text].self, from: data)
      .map { String(decoding: Data(base64Encoded: $0.base64) ?? Data(), as: UTF8.self) }
  }

  func run(on terminal: Terminal) {
    paint("╳", on: terminal)
    while true {
      for event in terminal.wait(for: nil) {
        switch event {
        case .key(.character("n")): paint("╱", on: terminal)
        case .key(.character("q")), .closed: return
        case .key, .resized, .resumed, .woken: break
        }
      }
    }
  }

  private func paint(_ end: String, on terminal: Terminal) {
    var canvas = Canvas(terminal.size)
    for (row, text) in texts.enumerated() {
      canvas.write("[", x: 0, y: row)
      canvas.write(text, x: 1, y: row, limit: 30)
      canvas.write(end, x: 31, y: row)
    }
    canvas.write("drawn \(end)", x: 0, y: texts.count)
    terminal.paint(canvas)
  }
}
