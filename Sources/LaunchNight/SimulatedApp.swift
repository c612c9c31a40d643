/// One app of the night, as it is before the first step.
package struct SimulatedApp: Hashable, Sendable {
  /// The name that the steps, and the board, know it by.
  package let name: String
  /// What each path answers.
  package let routes: [String: Document]
  /// Numbers that breathe, by path, so that a line looks alive: `/health.latency.p95_ms` by a share of 0.03.
  package let wobble: [String: Double]
  /// The statements that make each SQLite file.
  package let files: [String: [String]]
  /// The path of the number of milliseconds that a revoked token stays active, where the app issues tokens.
  package var revocationLag: String?
  /// What it serves as Prometheus' text, where it serves that.
  package var histogram: ServedHistogram?

  /// Every number that a step may set, by path, and whether it is a whole one.
  var numbers: [String: Bool] {
    routes.reduce(into: [:]) { all, route in
      all.merge(route.value.numbers(below: route.key)) { first, _ in first }
    }
  }
}
