package import Canvas
import Foundation

/// Kinds of vision that tell fewer colours apart.
package enum Vision: String, Hashable, Sendable, CaseIterable {
  case protanopia, deuteranopia, tritanopia

  /// The lights that such eyes see in a colour, 0 to 1 each.
  ///
  /// - Source: Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency"
  ///   (2009), the matrices for severity 1.0, for linear sRGB.
  func sees(_ colour: RGB) -> [Double] {
    let light = colour.linear
    return matrix.map { row in min(1, max(0, row[0] * light.red + row[1] * light.green + row[2] * light.blue)) }
  }

  /// How different two colours look to such eyes: below 2.3 the same, 100 from black to white.
  package func distance(_ one: RGB, _ other: RGB) -> Double {
    Self.distance(Self.lab(sees(one)), Self.lab(sees(other)))
  }

  private var matrix: [[Double]] {
    switch self {
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  /// - Source: CIE 15, L*a*b* under D65, from linear sRGB by the matrix of IEC 61966-2-1.
  private static func lab(_ light: [Double]) -> [Double] {
    func part(_ red: Double, _ green: Double, _ blue: Double, of white: Double) -> Double {
      let share = (red * light[0] + green * light[1] + blue * light[2]) / white
      return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    let x = part(0.4124564, 0.3575761, 0.1804375, of: 0.95047)
    let y = part(0.2126729, 0.7151522, 0.0721750, of: 1)
    let z = part(0.0193339, 0.1191920, 0.9503041, of: 1.08883)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  /// - Source: CIE 1976 colour difference.
  private static func distance(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }
}
