// swift-tools-version: 6.2
// Run by hand: swift run -c release --package-path Benchmarks EngineBenchmark
// A package of its own, so that nobody pays for it in a normal build; Sources/Gates is a link to the real one, because
// `package` access ends where a package does.

import PackageDescription

let package = Package(
  name: "Benchmarks",
  targets: [
    .target(
      name: "Gates", swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(name: "EngineBenchmark", dependencies: ["Gates"], swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
