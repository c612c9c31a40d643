// swift-tools-version: 6.2
// Run by hand: swift run -c release --package-path Benchmarks EngineBenchmark, SampleBenchmark, HistoryBenchmark,
// SourceBenchmark or ScreenBenchmark
// A package of its own, so that nobody pays for it in a normal build; its Canvas, Dashboard, Gates, Journal, Probes and
// WarRoom are links to the real ones, because `package` access ends where a package does.

import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .target(name: "Gates", swiftSettings: settings),
    .target(name: "Canvas", swiftSettings: settings),
    .target(name: "Dashboard", dependencies: ["Canvas", "Gates"], swiftSettings: settings),
    .target(name: "Journal", dependencies: ["Gates", crypto, grdb], swiftSettings: settings),
    .target(
      name: "Probes",
      dependencies: [
        "Gates", crypto, cryptoExtras, grdb, .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: settings),
    .target(
      name: "WarRoom",
      dependencies: [
        "Canvas", "Gates", "Journal", "Probes", .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "SampleBenchmark", dependencies: ["Gates", "Journal"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "HistoryBenchmark", dependencies: ["Gates", "Journal"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(name: "EngineBenchmark", dependencies: ["Gates"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "ScreenBenchmark", dependencies: ["Canvas", "Dashboard", "Gates"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "SourceBenchmark", dependencies: ["Gates", "Journal", "WarRoom"], swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
