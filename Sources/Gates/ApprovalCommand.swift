extension BoardState {
  /// Each role is signed once, and no human signs an item in two roles.
  ///
  /// - Parameters:
  ///   - human: who signs.
  ///   - keyboard: at whose keyboard; the journal keeps both names where they differ.
  func sign(
    _ item: String, role: String, statement: String, by human: String, at keyboard: String
  ) throws(Refusal) -> Fact {
    let roles = try roles(for: item)
    guard let role = roles.first(where: { $0.lowercased() == role.lowercased() }) else {
      throw Refusal(.role, "'\(item)' is approved by \(roles.joined(separator: " and ")), not by '\(role)'.")
    }
    if let mistake = Person.mistake(in: human) { throw Refusal(.human, "Name who signs: \(mistake).") }
    guard !statement.isInvisible else { throw Refusal(.statement, "Say what exactly you approve.") }
    guard statement.count <= Self.longestText else {
      throw Refusal(.statement, "Keep it within \(Self.longestText) characters; this has \(statement.count).")
    }
    let signed = approvals(of: item)
    if let before = signed.first(where: { $0.role == role }) {
      throw Refusal(.role, "\(before.by) signed '\(item)' as \(role) at \(before.at.timeOfDay.minutes).")
    }
    if let mine = signed.first(where: { Person.isSame($0.by, human) }) {
      throw Refusal(.human, "\(mine.by) signed '\(item)' as \(mine.role): it takes another human to sign as \(role).")
    }
    return .approvalSigned(
      ApprovalSigned(item: item, role: role, statement: statement, human: human == keyboard ? nil : human))
  }

  func withdraw(_ item: String, role: String, why: String) throws(Refusal) -> Fact {
    _ = try roles(for: item)
    guard let signed = approvals(of: item).first(where: { $0.role.lowercased() == role.lowercased() }) else {
      throw Refusal(.role, "Nobody has signed '\(item)' as '\(role)'.")
    }
    guard !why.isInvisible else { throw Refusal(.why, "Say why the approval no longer holds.") }
    return .approvalWithdrawn(ApprovalWithdrawn(item: item, role: signed.role, why: why))
  }

  private func roles(for item: String) throws(Refusal) -> [String] {
    let roles = board.roles(for: item)
    guard roles.isEmpty else { return roles }
    let known = board.approvalItems.joined(separator: ", ")
    throw Refusal(.item, "'\(item)' is not an item that this board wants approved; it wants \(known).")
  }
}
