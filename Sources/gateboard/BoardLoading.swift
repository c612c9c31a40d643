import ArgumentParser
import BoardFile
import Canvas
import Foundation
import Gates
import StrictYAML
import Themes

/// Reads the files that a command names, and ends the command with their mistakes.
enum Loading {
  static func board(_ path: String) throws -> Board {
    do {
      return try BoardFile.parse(try bytes(path), file: path, environment: ProcessInfo.processInfo.environment)
    } catch let problems as Problems {
      throw bad(problems)
    }
  }

  static func theme(_ name: String) throws -> Theme {
    do {
      guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
        guard Themes.builtIn.contains(name) else {
          let hint = Nearest.hint(name, among: Themes.builtIn)
          throw ValidationError("expected --theme as a theme or the path of a .yaml file, found '\(name)'; \(hint)")
        }
        return try Themes.named(name)
      }
      return try Themes.parse(try bytes(name), file: name)
    } catch let problems as Problems {
      throw bad(problems)
    }
  }

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
