import Gates

/// How numbers breathe: a slow swell with a quick ripple on it, the same for everybody who looks at the same instant.
enum Breath {
  /// Milliseconds from one turn of the swell to the next.
  private static let swell: Int64 = 60_000
  /// Milliseconds from one turn of the ripple to the next.
  private static let ripple: Int64 = 5000

  /// -1 to 1.
  static func depth(of name: String, at now: Instant) -> Double {
    0.7 * wave(name, now.milliseconds, every: swell) + 0.3 * wave(name, now.milliseconds, every: ripple)
  }

  /// Goes straight from one random height to the next.
  private static func wave(_ name: String, _ time: Int64, every span: Int64) -> Double {
    let within = (time % span + span) % span
    let turn = (time - within) / span
    let (from, to) = (height(name, turn, span), height(name, turn + 1, span))
    return from + (to - from) * Double(within) / Double(span)
  }

  /// -1 to 1, from a hash (FNV-1a, then the last mixing of MurmurHash3, which spreads neighbours apart).
  private static func height(_ name: String, _ turn: Int64, _ span: Int64) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(name) \(turn) \(span)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return Double((hash ^ hash >> 33) % 2001) / 1000 - 1
  }
}
