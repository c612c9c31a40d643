import ArgumentParser
import Canvas
import StrictYAML
import Themes

/// `gateboard theme list|show|check`.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List, show and check the colours of the screen.",
    discussion: """
      A theme is looked up by its file's name: beside the board and in themes/ there, then in \
      $XDG_CONFIG_HOME/gateboard/themes (~/.config where that is not set), then among the built-in ones. With \
      'extends:' a file says only what differs from another theme.
      """,
    subcommands: [List.self, Show.self, Check.self], defaultSubcommand: List.self)

  struct Place: ParsableArguments {
    @Option(help: "The board file whose folder is looked through too.", completion: .file(extensions: ["yaml", "yml"]))
    var board: String?

    var library: ThemeLibrary { Loading.themes(besideBoard: board) }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Say which themes can be chosen, from where, and how well they read.")

    @OptionGroup var place: Place

    func run() {
      let library = place.library
      let rows = library.names.map { name in
        let from = library.entries.first { $0.name == name }?.path ?? "built in"
        guard let resolved = try? library.theme(named: name) else {
          return [name, from, "-", "-", "cannot be read; see gateboard theme check \(name)"]
        }
        let check = ThemeCheck(resolved)
        return [
          name, from, "\(ThemeCheck.words(check.lowestText)):1", "\(ThemeCheck.words(check.lowestShape)):1",
          (check.problems.isEmpty ? "" : "HARD TO READ  ") + resolved.about,
        ]
      }
      let table = ([["NAME", "FROM", "TEXT", "FRAMES", "ABOUT"]] + rows).map { $0.map(\.harmless) }
      let widths = (0..<4).map { column in table.map { Glyph.width(of: $0[column]) }.max() ?? 0 }
      for row in table {
        let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - Glyph.width(of: $0)) }
        print((cells + [row[4]]).joined(separator: "  "))
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print a whole theme, with what it extends written out; a file to begin one's own with.",
      discussion: "Behind each colour stands what terminals of 256, 16 and 8 colours show for it on the base.")

    @OptionGroup var place: Place

    @Argument(help: "A theme's name, or the path of its file.")
    var name: String

    func run() throws {
      let resolved = try ThemeCommand.read(name, place.library)
      print("theme: \(ThemeCommand.quoted(resolved.theme.name))")
      if !resolved.about.isEmpty { print("about: \(ThemeCommand.quoted(resolved.about))") }
      if !resolved.vision.isEmpty { print("vision: [\(resolved.vision.map(\.rawValue).joined(separator: ", "))]") }
      for (heading, roles) in [
        ("inks", Ink.allCases.map(ThemeRole.ink)), ("grounds", Ground.allCases.map(ThemeRole.ground)),
      ] {
        print("\(heading):")
        for role in roles {
          guard let colour = resolved.colour(of: role) else { continue }
          print("  \(role.word): \"\(colour.hex)\"  # \(ThemeCommand.remark(on: role, colour, in: resolved.theme))")
        }
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Compute whether themes can be read.",
      discussion: """
        Text needs a contrast of 4.5:1 on every ground, frames 3:1 on the base (WCAG 2), as written and as 256 colours \
        show them. A theme that names a 'vision:' needs its states apart for such eyes. Each mistake is one line: \
        FILE:LINE:COLUMN: what was expected. Exit status 1 where a theme is hard to read, 65 where it is wrong.
        """)

    @OptionGroup var place: Place

    @Argument(help: "Names of themes, or paths of their files; all that can be chosen unless told.")
    var names: [String] = []

    func run() throws {
      let library = place.library
      var problems: [Problem] = []
      var wrong: [Problem] = []
      for name in names.isEmpty ? library.names : names {
        do {
          let check = ThemeCheck(try Loading.resolved(name, in: library))
          problems += check.problems
          let states = check.nearestStates.map { ", states \(ThemeCheck.words($0)) apart" } ?? ""
          print(
            "\(name): text \(ThemeCheck.words(check.lowestText)):1, frames \(ThemeCheck.words(check.lowestShape)):1\(states)"
              .harmless)
        } catch let found as Problems {
          wrong += found.all
        }
      }
      guard problems.isEmpty, wrong.isEmpty else {
        for problem in wrong + problems { complain(problem.description) }
        throw wrong.isEmpty ? ExitStatus.refused : ExitStatus.badBoard
      }
    }
  }

  fileprivate static func read(_ name: String, _ library: ThemeLibrary) throws -> ResolvedTheme {
    do {
      return try Loading.resolved(name, in: library)
    } catch let problems as Problems {
      throw Loading.bad(problems)
    }
  }

  /// A YAML text between double quotes.
  fileprivate static func quoted(_ text: String) -> String {
    "\"\(text.harmless.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  /// `252, 7, 7; 11.9:1`.
  fileprivate static func remark(on role: ThemeRole, _ colour: RGB, in theme: Theme) -> String {
    let base = theme.grounds[.base] ?? colour
    let indexes = [ColourDepth.palette256, .sixteen, .eight].map { depth -> String in
      let index =
        switch role {
        case .ink: Palette.pair(ink: colour, ground: base, depth: depth)?.ink
        case .ground: Palette.index(of: colour, depth: depth)
        }
      return index.map(String.init) ?? "-"
    }
    return "\(indexes.joined(separator: ", ")); \(ThemeCheck.words(colour.contrast(with: base))):1"
  }
}
