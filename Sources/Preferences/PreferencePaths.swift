/// Where the operator's own files are, as the XDG Base Directory Specification has it: a relative path in one of its
/// variables counts for nothing.
package struct PreferencePaths: Hashable, Sendable {
  /// What the operator writes: `config.yaml`; nil where there is neither a variable nor a home.
  package let configuration: String?
  /// What the program remembers for the operator.
  package let state: String?

  package init(environment: [String: String]) {
    func folder(_ variable: String, _ usual: String) -> String? {
      if let told = environment[variable], told.hasPrefix("/") { return "\(told)/gateboard" }
      return environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/\(usual)/gateboard" : nil }
    }
    configuration = folder("XDG_CONFIG_HOME", ".config")
    state = folder("XDG_STATE_HOME", ".local/state")
  }

  package var configurationFile: String? { configuration.map { "\($0)/config.yaml" } }
  /// The operator's own themes.
  package var themes: String? { configuration.map { "\($0)/themes" } }
}
