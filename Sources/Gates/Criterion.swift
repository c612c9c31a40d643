/// What must hold before a GO.
package struct Criterion: Hashable, Sendable {
  package let name: String
  package let title: String
  package let requirement: Requirement

  package init(name: String, title: String, requirement: Requirement) {
    self.name = name
    self.title = title
    self.requirement = requirement
  }

  /// The item that it wants approved; nil where it asks for something else.
  package var approvalItem: String? {
    if case .approval(let item, _) = requirement { item } else { nil }
  }
}

/// The five kinds of things that a gate can ask for.
package enum Requirement: Hashable, Sendable {
  /// A condition on signals.
  case condition(Condition)
  /// A file or link that proves something.
  case evidence(EvidenceNeed)
  /// Signatures on a named item, one in each role and each by another human.
  case approval(item: String, by: [String])
  /// Other gates, by label or app, that must pass first.
  case gates([String])
  /// A full replay of so many deliveries; a smaller run never counts.
  case replay(deliveries: Int)
}
