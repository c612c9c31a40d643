/// Three-valued logic (Kleene's strong K3): what is not known is neither true nor false.
package enum Truth: String, Hashable, Sendable, Codable {
  case yes, no, unknown

  package init(_ known: Bool) { self = known ? .yes : .no }

  package static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }

  /// Unknown and no is no; unknown and yes is unknown.
  package func and(_ other: Truth) -> Truth {
    if self == .no || other == .no { return .no }
    return self == .yes && other == .yes ? .yes : .unknown
  }

  /// Unknown or yes is yes; unknown or no is unknown.
  package func or(_ other: Truth) -> Truth { !((!self).and(!other)) }
}
