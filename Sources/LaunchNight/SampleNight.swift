import CAssets

/// The sample night's files, which travel inside the binary.
package enum SampleNight {
  /// `sample-data/launch-night.yaml`.
  package static var board: [UInt8] { unsafe bytes(gb_sample_board()) }

  /// `sample-data/launch-night.scenario.yaml`.
  package static var scenario: [UInt8] { unsafe bytes(gb_sample_scenario()) }

  @unsafe private static func bytes(_ asset: gb_asset) -> [UInt8] {
    unsafe [UInt8](UnsafeBufferPointer(start: asset.bytes, count: asset.count))
  }
}
