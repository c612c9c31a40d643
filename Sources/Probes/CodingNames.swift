import NIOCore
import NIOHTTP1

/// Spells the coding of a body as the one that unpacks it knows it: `GZIP` and `x-gzip` are gzip (RFC 9110, 8.4.1).
final class CodingNames: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data), let found = head.headers.first(name: Self.field) else {
      return context.fireChannelRead(data)
    }
    if head.headers[Self.field].count == 1 {
      let name = found.lowercased()
      head.headers.replaceOrAdd(name: Self.field, value: name == "x-gzip" ? "gzip" : name)
    }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  private static let field = "Content-Encoding"
}
