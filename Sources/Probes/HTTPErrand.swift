import Gates
import NIOCore
import NIOHTTP1

/// One HTTP request as often as somebody wants it asked, with the redirects that it may follow.
struct HTTPErrand: Sendable {
  private let transport: HTTPTransport
  private let request: Shared<HTTPRequest>
  /// How long one asking may take, redirects included.
  let timeout: Duration
  private let mayBeKept: Bool
  private let target: WebTarget?

  /// - Parameter measuresConnection: whether each asking needs a connection of its own.
  init(_ request: HTTPRequest, over transport: HTTPTransport, timeout: Duration, measuresConnection: Bool) {
    self.init(Shared(request), over: transport, timeout: timeout, measuresConnection: measuresConnection)
  }

  init(
    _ shared: Shared<HTTPRequest>, over transport: HTTPTransport, timeout: Duration, measuresConnection: Bool
  ) {
    let request = shared.value
    self.transport = transport
    self.request = shared
    self.timeout = timeout
    target = WebTarget(request.url.reveal())
    // A question that changes something is not asked a second time where the first may have been heard.
    mayBeKept = !measuresConnection && ["GET", "HEAD"].contains(request.method) && target?.isSecure == false
  }

  /// Whom it goes to; nil where the address is none.
  var host: String? { target?.authority }

  /// Follows as many redirects as the request allows, within one time.
  ///
  /// - Throws: ``Fault`` or an error of the libraries; ``Fault/init(_:timeout:)`` has the words for all of them.
  func ask(until end: ContinuousClock.Instant? = nil) async throws -> HTTPReply {
    guard let first = target else { throw Fault("the address is not one of http or https") }
    let deadline = end ?? ContinuousClock.now.advanced(by: timeout)
    var target = first
    var method = request.value.method
    var isFollowing = false
    for _ in 0...request.value.redirects {
      let question = question(for: target, method: method, isHome: target.isSameOrigin(as: first), isFollowing)
      let peer = Peer(
        host: target.host, port: target.port, trust: target.isSecure ? request.value.trust : nil,
        application: "http/1.1")
      let reply = try await transport.ask(
        question, of: peer, connectLimit: request.value.connectTimeout ?? timeout, until: deadline, timeout: timeout)
      guard request.value.redirects > 0, [301, 302, 303, 307, 308].contains(reply.status),
        let location = reply.headers.first(name: "Location")
      else { return reply }
      guard let next = target.following(location) else { throw Fault("the redirect leads to no address") }
      guard next.isSecure || !target.isSecure else { throw Fault("the redirect leads from https to http") }
      // As RFC 9110, 15.4 allows and everybody does.
      if reply.status == 303 || (reply.status < 303 && method == "POST") { method = method == "HEAD" ? "HEAD" : "GET" }
      if method != request.value.method { isFollowing = true }
      target = next
    }
    throw Fault("it redirects more than \(request.value.redirects) times")
  }

  /// - Parameters:
  ///   - isHome: whether it goes to the server that the board names; only there do its headers and its body go.
  ///   - isChanged: whether a redirect turned the question into another, which has no body.
  private func question(
    for target: WebTarget, method: String, isHome: Bool, _ isChanged: Bool
  ) -> HTTPQuestion {
    let mayBeKept = mayBeKept && !target.isSecure
    var headers = HTTPHeaders([("Host", target.authority), ("User-Agent", "gateboard")])
    if isHome {
      for header in request.value.headers { headers.replaceOrAdd(name: header.name, value: header.value.reveal()) }
    }
    // How the answer is framed and when the connection ends is not the board's to say.
    headers.replaceOrAdd(name: "Connection", value: mayBeKept ? "keep-alive" : "close")
    headers.remove(name: "Transfer-Encoding")
    headers.remove(name: "Content-Length")
    let body = isHome && !isChanged ? request.value.body.map { ByteBuffer(string: $0.reveal()) } : nil
    if let body { headers.add(name: "Content-Length", value: String(body.readableBytes)) }
    return HTTPQuestion(
      head: HTTPRequestHead(
        version: .http1_1, method: HTTPMethod(rawValue: method), uri: target.path, headers: headers),
      body: body, largestBody: request.value.largestBody, firstByteLimit: request.value.firstByteTimeout,
      mayBeKept: mayBeKept)
  }
}
