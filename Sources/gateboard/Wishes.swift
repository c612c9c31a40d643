import ArgumentParser
import Canvas
import Dashboard
import Foundation
import Preferences
import StrictYAML
import Terminal
import Themes

/// How the operator wants the screen to be: by the command line, else by what was chosen on the screen, else by the
/// configuration file, else by the board file, else as usual.
struct Wishes {
  let theme: Theme
  let hasMouse: Bool
  let notifications: NotificationForm
  let settings: Settings
  /// The folder for what is remembered; nil where there is no home for it.
  let memory: String?

  /// - Parameters:
  ///   - board: the path of the board file, beside which themes may stand.
  ///   - look: what the board file says of the screen.
  init(_ options: ScreenOptions, besideBoard board: String?, look: Look) throws {
    let environment = ProcessInfo.processInfo.environment
    let paths = PreferencePaths(environment: environment)
    let configuration = try Self.configuration(paths)
    var settings = configuration.settings
    if options.readOnly { settings.isReadOnly = true }
    if options.noBlink { settings.blinks = false }
    settings.keys = configuration.look.keys(over: look)
    let remembered = ScreenMemory(in: paths.state)
    settings.habits.columns = configuration.look.columns ?? look.columns ?? settings.habits.columns
    settings.habits = remembered.habits(over: settings.habits)
    self.settings = settings
    hasMouse = configuration.hasMouse && !options.noMouse
    notifications =
      configuration.notificationForm.flatMap { NotificationForm(rawValue: $0) } ?? .detect(environment: environment)
    memory = paths.state
    theme = try Self.theme(
      options.theme, remembered,
      [
        (configuration.look.theme, "theme: of \(paths.configurationFile ?? "the configuration")"),
        (look.theme, "theme: of \(board ?? "the board")"),
      ], besideBoard: board)
  }

  /// A theme that was chosen once and is gone since says nothing; one that somebody wrote down is asked for.
  private static func theme(
    _ told: String?, _ remembered: ScreenMemory, _ written: [(theme: String?, where: String)],
    besideBoard board: String?
  ) throws -> Theme {
    if let told { return try Loading.theme(told, besideBoard: board) }
    if let chosen = remembered.theme,
      let theme = try? Loading.themes(besideBoard: board).theme(named: chosen).theme
    {
      return theme
    }
    for (theme, place) in written {
      if let theme { return try Loading.theme(theme, besideBoard: board, wantedBy: place) }
    }
    return try Loading.theme(ThemeLibrary.standard, besideBoard: board)
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
