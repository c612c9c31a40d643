import Foundation

extension String {
  /// The bytes of base64url without padding (RFC 7515, 2); nil where the text is none.
  var base64URL: [UInt8]? {
    guard utf8.allSatisfy({ Self.isOfBase64URL($0) }), utf8.count % 4 != 1 else { return nil }
    let plain = replacing("-", with: "+").replacing("_", with: "/")
    let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: padded).map { Array($0) }
  }

  private static func isOfBase64URL(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Sequence<UInt8> {
  /// In base64 (RFC 4648, 4).
  var base64: String { Data(self).base64EncodedString() }

  /// In base64url without padding.
  var base64URL: String {
    base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
