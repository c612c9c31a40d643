import Dispatch
import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Finds a host's addresses, on a queue where one slow name holds no other up, and notes how long that took.
///
/// For one connection. SwiftNIO's own resolver asks one name after the other on each event loop. The system's waits for
/// a name server that says nothing far longer than a question may take, and cannot be told to stop: so a name for which
/// somebody is waiting is not looked for a second time, or soon every thread would wait for the same.
final class TimedResolver: Resolver, Sendable {
  private let four: EventLoopPromise<[SocketAddress]>
  private let six: EventLoopPromise<[SocketAddress]>
  private let watch: Stopwatch

  private static let queue = DispatchQueue(label: "gateboard.probes.resolver", attributes: .concurrent)

  init(on loop: any EventLoop, watch: Stopwatch) {
    four = loop.makePromise()
    six = loop.makePromise()
    self.watch = watch
  }

  func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { four.futureResult }

  func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
    Self.find(host) { texts in
      let found = texts.compactMap { try? SocketAddress(ipAddress: $0, port: port) }
      self.watch.mark(.resolved)
      self.six.succeed(found.filter { $0.protocol == .inet6 })
      self.four.succeed(found.filter { $0.protocol == .inet })
    }
    return six.futureResult
  }

  func cancelQueries() {
    four.fail(CancellationError())
    six.fail(CancellationError())
  }

  /// Those who wait for the addresses of a name that is being looked for.
  private static let waiting = Mutex<[String: [@Sendable ([String]) -> Void]]>([:])

  /// Hands over the addresses of a name, as texts, once they are found; none where there is none.
  static func find(_ host: String, _ take: @escaping @Sendable ([String]) -> Void) {
    let isFirst = waiting.withLock { waiting in
      waiting[host, default: []].append(take)
      return waiting[host]?.count == 1
    }
    guard isFirst else { return }
    queue.async {
      let found = addresses(of: host)
      for take in waiting.withLock({ $0.removeValue(forKey: host) ?? [] }) { take(found) }
    }
  }

  private static func addresses(of host: String) -> [String] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_protocol = Int32(IPPROTO_TCP)
    var first: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { unsafe freeaddrinfo(first) }
    var found: [String] = []
    var entry = unsafe first
    while let info = unsafe entry {
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let length = unsafe info.pointee.ai_addrlen
      let failed = unsafe getnameinfo(
        info.pointee.ai_addr, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if failed == 0 { found.append(text) }
      unsafe entry = info.pointee.ai_next
    }
    return found
  }
}
