import Gates

/// The SPF of a domain with everything that it includes, as a receiver would have to look it up (RFC 7208, 4.6.4).
///
/// Every term is counted, whoever sends: the worst case. Domains with macros hang on a mail and are counted, but not
/// followed and not asked for.
struct SPFLook {
  static let mostLookups = 10
  /// Lookups that find nothing.
  static let mostVoid = 2
  /// Exchanges of one domain.
  static let mostExchanges = 10

  /// What is wrong, each to be read after `spf `.
  private(set) var faults: [String] = []
  private(set) var lookups = 0
  /// The terms that ask for more than a record.
  private var hosts: [Place] = []

  /// How DNS is asked.
  struct Questions: Sendable {
    /// For the texts of a name.
    let texts: @Sendable (String) async throws -> [String]
    /// How many records of a kind a name has.
    let count: @Sendable (String, DNSMessage.Kind) async throws -> Int
  }

  /// - Throws: ``Fault`` where DNS does not say.
  static func of(_ domain: String, _ questions: Questions) async throws -> SPFLook {
    var look = SPFLook()
    guard let record = try await look.record(of: domain, questions, isFirst: true) else { return look }
    if record.all == "+" { look.faults.append("lets everybody send for \(domain): it ends in +all") }
    // Whoever judges stops at the eleventh lookup; so does this.
    var waiting = look.follow(record, of: domain)
    while look.lookups <= mostLookups, let next = waiting.popLast() {
      guard let record = try await look.record(of: next.domain, questions, by: next.term) else { continue }
      waiting += look.follow(record, of: next.domain)
    }
    if look.lookups > mostLookups {
      look.faults.append("takes more than \(mostLookups) lookups, after which it is an error everywhere")
    } else {
      try await look.askForHosts(questions)
    }
    return look
  }

  private struct Step {
    let domain: String
    /// `include` or `redirect`, with the domain that has it.
    let term: String
  }

  private mutating func follow(_ record: SPFRecord, of domain: String) -> [Step] {
    lookups += record.lookups
    hosts += record.hosts.compactMap { host in
      guard !SPFDomain.hasMacro(host.domain ?? "") else { return nil }
      return Place(kind: host.kind, domain: SPFDomain.name(host.domain ?? domain), words: host.words)
    }
    let steps =
      record.includes.map { ($0, "included by \(domain)") }
      + [record.redirect].compactMap(\.self).map { ($0, "to which \(domain) redirects") }
    return steps.filter { !SPFDomain.hasMacro($0.0) }.map { Step(domain: SPFDomain.name($0.0), term: $0.1) }
  }

  // MARK: Addresses and exchanges

  /// A term that asks for them, and of what.
  private struct Place: Hashable {
    let kind: SPFRecord.Host.Kind
    let domain: String
    let words: String

    /// How many there are. Of addresses only whether there is one, of whichever kind: what finds nothing then finds
    /// nothing for whoever sends.
    func count(_ questions: Questions) async throws -> Int {
      guard MailDomain.isDomain(domain) else { return 0 }
      switch kind {
      case .mx: return try await questions.count(domain, .exchange)
      // Also for whoever sends over IPv6 (RFC 7208, 5.7).
      case .exists: return try await questions.count(domain, .address4)
      case .a:
        let found = try await questions.count(domain, .address4)
        return found > 0 ? found : try await questions.count(domain, .address6)
      }
    }
  }

  private mutating func askForHosts(_ questions: Questions) async throws {
    let places = hosts
    // At most ten, side by side.
    let counts = try await withThrowingTaskGroup { group in
      for (index, place) in places.enumerated() {
        group.addTask { (index, try await place.count(questions)) }
      }
      return try await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
    }
    for (index, place) in places.enumerated() where place.kind == .mx && counts[index] ?? 0 > Self.mostExchanges {
      faults.append(
        "has \(counts[index] ?? 0) exchanges for '\(place.words.prefix(80))', expected \(Self.mostExchanges) at most")
    }
    let void = places.enumerated().filter { counts[$0.offset] == 0 }.map { "\($0.element.words.prefix(80))" }
    guard void.count > Self.mostVoid else { return }
    let names = void.prefix(3).joined(separator: ", ") + (void.count > 3 ? " and \(void.count - 3) more" : "")
    faults.append(
      "has \(void.count) terms that find nothing, after \(Self.mostVoid) of which it is an error: \(names)")
  }

  // MARK: Records

  /// The one record of a domain; nil where there is not one, or it cannot be read, which is noted.
  private mutating func record(
    of domain: String, _ questions: Questions, by term: String = "", isFirst: Bool = false
  ) async throws -> SPFRecord? {
    let place = isFirst ? domain : "\(domain), \(term)"
    guard MailDomain.isDomain(domain) else {
      faults.append("names '\(domain.prefix(80))', which is no domain, \(term)")
      return nil
    }
    let records = try await questions.texts(domain).filter(SPFRecord.isRecord)
    guard let text = records.first, records.count == 1 else {
      faults.append(
        records.isEmpty ? "has no record at \(place)" : "has \(records.count) records at \(place), expected one")
      return nil
    }
    do throws(SPFRecord.Mistake) {
      return try SPFRecord(text)
    } catch {
      faults.append("\(error.words), at \(place)")
      return nil
    }
  }
}
