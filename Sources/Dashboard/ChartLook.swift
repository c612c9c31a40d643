import Canvas
import Gates

/// How pages show their charts: as a line of some form, or as the heatmap of a histogram where there is one.
package enum ChartLook: String, Hashable, Sendable, CaseIterable {
  case braille
  case halfBlock = "half-block"
  case ascii = "ASCII"
  case heatmap
  case asciiHeatmap = "ASCII heatmap"

  /// What lines are made of: also those of charts that have no histogram.
  var line: ChartForm {
    switch self {
    case .braille, .heatmap: .braille
    case .halfBlock: .halfBlock
    case .ascii, .asciiHeatmap: .ascii
    }
  }

  /// What a heatmap is made of; nil for a line.
  var heat: Heatmap.Form? {
    switch self {
    case .braille, .halfBlock, .ascii: nil
    case .heatmap: .shades
    case .asciiHeatmap: .ascii
    }
  }

  /// The same where there is no histogram.
  fileprivate var asLine: ChartLook {
    switch line {
    case .braille: .braille
    case .halfBlock: .halfBlock
    case .ascii: .ascii
    }
  }

  fileprivate var words: String {
    switch self {
    case .braille, .halfBlock, .ascii: "charts in \(line.rawValue)"
    case .heatmap: "histograms as a heatmap"
    case .asciiHeatmap: "histograms as a heatmap in ASCII"
    }
  }
}

extension Model {
  /// What lines are made of.
  var chartForm: ChartForm { chartLook.line }

  /// Braille, half blocks, ASCII, and a heatmap where the page has a histogram to show.
  mutating func changeChart() -> [Effect] {
    let looks = looks
    let current = looks.contains(chartLook) ? chartLook : chartLook.asLine
    chartLook = looks.firstIndex(of: current).map { looks[($0 + 1) % looks.count] } ?? looks[0]
    note = Note(text: "\(chartLook.words)\(lacksRoomForChart ? ", no room here" : "")", isTrouble: false)
    return []
  }

  /// Whether the page on top has a chart, and a screen of this size has no room for it.
  private var lacksRoomForChart: Bool {
    guard let page = path.last, chartHeight(for: page, rows: 0, room: 60) > 0 else { return false }
    let room = body.inside
    let layout = PageLayout(width: room.width, names: page.place.names(in: room.width), isList: page.place.isList)
    return chartHeight(for: page, rows: layout.rows(listing(of: page)).count, room: room.height) == 0
  }

  private var looks: [ChartLook] {
    // A signal's page has a heatmap and no line.
    if case .signal(let key)? = place, state.declaresHistogram(key) { return [.heatmap, .asciiHeatmap] }
    guard let charted = chartedSignal, state.histogram(charted) != nil else { return [.braille, .halfBlock, .ascii] }
    return ChartLook.allCases
  }
}
