import Gates
import NIOCore
import NIOSSL
import NIOTLS

/// Refuses a certificate that does not name the host that was asked for, before anything is said to it.
///
/// SwiftNIO's own check also takes the address that the name resolved to, and a common name: whoever answers DNS falsely
/// could show a certificate of its own address. A name is proved by a DNS name alone (RFC 9525, 6.2 and 6.3).
final class NameCheck: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let host: String

  init(_ host: String) { self.host = host }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case .handshakeCompleted? = event as? TLSUserEvent else {
      return context.fireUserInboundEventTriggered(event)
    }
    let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
    guard let names = handler?.peerCertificate?.dnsNames, names.contains(where: { Self.name($0, covers: host) }) else {
      context.fireErrorCaught(Fault("the certificate is not for that host"))
      return context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Whether a certificate's name is that of a host; `*` stands for one whole label, the first.
  static func name(_ name: String, covers host: String) -> Bool {
    func labels(_ text: String) -> [Substring] {
      (text.hasSuffix(".") ? text.dropLast() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
    }
    let (presented, wanted) = (labels(name.lowercased()), labels(host.lowercased()))
    guard presented.count == wanted.count, !wanted.contains(where: \.isEmpty) else { return false }
    let isWild = presented.first == "*" && presented.count > 2
    return presented.dropFirst(isWild ? 1 : 0).elementsEqual(wanted.dropFirst(isWild ? 1 : 0))
  }
}

extension NIOSSLCertificate {
  /// The DNS names among the certificate's alternative names.
  fileprivate var dnsNames: [String] {
    _subjectAlternativeNames().filter { $0.nameType == .dnsName }.map { String(decoding: $0.contents, as: UTF8.self) }
  }
}

extension Fault {
  /// Where a handshake failed and the other side's certificate is out of its time: whoever verifies it says only that it
  /// is not trusted.
  static func ofCertificate(after error: any Error, _ context: ChannelHandlerContext) -> Fault? {
    guard case .handshakeFailed? = error as? NIOSSLError,
      let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self),
      let certificate = handler.peerCertificate
    else { return nil }
    let begin = Instant(milliseconds: Int64(certificate.notValidBefore) * 1000)
    let end = Instant(milliseconds: Int64(certificate.notValidAfter) * 1000)
    if end < SystemTime.now { return Fault("the certificate ended at \(end.utcSeconds)") }
    return begin > SystemTime.now ? Fault("the certificate begins at \(begin.utcSeconds)") : nil
  }
}
