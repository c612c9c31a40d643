/// A named human's signature on a named item, in one of the roles that the board asks for.
package struct Approval: Hashable, Sendable, Codable {
  package let item: String
  package let role: String
  package let by: String
  package let statement: String
  package let at: Instant
  /// At whose keyboard it was signed; nil where it was the signer's own.
  package let keyboard: String?
  package internal(set) var withdrawal: Withdrawal?

  package struct Withdrawal: Hashable, Sendable, Codable {
    package let by: String
    package let at: Instant
    package let why: String
  }

  package var isInForce: Bool { withdrawal == nil }
}

extension BoardState {
  /// The approvals of an item that nobody took back, oldest first.
  package func approvals(of item: String) -> [Approval] { approvals.filter { $0.item == item && $0.isInForce } }

  /// Whether every role that the board asks for has signed the item, each a different human.
  package func isApproved(_ item: String) -> Bool {
    let roles = board.roles(for: item)
    let signed = approvals(of: item)
    return !signed.isEmpty && roles.allSatisfy { role in signed.contains { $0.role == role } }
  }
}

extension Board {
  /// The roles that must approve an item, in the board file's order; empty for an item that no criterion names.
  package func roles(for item: String) -> [String] {
    var roles: [String] = []
    for criterion in apps.flatMap(\.criteria) {
      guard case .approval(item, let by) = criterion.requirement else { continue }
      roles += by.filter { !roles.contains($0) }
    }
    return roles
  }

  /// Every item that needs an approval, in the board file's order.
  package var approvalItems: [String] {
    var items: [String] = []
    for item in apps.flatMap(\.criteria).compactMap(\.approvalItem) where !items.contains(item) { items.append(item) }
    return items
  }
}
