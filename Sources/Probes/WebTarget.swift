import Foundation
import Gates

/// Where an HTTP question goes: the parts of a URL that a connection and a request line need.
struct WebTarget: Hashable, Sendable {
  let isSecure: Bool
  /// Lower-case, without brackets.
  let host: String
  let port: Int
  /// Path and query, percent-encoded: what stands in the request line.
  let path: String

  /// Nil where the text is no http or https URL with a host, or holds what no request line may.
  init?(_ text: String) {
    guard let url = URL(string: text) else { return nil }
    self.init(url)
  }

  private init?(_ url: URL) {
    let scheme = url.scheme?.lowercased()
    guard scheme == "http" || scheme == "https", let host = url.host(percentEncoded: false), !host.isEmpty else {
      return nil
    }
    isSecure = scheme == "https"
    self.host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    port = url.port ?? (isSecure ? 443 : 80)
    let path = url.path(percentEncoded: true)
    self.path = (path.isEmpty ? "/" : path) + (url.query(percentEncoded: true).map { "?\($0)" } ?? "")
    let isClean =
      self.path.utf8.allSatisfy { (33...126).contains($0) } && self.host.utf8.allSatisfy { (33...126).contains($0) }
    guard isClean, (1...65_535).contains(port) else { return nil }
  }

  /// Where a `Location` leads from here; nil where it is no address.
  func following(_ location: String) -> WebTarget? {
    guard location.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 }), let base = URL(string: words),
      let url = URL(string: location, relativeTo: base)
    else { return nil }
    return WebTarget(url.absoluteURL)
  }

  /// The host as a `Host` header has it.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  private var words: String { (isSecure ? "https://" : "http://") + authority + path }

  /// Whether both are the same server over the same sort of connection: to no other does a credential go.
  func isSameOrigin(as other: WebTarget) -> Bool {
    isSecure == other.isSecure && host == other.host && port == other.port
  }
}
