import Gates
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#endif

/// Why there is no answer.
struct Fault: Error, Hashable {
  /// A sentence's end, without secrets of ours; what a peer said is still in it.
  let words: String
  /// Whether nobody could be reached at all.
  var isUnreachable = false

  init(_ words: String, isUnreachable: Bool = false) {
    self.words = words
    self.isUnreachable = isUnreachable
  }

  static func late(_ what: String, _ limit: Duration, isUnreachable: Bool = false) -> Fault {
    Fault("\(what) within \(limit.words)", isUnreachable: isUnreachable)
  }

  static let cutOff = Fault("the connection was closed before the answer was whole")

  /// Any error of the libraries in our words.
  init(_ error: any Error, timeout: Duration) {
    switch error {
    case let error as Fault: self = error
    case let error as NIOConnectionError: self = Self.of(error)
    case let error as ChannelError: self = Self.of(error, timeout: timeout)
    case let error as HTTPParserError: self = Self.of(error)
    case let error as NIOHTTPDecompression.DecompressionError:
      self = error == .limit ? Fault("the body is too large once it is unpacked") : Fault("the body does not unpack")
    case is NIOHTTPDecompression.ExtraDecompressionError: self = Fault("the body does not unpack")
    case let error as IOError: self = Self.of(errno: error.errnoCode)
    case let error as NIOSSLError: self = Self.of(error)
    case is NIOSSLExtraError: self = Fault("the certificate is not for that host")
    case let error as BoringSSLError: self = Fault("the other side does not speak TLS: \(error)")
    case is CancellationError: self = Fault("it was not waited for")
    default: self = Fault("\(error)")
    }
  }

  private static func of(_ error: NIOConnectionError) -> Fault {
    guard let last = error.connectionErrors.last?.error else {
      return Fault("the host name does not resolve", isUnreachable: true)
    }
    var fault = Fault(last, timeout: .zero)
    fault.isUnreachable = true
    return fault
  }

  private static func of(_ error: ChannelError, timeout: Duration) -> Fault {
    switch error {
    case .connectTimeout(let limit):
      late("no connection", .milliseconds(limit.nanoseconds / 1_000_000), isUnreachable: true)
    case .eof, .ioOnClosedChannel, .alreadyClosed, .inputClosed, .outputClosed: cutOff
    default: Fault("the connection failed: \(error)")
    }
  }

  private static func of(_ error: HTTPParserError) -> Fault {
    switch error {
    case .invalidEOFState, .closedConnection: cutOff
    case .headerOverflow: Fault("the answer's header is too large")
    default: Fault("the answer is not HTTP")
    }
  }

  private static func of(_ error: NIOSSLError) -> Fault {
    switch error {
    case .handshakeFailed(let inner):
      let words = "\(inner)"
      return words.contains("CERTIFICATE_VERIFY_FAILED")
        ? Fault("the certificate is not trusted; name its authority with 'ca'")
        : Fault("the TLS handshake failed: \(words.prefix(120))")
    case .uncleanShutdown: return cutOff
    case .unableToValidateCertificate: return Fault("the certificate is not trusted; name its authority with 'ca'")
    default: return Fault("TLS failed: \("\(error)".prefix(120))")
    }
  }

  private static func of(errno code: Int32) -> Fault {
    switch code {
    case ECONNREFUSED: Fault("nobody listens there: the connection was refused", isUnreachable: true)
    case ECONNRESET, EPIPE: Fault("the connection was cut")
    case EHOSTUNREACH, ENETUNREACH: Fault("there is no way to that host", isUnreachable: true)
    case EMFILE, ENFILE: Fault("no file descriptor is free; raise 'ulimit -n'")
    default: unsafe Fault("the connection failed: \(String(cString: strerror(code)))")
    }
  }
}
