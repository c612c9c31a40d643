import Gates
import NIOCore

/// Asks a Redis server with PING and INFO (RESP2).
struct RedisProbe: Probe {
  private let connector: Connector
  private let peer: Peer
  private let login: [String]
  private let secrets: Secrets
  private let timeout: Duration
  private let signals: [Signal]

  init(connector: Connector, server: RedisServer, timeout: Duration, signals: [Signal]) {
    self.connector = connector
    peer = Peer(host: server.dial.host, port: server.dial.port, trust: nil)
    let names = [server.user, server.password].compactMap(\.self)
    login = server.password == nil ? [] : ["AUTH"] + names.map { $0.reveal() }
    secrets = Secrets(names)
    self.timeout = timeout
    self.signals = signals
  }

  var host: String? { peer.words }

  func poll(at now: Instant) async -> Answer {
    let commands = (login.isEmpty ? [] : [login]) + [["PING"], ["INFO"]]
    do {
      let heard = try await connector.talk(commands.map(RESP.command), to: peer, within: timeout) { buffer in
        try RESP.lengthOfFirst(in: buffer)
      }
      let replies = try heard.answers.map(RESP.parse)
      for (command, reply) in zip(commands, replies) {
        if case .error(let words) = reply {
          return .silence(secrets.redacted("\(command.first ?? "it") was answered with '\(words.prefix(120))'"))
        }
      }
      guard case .text(let info)? = replies.last, let ping = heard.took.dropLast().last else {
        return .silence("the answer is not Redis")
      }
      return answer(RESP.fields(of: info), ping: ping, heard, info)
    } catch {
      let fault = Fault(error, timeout: timeout)
      return .silence(Fault(secrets.redacted(fault.words), isUnreachable: fault.isUnreachable))
    }
  }

  private func answer(_ info: [String: String], ping: Duration, _ heard: Heard, _ text: String) -> Answer {
    var values: [String: Answer.Finding] = [:]
    for signal in signals {
      switch signal.selector {
      case .measure(.ping): values[signal.name] = .value(.number(ping / .milliseconds(1)))
      case .measure(.role):
        values[signal.name] = info["role"].map { .value(.text($0)) } ?? .missing("is not in the answer")
      case .measure(let gauge): values[signal.name] = gauge.finding(in: heard.phases, certificateEnds: nil)
      case .line(let field):
        values[signal.name] = info[field].map(signal.measured(text:)) ?? .missing("is not in the answer")
      case .json, .header, .match, .check, .metric, .column, .pushed: continue
      }
    }
    let said = "PONG in \(Value.number(Double(ping.wholeMilliseconds)).words(.time)), \(info["role"] ?? "of no role")"
    var answer = Answer(isAnswer: true, said: String(said.prefix(80)), values: values)
    answer.phases = heard.phases
    answer.beginning = secrets.beginning(of: text.utf8)
    return answer
  }
}

/// The part of Redis' protocol that PING, AUTH and INFO need: simple strings, errors and bulk strings.
enum RESP: Hashable {
  case text(String)
  case error(String)

  /// A command as a list of bulk strings, so that nothing in an argument is ever a command.
  static func command(_ words: [String]) -> ByteBuffer {
    var buffer = ByteBuffer(string: "*\(words.count)\r\n")
    for word in words { buffer.writeString("$\(word.utf8.count)\r\n\(word)\r\n") }
    return buffer
  }

  /// How many bytes the first reply has; nil while it is not whole.
  ///
  /// - Throws: ``Fault`` where it is none.
  static func lengthOfFirst(in buffer: ByteBuffer) throws(Fault) -> Int? {
    let view = buffer.readableBytesView
    guard let sign = view.first else { return nil }
    guard ["+", "-", "$"].contains(Character(Unicode.Scalar(sign))) else { throw Fault("the answer is not Redis") }
    guard let end = view.firstIndex(of: 10) else {
      if view.count > 1024 { throw Fault("the answer is not Redis") }
      return nil
    }
    let head = end - view.startIndex + 1
    guard sign == UInt8(ascii: "$") else { return head }
    let digits = String(decoding: view[view.startIndex + 1..<end], as: UTF8.self).dropLast()
    guard let count = wholeNumber(digits), count <= Dialogue.largestAnswer else {
      throw Fault("the answer is not Redis")
    }
    return view.count >= head + count + 2 ? head + count + 2 : nil
  }

  /// - Throws: ``Fault`` where it is no whole reply.
  static func parse(_ buffer: ByteBuffer) throws(Fault) -> RESP {
    guard try lengthOfFirst(in: buffer) == buffer.readableBytes else { throw Fault("the answer is not Redis") }
    let text = String(buffer: buffer)
    guard text.utf8.first == UInt8(ascii: "$") else {
      let words = String(decoding: text.utf8.dropFirst().dropLast(2), as: UTF8.self)
      return text.utf8.first == UInt8(ascii: "-") ? .error(words) : .text(words)
    }
    let body = text.utf8.drop { $0 != 10 }.dropFirst().dropLast(2)
    return .text(String(decoding: body, as: UTF8.self))
  }

  /// The fields of INFO: lines `name:value` between headings.
  static func fields(of info: String) -> [String: String] {
    var fields: [String: String] = [:]
    for line in info.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[String(line[..<colon])] = String(line[line.index(after: colon)...])
    }
    return fields
  }
}
