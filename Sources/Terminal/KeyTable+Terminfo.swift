import CTerminal
import Canvas

extension KeyTable {
  /// The keys of the terminal that is open.
  static func ofTerminal() -> KeyTable {
    let named: [(gb_key, KeyPress)] = [
      (.up, .up), (.down, .down), (.left, .left), (.right, .right), (.home, .home), (.end, .end), (.page_up, .pageUp),
      (.page_down, .pageDown), (.delete, .delete), (.back_tab, .backTab), (.enter, .enter),
    ]
    var table = KeyTable()
    for (key, press) in named { table.learn(sequence(of: key), press) }
    return table
  }

  private static func sequence(of key: gb_key) -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = UInt8(exactly: gb_key_byte(key, Int32(bytes.count))) { bytes.append(byte) }
    return bytes
  }
}
