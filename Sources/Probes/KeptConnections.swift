import NIOCore
import Synchronization

/// Plain connections that answered well and wait for the next question, by whom they lead to.
///
/// Only where nothing of the connection is measured: one that is kept knows neither how long a new one takes nor that a
/// certificate was exchanged.
final class KeptConnections: Sendable {
  struct Kept: Sendable {
    let channel: any Channel
    let conversation: NIOLoopBound<HTTPConversation>
  }

  /// After which a connection that nobody asked over is closed.
  let patience: TimeAmount

  init(patience: TimeAmount) { self.patience = patience }

  private let kept = Mutex<[Peer: [Kept]]>([:])

  /// The one that was used last; it is nobody else's until it is given back.
  func take(_ peer: Peer) -> Kept? {
    kept.withLock { all in
      var own = all[peer] ?? []
      defer { all[peer] = own.isEmpty ? nil : own }
      while let last = own.popLast() {
        if last.channel.isActive { return last }
      }
      return nil
    }
  }

  func give(_ connection: Kept, to peer: Peer) { kept.withLock { $0[peer, default: []].append(connection) } }

  func forget(_ channel: any Channel, to peer: Peer) {
    kept.withLock { all in
      all[peer]?.removeAll { $0.channel === channel }
      if all[peer]?.isEmpty == true { all[peer] = nil }
    }
  }
}

/// A kept connection had ended before anything of an answer came: the question may be asked anew.
struct ConnectionWasGone: Error {}
