import StrictYAML

/// The board file's shape: one table from which the reader's known keys, its messages and the JSON Schema are drawn.
enum Grammar {
  static let board = Shape(
    "the board",
    [
      Field("board", .text, "The board's name, shown in the header.", required: true),
      Field(
        "night", .pattern(#"^\d{4}-\d{2}-\d{2}$"#),
        "The day on whose noon (12:00 UTC) the night begins; times like \"20:30\" belong to it."),
      Field("state", .text, "Path of the SQLite journal, relative to this file.", required: true),
      Field("deadlines", .map(of: "deadline"), "What is due when, by key."),
      Field("windows", .map(of: "window"), "Stretches of time that open and close, by key."),
      Field("kpis", .map(of: "kpi"), "Signals with a baseline, by key."),
      Field("apps", .map(of: "app"), "The apps, by key, in the order of the screen.", required: true),
      Field("screen", .shape("screen"), "How the screen looks, unless its operator wants it otherwise."),
    ])

  /// Read by who knows the screen; see ``BoardFile/parse(_:file:environment:screen:)``.
  static let screen = Shape(
    "'screen'",
    [
      Field("theme", .text, "A theme by name."),
      Field("columns", .listOfText, "The columns of the gates: ready, guardrail, evidence, blockers, next."),
      Field("keys", .mapOfLists, "The key or keys of each action, by the names of the palette."),
    ])

  static let deadline = Shape(
    "a deadline",
    [
      Field("at", .moment, "When it is: \"20:30\" of the night, or an instant in UTC."),
      Field("daily", .time, "When it is every day, UTC."),
      Field("title", .text, "What it is.", required: true),
      Field("owes", .listOfText, "The apps that owe something by then."),
      Field("deliverables", .listOfText, "What is owed, one each."),
      Field("requires", .someTexts, "Gates, by label or app, that must pass by then."),
      Field(
        "lead", .duration,
        "How long before it time is kept free: what has not come by then is AT RISK; 1h unless told."
      ),
    ])

  static let window = Shape(
    "a window",
    [
      Field("title", .text, "What it is.", required: true),
      Field("app", .text, "The app that it is for."),
      Field("opens", .moment, "When it opens.", required: true),
      Field("closes", .moment, "When it closes; open-ended without."),
      Field("note", .text, "What else is to be said of it, in words."),
      Field(
        "cap", .text,
        "The condition on signals of its app under which it stays open; once it fails, the window is closed."),
      Field(
        "outside", .choice(Words.postures.words), "The most traffic that its app may have while it is not open."),
      Field("freezes", .truth, "Whether no ruling may raise traffic while it is open."),
    ])

  static let kpi = Shape(
    "a KPI",
    [
      Field("title", .text, "What it is.", required: true),
      Field("signal", .text, "The signal, as app.signal.", required: true),
      Field("baseline", .text, "The value to compare with, with its unit.", required: true),
    ])

  static let app = Shape(
    "an app",
    [
      Field("gate", .text, "The gate's label, such as A."),
      Field("url", .text, "The base URL; ${NAME} reads the environment."),
      Field("links", .map(of: nil), "Places to look further, by name; a path starting with / belongs to the URL."),
      Field("ruling", .shape("ruling"), "What the humans decided.", required: true),
      Field("sources", .map(of: "source"), "What is asked for signals, by key."),
      Field("criteria", .map(of: "criterion"), "What must hold before a GO, by key."),
      Field("guardrails", .map(of: "guardrail"), "What must not be broken while it runs, by key."),
    ])

  static let ruling = Shape(
    "a ruling",
    [
      Field("is", .choice(Words.rulings.words), "The decision.", required: true),
      Field("allows", .choice(Words.postures.words), "The traffic that it allows.", required: true),
      Field("scope", .text, "What it covers, in words."),
      Field("conditions", .listOfText, "Under what conditions, in words, one each."),
      Field("while", .text, "The condition on signals under which a GO holds."),
    ])

  static let source = Shape(
    "a source",
    SourceForms.fields + [
      Field("every", .duration, "How often; 10s unless told."),
      Field("timeout", .duration, "How long an answer may take, in real time; 2s unless told."),
      Field(
        "stale_after", .duration,
        "Age from which its signals are unknown; three times 'every' plus the timeout unless told."),
      Field("retries", .whole, "How often a question without an answer is asked again at once, at most 3."),
      Field("signals", .map(of: nil), "What to read from the answer, by name: where it stands, and its unit."),
    ])

  static let criterion = Shape(
    "a criterion",
    [
      Field("title", .text, "What must hold, in words."),
      Field("require", .text, "A condition on signals."),
      Field("evidence", .text, "A file or link that proves it."),
      Field("approval", .text, "The item that a human must approve."),
      Field("by", .someTexts, "The roles that must approve it, each another human."),
      Field("max_age", .duration, "Age from which the evidence proves nothing any more."),
      Field("sha256", .pattern("^[0-9a-fA-F]{64}$"), "What the evidence must hash to."),
      Field("gates", .someTexts, "Gates, by label or app, that must pass first."),
      Field("replay", .whole, "Deliveries of the full replay that must pass."),
    ])

  static let guardrail = Shape(
    "a guardrail",
    [
      Field("title", .text, "What must not happen, in words."),
      Field("breach", .text, "The condition that must not hold.", required: true),
      Field(
        "for", .sustained, "How long it must hold to be a breach: 5m, or 3m of 5m; 0s breaches at once.",
        required: true),
      Field("recover_for", .duration, "How long it must be gone for the breach to be over; 0s unless told."),
      Field("stale_after", .duration, "Age from which its signals are silent; their sources' own unless told."),
      Field(
        "on_silence", .choice(Words.silences.words),
        "What silence means: hold leaves all as it is, breach burns, clear is health; hold unless told."),
      Field(
        "run", .arguments, "The program that a breach runs once it is armed, with its arguments; no shell reads it."),
      Field("run_timeout", .duration, "After which the program and all that it started are ended; 30s unless told."),
      Field("dry_run", .truth, "Evaluate and record it, but never act or count."),
      Field("then", .choice(Words.actions.words), "What a breach does.", required: true),
    ])

  /// The shapes that other shapes name.
  static let named: [String: Shape] = [
    "deadline": deadline, "window": window, "kpi": kpi, "app": app, "ruling": ruling, "source": source,
    "criterion": criterion, "guardrail": guardrail, "screen": screen,
  ]
}

/// One mapping with fixed keys.
struct Shape: Sendable {
  /// How messages name it: "a deadline".
  let what: String
  let fields: [Field]
  let keys: KnownKeys

  init(_ what: String, _ fields: [Field]) {
    self.what = what
    self.fields = fields
    keys = KnownKeys(fields.map(\.key))
  }
}

/// One key of a shape.
struct Field: Sendable {
  enum Kind: Sendable {
    case text, whole, truth, statuses, sustained, arguments, duration, moment, time, listOfText
    /// A list that holds one text at least.
    case someTexts
    case pattern(String)
    case choice([String])
    /// A mapping by keys of the writer's choice; its values have the named shape, or are texts.
    case map(of: String?)
    /// A mapping by keys of the writer's choice; its values are texts or lists of them.
    case mapOfLists
    case shape(String)
  }

  let key: String
  let kind: Kind
  let help: String
  let isRequired: Bool

  init(_ key: String, _ kind: Kind, _ help: String, required: Bool = false) {
    self.key = key
    self.kind = kind
    self.help = help
    isRequired = required
  }
}
