import ArgumentParser
import BoardFile
import Canvas
import Foundation
import Gates
import Preferences
import StrictYAML
import Themes

/// Reads the files that a command names, and ends the command with their mistakes.
enum Loading {
  static func board(_ path: String) throws -> Board { try boardAndLook(path).board }

  /// A board, and how it wants the screen to look.
  ///
  /// - Parameters:
  ///   - isAwaited: whether somebody sits before an empty terminal.
  ///   - wantsTheme: whether it is a mistake that the theme is not here. Another machine may have it.
  static func boardAndLook(
    _ path: String, isAwaited: Bool = false, wantsTheme: Bool = false
  ) throws -> (board: Board, look: Look) {
    do {
      let bytes = try bytes(path)
      let notice = isAwaited ? ReadingNotice(path, bytes: bytes.count) : nil
      // Also before a mistake is told.
      defer { notice?.clear() }
      var look = Look()
      let board = try BoardFile.parse(
        bytes, file: path, environment: ProcessInfo.processInfo.environment
      ) { node, diagnosis in
        look = Look(ofBoard: node, diagnosis)
        if wantsTheme { checkTheme(look.theme, at: node, diagnosis, besideBoard: path) }
      }
      return (board, look)
    } catch let problems as Problems {
      throw bad(problems)
    }
  }

  private static func checkTheme(_ theme: String?, at node: Node, _ diagnosis: Diagnosis, besideBoard board: String) {
    guard let theme, !isPath(theme), case .mapping(let entries) = node.content,
      let place = entries.first(where: { $0.key == "theme" })?.value.position
    else { return }
    let library = themes(besideBoard: board)
    guard !library.contains(theme) else { return }
    diagnosis.report(place, "expected a theme, found '\(theme)'; \(Nearest.hint(theme, among: library.names))")
  }

  /// The themes that can be chosen by name, for a board.
  static func themes(besideBoard board: String?) -> ThemeLibrary {
    let own = PreferencePaths(environment: ProcessInfo.processInfo.environment).themes
    return ThemeLibrary(folders: ThemeLibrary.folders(ofBoard: board, own: own))
  }

  /// A theme by its name, or by the path of its file.
  ///
  /// - Parameter origin: who named it, for the message.
  static func theme(_ name: String, besideBoard board: String?, wantedBy origin: String = "--theme") throws -> Theme {
    let library = themes(besideBoard: board)
    guard isPath(name) || library.contains(name) else {
      let hint = Nearest.hint(name, among: library.names)
      throw ValidationError("expected \(origin) as a theme or the path of a .yaml file, found '\(name)'; \(hint)")
    }
    do {
      return try resolved(name, in: library).theme
    } catch let problems as Problems {
      throw bad(problems)
    }
  }

  /// - Throws: ``Problems``, or the exit status of a file that cannot be read.
  static func resolved(_ name: String, in library: ThemeLibrary) throws -> ResolvedTheme {
    isPath(name) ? try library.theme(try bytes(name), file: name) : try library.theme(named: name)
  }

  private static func isPath(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  static func bytes(_ path: String) throws -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let reason = FileManager.default.fileExists(atPath: path) ? "cannot be read" : "there is no such file"
      complain("\(path): \(reason)")
      throw ExitStatus.inputOutput
    }
  }

  /// Says every problem and how many there are.
  static func bad(_ problems: Problems) -> ExitCode {
    complain(problems.description)
    complain(problems.all.count == 1 ? "1 mistake" : "\(problems.all.count) mistakes")
    return ExitStatus.badBoard
  }
}
