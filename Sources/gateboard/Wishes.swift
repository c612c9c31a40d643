import ArgumentParser
import Canvas
import Dashboard
import Foundation
import Preferences
import StrictYAML
import Terminal
import Themes

/// How the operator wants the screen to be: by the command line, else by what was chosen on the screen, else by the
/// configuration file, else as usual.
struct Wishes {
  let theme: Theme
  let hasMouse: Bool
  let notifications: NotificationForm
  let settings: Settings
  /// The folder for what is remembered; nil where there is no home for it.
  let memory: String?

  init(_ options: ScreenOptions, besideBoard board: String?) throws {
    let environment = ProcessInfo.processInfo.environment
    let paths = PreferencePaths(environment: environment)
    let configuration = try Self.configuration(paths)
    var settings = configuration.settings
    if options.readOnly { settings.isReadOnly = true }
    if options.noBlink { settings.blinks = false }
    self.settings = settings
    hasMouse = configuration.hasMouse && !options.noMouse
    notifications =
      configuration.notificationForm.flatMap { NotificationForm(rawValue: $0) } ?? .detect(environment: environment)
    memory = paths.state
    theme = try Self.theme(options.theme, configuration, paths, besideBoard: board)
  }

  /// A theme that was chosen once and is gone since says nothing; one that somebody wrote down is asked for.
  private static func theme(
    _ told: String?, _ configuration: Configuration, _ paths: PreferencePaths, besideBoard board: String?
  ) throws -> Theme {
    if let told { return try Loading.theme(told, besideBoard: board) }
    if let chosen = ScreenMemory(in: paths.state).theme,
      let theme = try? Loading.themes(besideBoard: board).theme(named: chosen).theme
    {
      return theme
    }
    return try Loading.theme(
      configuration.theme ?? ThemeLibrary.standard, besideBoard: board,
      wantedBy: configuration.theme == nil ? "--theme" : "theme: of \(paths.configurationFile ?? "the configuration")")
  }

  private static func configuration(_ paths: PreferencePaths) throws -> Configuration {
    guard let file = paths.configurationFile, FileManager.default.fileExists(atPath: file) else {
      return Configuration()
    }
    do {
      return try Configuration.parse(
        try Loading.bytes(file), file: file, forms: NotificationForm.allCases.map(\.rawValue))
    } catch let problems as Problems {
      throw Loading.bad(problems)
    }
  }
}
