// swift-tools-version: 6.2
// The manifest is the architecture diagram: each target may import only what stands on its line.

import PackageDescription

/// What every Swift target of ours is compiled with.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  // A warning that lands stays for ever, so none lands.
  .treatAllWarnings(as: .error),
  // Every use of an unsafe pointer says so at the place of use.
  .strictMemorySafety(),
  // An existential costs an allocation and hides a type: it is spelt out.
  .enableUpcomingFeature("ExistentialAny"),
  // An import is an implementation detail unless the declaration says otherwise.
  .enableUpcomingFeature("InternalImportsByDefault"),
  // A member is visible only where its module is imported, so the arrows below are the real ones.
  .enableUpcomingFeature("MemberImportVisibility"),
]

let warnings: [CSetting] = [.treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPCompression = Target.Dependency.product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")

let package = Package(
  name: "gateboard",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "gateboard", targets: ["gateboard"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    // Linux is not in GRDB's own test matrix: its version is chosen by us, by test.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
  ],
  targets: [
    // Composition root: the command tree, and the wiring of everything below.
    .executableTarget(
      name: "gateboard",
      dependencies: [
        "Backtest", "BoardFile", "CHeap", "Canvas", "Dashboard", "Gates", "Journal", "LaunchNight", "Preferences",
        "Reports", "StrictYAML", "Terminal", "Themes", "WarRoom", argumentParser,
      ],
      swiftSettings: strict),

    // Screen: keys and board states in, cells and effects out; then the one door to ncurses.
    .target(name: "Dashboard", dependencies: ["Canvas", "Gates"], swiftSettings: strict),
    .target(name: "Terminal", dependencies: ["Canvas", "CTerminal"], swiftSettings: strict),

    // Engine: runs sources, feeds the rules, appends to the journal, publishes board states.
    .target(name: "WarRoom", dependencies: ["Canvas", "Gates", "Journal", "Probes", heap], swiftSettings: strict),

    // Edges: each turns something outside into values, or values into something outside.
    .target(name: "Reports", dependencies: ["Canvas", "Gates", crypto], swiftSettings: strict),
    .target(
      name: "Probes",
      dependencies: [
        "Gates", crypto, cryptoExtras, grdb, nioCore, nioHTTP1, nioHTTPCompression, nioPosix, nioSSL, nioTLS,
      ],
      swiftSettings: strict),
    .target(name: "Journal", dependencies: ["Gates", crypto, grdb], swiftSettings: strict),
    .target(name: "BoardFile", dependencies: ["Gates", "StrictYAML"], swiftSettings: strict),
    .target(name: "Backtest", dependencies: ["Gates", "StrictYAML"], swiftSettings: strict),
    .target(name: "Themes", dependencies: ["Canvas", "CAssets", "StrictYAML"], swiftSettings: strict),
    // The operator's own files: what they want of every board, and what is remembered for them.
    .target(
      name: "Preferences", dependencies: ["Canvas", "Dashboard", "Gates", "Reports", "StrictYAML"],
      swiftSettings: strict),

    // The simulated apps of the sample night: real servers, real SQLite files, a scenario.
    .target(
      name: "LaunchNight",
      dependencies: ["CAssets", "Gates", "StrictYAML", grdb, hummingbird, logging, nioCore],
      swiftSettings: strict),

    // Pure ground: nothing here imports anything of ours but its C.
    .target(name: "StrictYAML", dependencies: ["CYAML"], swiftSettings: strict),
    .target(name: "Canvas", swiftSettings: strict),
    .target(name: "Gates", swiftSettings: strict),

    // C: the seams over ncursesw and libyaml, the files that travel inside the binary, and how memory is shared out.
    .target(
      name: "CTerminal", cSettings: warnings,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(
      name: "CYAML", cSettings: warnings,
      linkerSettings: [
        // Within the binary: unlike ncurses and SQLite it is not on every machine that the binary is copied to.
        .linkedLibrary(":libyaml.a", .when(platforms: [.linux])), .linkedLibrary("yaml", .when(platforms: [.macOS])),
      ]),
    .target(name: "CAssets", cSettings: warnings),
    .target(name: "CHeap", cSettings: warnings),

    // Chance that is the same in every run, and nights made of it.
    .target(name: "Chance", dependencies: ["Gates"], path: "Tests/Chance", swiftSettings: strict),

    // A clock that tests move.
    .target(name: "TestClock", dependencies: ["Gates"], path: "Tests/TestClock", swiftSettings: strict),

    // Scenarios as an operator reads them aloud.
    .target(name: "Robot", dependencies: ["Canvas"], path: "Tests/Robot", swiftSettings: strict),

    // Tests, lowest layer first.
    .testTarget(
      name: "GatesTests", dependencies: ["Chance", "Gates"], resources: [.copy("Vectors")], swiftSettings: strict),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"], resources: [.copy("Vectors")], swiftSettings: strict),
    .testTarget(
      name: "BoardFileTests", dependencies: ["BoardFile", "Gates", "StrictYAML"], exclude: ["check_schema.py"],
      swiftSettings: strict),
    .testTarget(name: "BacktestTests", dependencies: ["Backtest", "Gates", "StrictYAML"], swiftSettings: strict),
    .testTarget(
      name: "JournalTests", dependencies: ["Chance", "Gates", "Journal", "Reports", grdb],
      resources: [.copy("Fixtures")],
      swiftSettings: strict),
    .testTarget(
      name: "LaunchNightTests", dependencies: ["Gates", "LaunchNight", "StrictYAML", "TestClock"], swiftSettings: strict
    ),
    .testTarget(
      name: "ProbesTests",
      dependencies: ["BoardFile", "Chance", "Gates", "Probes", crypto, cryptoExtras, nioCore, nioHTTP1],
      exclude: [
        "answer.py", "blunt.py", "database.py", "dns.py", "full.py", "hostile.py", "keeping.py", "mail-records.json",
        "oidc.py", "prometheus.json", "scraped.py", "server.py",
      ],
      swiftSettings: strict),
    .testTarget(name: "ThemesTests", dependencies: ["Canvas", "StrictYAML", "Themes"], swiftSettings: strict),
    .testTarget(
      name: "PreferencesTests", dependencies: ["Canvas", "Dashboard", "Gates", "Preferences", "StrictYAML"],
      swiftSettings: strict),
    // An operator who files blockers until somebody kills it.
    .executableTarget(
      name: "OperatorTrial", dependencies: ["Gates", "Journal", "WarRoom"], path: "Tests/OperatorTrial",
      swiftSettings: strict),
    // A watch without a screen, of which several share a journal until somebody kills them.
    .executableTarget(
      name: "WatcherTrial", dependencies: ["Gates", "Journal", "WarRoom"], path: "Tests/WatcherTrial",
      swiftSettings: strict),
    .testTarget(
      name: "WarRoomTests",
      dependencies: [
        "BoardFile", "Gates", "Journal", "LaunchNight", "OperatorTrial", "TestClock", "WarRoom", "WatcherTrial", grdb,
      ],
      exclude: ["kill_campaign.py", "watch_campaign.py"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: ["BoardFile", "Canvas", "Chance", "Dashboard", "Gates", "LaunchNight", "Robot", "Themes"],
      exclude: ["Screens"], swiftSettings: strict),
    // A tiny program on the real terminal layer, for the tests to end in every way a program can end.
    .executableTarget(
      name: "TerminalTrial", dependencies: ["Canvas", "Terminal"], path: "Tests/TerminalTrial", swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Canvas", "Terminal", "TerminalTrial"], exclude: ["pty_trial.py"],
      swiftSettings: strict),
    // The program itself: real terminal (tmux), real servers, real SQLite files.
    .testTarget(
      name: "EndToEndTests", dependencies: ["Canvas", "Dashboard", "Robot", "Terminal", "TerminalTrial", "gateboard"],
      exclude: ["freeze.py", "liar.py", "texts.py"], swiftSettings: strict),
  ],
  cLanguageStandard: .gnu2x
)
