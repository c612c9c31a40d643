import Dispatch
import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#endif

/// Finds a host's addresses, on a queue where one slow name holds no other up, and notes how long that took.
///
/// For one connection. SwiftNIO's own resolver asks one name after the other on each event loop.
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
    Self.queue.async {
      let found = Self.addresses(of: host, port: port)
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

  private static func addresses(of host: String, port: Int) -> [SocketAddress] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_protocol = Int32(IPPROTO_TCP)
    var first: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { unsafe freeaddrinfo(first) }
    var found: [SocketAddress] = []
    var entry = unsafe first
    while let info = unsafe entry {
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let length = unsafe info.pointee.ai_addrlen
      let failed = unsafe getnameinfo(
        info.pointee.ai_addr, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if failed == 0, let address = try? SocketAddress(ipAddress: text, port: port) { found.append(address) }
      unsafe entry = info.pointee.ai_next
    }
    return found
  }
}
