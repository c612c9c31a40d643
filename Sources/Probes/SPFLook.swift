import Gates

/// The SPF of a domain with everything that it includes, as a receiver would have to look it up (RFC 7208, 4.6.4).
///
/// Every term is counted, whoever sends: the worst case. Domains with macros hang on a mail and are counted, but not
/// followed; how many of the lookups find nothing hangs on it too, and is not counted.
struct SPFLook {
  static let mostLookups = 10

  /// What is wrong, each to be read after `spf `.
  private(set) var faults: [String] = []
  private(set) var lookups = 0

  /// Asks for the texts of a name.
  typealias Texts = (String) async throws -> [String]

  /// - Throws: ``Fault`` where DNS does not say.
  static func of(_ domain: String, _ texts: Texts) async throws -> SPFLook {
    var look = SPFLook()
    guard let record = try await look.record(of: domain, texts, isFirst: true) else { return look }
    if record.all == "+" { look.faults.append("lets everybody send for \(domain): it ends in +all") }
    // Whoever judges stops at the eleventh lookup; so does this.
    var waiting = look.follow(record, of: domain)
    while look.lookups <= mostLookups, let next = waiting.popLast() {
      guard let record = try await look.record(of: next.domain, texts, by: next.term) else { continue }
      waiting += look.follow(record, of: next.domain)
    }
    if look.lookups > mostLookups {
      look.faults.append("takes more than \(mostLookups) lookups, after which it is an error everywhere")
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
    let steps =
      record.includes.map { ($0, "included by \(domain)") }
      + [record.redirect].compactMap(\.self).map { ($0, "to which \(domain) redirects") }
    return steps.filter { !SPFDomain.hasMacro($0.0) }.map { target, words in
      Step(domain: String((target.last == "." ? target.dropLast() : target[...]).lowercased()), term: words)
    }
  }

  /// The one record of a domain; nil where there is not one, or it cannot be read, which is noted.
  private mutating func record(
    of domain: String, _ texts: Texts, by term: String = "", isFirst: Bool = false
  ) async throws -> SPFRecord? {
    let place = isFirst ? domain : "\(domain), \(term)"
    guard MailDomain.isDomain(domain) else {
      faults.append("names '\(domain.prefix(80))', which is no domain, \(term)")
      return nil
    }
    let records = try await texts(domain).filter(SPFRecord.isRecord)
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
