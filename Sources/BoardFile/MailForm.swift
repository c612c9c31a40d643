import Gates
import StrictYAML

/// A domain's records for mail.
enum MailForm: SourceForm {
  static let key = "mail_dns"

  static let fields = [
    Field("mail_dns", .text, "Judge what this domain's DNS says of its mail: SPF, DKIM and DMARC."),
    Field("selectors", .someTexts, "The selectors whose DKIM keys must be there."),
    Field("organisation", .text, "The organisational domain, whose DMARC policy holds where the domain has none."),
    Field("resolver", .text, "Ask the resolver at this host:port; the system's resolvers unless told."),
  ]

  static let measures: [Gauge] = [.spf, .lookups, .dkim, .keyBits, .dmarc, .policy, .latency]

  static func places(_ fields: Fields) -> [SignalPlace] { [] }

  static func read(_ fields: Fields, at node: Node, base: BaseURL, by reader: BoardReader) -> Source.Kind? {
    let diagnosis = reader.diagnosis
    let domain = reader.domain(node, "a domain such as mail.example")
    let selectors =
      fields["selectors"].map { list in
        diagnosis.someItems(list, "selectors").compactMap { reader.domain($0, "a selector such as s1") }
      } ?? []
    let organisation = fields["organisation"].flatMap { reader.domain($0, "a domain such as mail.example") }
    let resolver = fields["resolver"].flatMap { reader.place($0) }
    guard let domain else { return nil }
    if let organisation, let node = fields["organisation"], !domain.hasSuffix("." + organisation) {
      diagnosis.report(node.position, "expected a domain above \(domain), found '\(organisation)'")
    }
    var mail = MailDomain(domain)
    (mail.selectors, mail.organisation) = (selectors, organisation)
    mail.resolver = resolver.map { Dial(host: $0.host, port: $0.port) }
    return .mailDNS(mail)
  }
}

extension BoardReader {
  /// In lower case.
  fileprivate func domain(_ node: Node, _ what: String) -> String? {
    guard let text = diagnosis.text(node, what) else { return nil }
    let name = (text.hasSuffix(".") ? text.dropLast() : text[...]).lowercased()
    if MailDomain.isDomain(name) { return name }
    let hint = name.allSatisfy(\.isASCII) ? "" : "; write it as DNS has it, with xn--"
    diagnosis.report(node.position, "expected \(what), found '\(text)'\(hint)")
    return nil
  }
}
