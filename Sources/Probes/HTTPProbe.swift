import Gates

/// Asks one HTTP endpoint and reads signals from what it answers.
struct HTTPProbe: Probe {
  private let errand: HTTPErrand
  private let reading: HTTPReading

  init(transport: HTTPTransport, request: HTTPRequest, source: Source) {
    let (request, signals) = (Shared(request), source.signals)
    errand = HTTPErrand(
      request, over: transport, timeout: source.timeout, measuresConnection: signals.contains { $0.measuresConnection })
    reading = HTTPReading(request: request, signals: signals, every: source.every, staleAfter: source.staleAfter)
  }

  var host: String? { errand.host }

  func poll(at now: Instant) async -> Answer {
    do {
      return reading.answer(to: try await errand.ask(), at: now)
    } catch {
      let fault = Fault(error, timeout: errand.timeout)
      return .silence(Fault(reading.redacted(fault.words), isUnreachable: fault.isUnreachable))
    }
  }
}
