import Gates

/// Judges what a domain's DNS says of its mail: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489).
struct MailProbe: Probe {
  private let client: DNSClient
  private let mail: MailDomain
  private let timeout: Duration
  private let signals: [Signal]

  init(connector: Connector, mail: MailDomain, timeout: Duration, signals: [Signal]) {
    client = DNSClient(connector: connector, resolver: mail.resolver)
    self.mail = mail
    self.timeout = timeout
    self.signals = signals
  }

  var host: String? { mail.resolver?.words }

  func poll(at now: Instant) async -> Answer {
    let began = ContinuousClock.now
    let end = began.advanced(by: timeout)
    let asked = Asked()
    let texts: @Sendable (String) async throws -> [String] = { name in
      let found = try await client.texts(of: name, until: end)
      asked.note(name, found)
      return found
    }
    let questions = SPFLook.Questions(texts: texts) { name, kind in
      let found = try await client.records(of: name, kind, until: end).count
      asked.note(name, kind, found)
      return found
    }
    async let spf = lookAtSPF(questions)
    async let dkim = lookAtDKIM(texts)
    async let dmarc = lookAtDMARC(texts)
    let looks = await [spf, dkim, dmarc]
    var phases = Phases()
    phases.total = began.duration(to: .now)
    return answer(looks, phases, asked.words)
  }

  /// What came of one of the three.
  private struct Look: Sendable {
    var faults: [String] = []
    /// Whether there was something to ask.
    var isAsked = true
    /// Whether DNS did not say, so that nothing is known.
    var isSilent = false
    var isUnreachable = false
    /// Why it did not.
    var silence = ""
    var findings: [Gauge: Answer.Finding] = [:]

    mutating func judge(_ gauge: Gauge) { findings[gauge] = .value(.truth(faults.isEmpty)) }
  }

  private func look(
    _ gauges: [Gauge], _ work: (inout Look) async throws -> Void
  ) async -> Look {
    var look = Look()
    do {
      try await work(&look)
      if let first = gauges.first { look.judge(first) }
    } catch {
      let fault = Fault(error, timeout: timeout)
      look.faults = ["\(gauges.first?.rawValue ?? ""): \(fault.words)"]
      (look.isSilent, look.isUnreachable, look.silence) = (true, fault.isUnreachable, fault.words)
      for gauge in gauges { look.findings[gauge] = .missing("unknown: \(fault.words)") }
    }
    return look
  }

  private func lookAtSPF(_ questions: SPFLook.Questions) async -> Look {
    await look([.spf, .lookups]) { look in
      let found = try await SPFLook.of(mail.domain, questions)
      look.faults = found.faults.map { "spf \($0)" }
      look.findings[.lookups] = .value(.number(Double(found.lookups)))
    }
  }

  private func lookAtDKIM(_ texts: @Sendable (String) async throws -> [String]) async -> Look {
    guard !mail.selectors.isEmpty else {
      var look = Look(isAsked: false)
      for gauge in [Gauge.dkim, .keyBits] { look.findings[gauge] = .missing("unknown: the board names no 'selectors'") }
      return look
    }
    return await look([.dkim, .keyBits]) { look in
      var sizes: [Int] = []
      for selector in mail.selectors {
        let records = try await texts("\(selector)._domainkey.\(mail.domain)")
        guard let text = records.first, records.count == 1 else {
          let count = records.isEmpty ? "no record" : "\(records.count) records, expected one,"
          look.faults.append("dkim has \(count) for the selector \(selector)")
          continue
        }
        do throws(DKIMRecord.Mistake) {
          let record = try DKIMRecord(text)
          if record.isRSA { sizes.append(record.bits) }
        } catch {
          look.faults.append("dkim \(selector) \(error.words)")
        }
      }
      look.findings[.keyBits] =
        sizes.min().map { .value(.number(Double($0))) } ?? .missing("has no good RSA key to be of")
    }
  }

  private func lookAtDMARC(_ texts: @Sendable (String) async throws -> [String]) async -> Look {
    await look([.dmarc, .policy]) { look in
      look.findings[.policy] = .missing("has no good record to be of")
      var place = "_dmarc.\(mail.domain)"
      var records = try await texts(place).filter(DMARCRecord.isRecord)
      var isFromAbove = false
      if records.isEmpty, let organisation = mail.organisation, organisation != mail.domain {
        place = "_dmarc.\(organisation)"
        records = try await texts(place).filter(DMARCRecord.isRecord)
        isFromAbove = true
      }
      guard let text = records.first, records.count == 1 else {
        look.faults.append(
          records.isEmpty ? "dmarc has no record at \(place)" : "dmarc has \(records.count) records at \(place)")
        return
      }
      do throws(DMARCRecord.Mistake) {
        let record = try DMARCRecord(text)
        let policy = isFromAbove ? record.ofSubdomains ?? record.policy : record.policy
        look.findings[.policy] = .value(.text(policy.rawValue))
      } catch {
        look.faults.append("dmarc \(error.words), at \(place)")
      }
    }
  }

  private func answer(_ looks: [Look], _ phases: Phases, _ heard: [UInt8]) -> Answer {
    let silent = looks.filter(\.isSilent)
    // Where nobody answered at all what was known ages, as with every other source.
    if silent.count == looks.count(where: \.isAsked), let first = silent.first {
      return .silence(Fault(first.silence, isUnreachable: silent.allSatisfy(\.isUnreachable)))
    }
    let faults = looks.flatMap(\.faults)
    let took = Value.number(Double((phases.total ?? .zero).wholeMilliseconds)).words(.time)
    var said = faults.prefix(3).joined(separator: "; ")
    if faults.isEmpty {
      said = "\(mail.selectors.isEmpty ? "SPF and DMARC" : "SPF, DKIM and DMARC") are good, in \(took)"
    }
    if faults.count > 3 { said += "; and \(faults.count - 3) more" }
    let findings = looks.reduce(into: [Gauge: Answer.Finding]()) { $0.merge($1.findings) { first, _ in first } }
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      guard case .measure(let gauge) = signal.selector else { continue }
      values[signal.name] = findings[gauge] ?? gauge.finding(in: phases, certificateEnds: nil)
    }
    var answer = Answer(isAnswer: faults.isEmpty, said: said, values: values)
    answer.phases = phases
    answer.beginning = heard
    return answer
  }
}
