// swift-tools-version: 6.2
// Run by hand: swift run -c release --package-path Benchmarks EngineBenchmark, SampleBenchmark or
// HistoryBenchmark
// A package of its own, so that nobody pays for it in a normal build; Sources/Gates and Sources/Journal are links to the
// real ones, because `package` access ends where a package does.

import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .target(
      name: "Gates", swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]),
    .target(
      name: "Journal",
      dependencies: [
        "Gates", .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(
      name: "SampleBenchmark", dependencies: ["Gates", "Journal"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "HistoryBenchmark", dependencies: ["Gates", "Journal"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(name: "EngineBenchmark", dependencies: ["Gates"], swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
