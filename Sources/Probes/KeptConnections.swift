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

  private struct Resting {
    var of: [Peer: [Kept]] = [:]
    var count = 0
  }

  /// After which a connection that nobody asked over is closed.
  let patience: TimeAmount
  private let most: Int
  private let kept = Mutex(Resting())

  /// - Parameter most: how many may wait; what answers beyond them is closed.
  init(patience: TimeAmount, most: Int) {
    self.patience = patience
    self.most = most
  }

  /// The one that was used last; it is nobody else's until it is given back.
  func take(_ peer: Peer) -> Kept? {
    kept.withLock { resting in
      while let last = resting.of[peer]?.popLast() {
        resting.count -= 1
        if last.channel.isActive { return last }
      }
      return nil
    }
  }

  func give(_ connection: Kept, to peer: Peer) {
    let isKept = kept.withLock { resting in
      guard resting.count < most else { return false }
      resting.of[peer, default: []].append(connection)
      resting.count += 1
      return true
    }
    if !isKept { connection.channel.close(promise: nil) }
  }

  func forget(_ channel: any Channel, to peer: Peer) {
    kept.withLock { resting in
      guard let place = resting.of[peer]?.firstIndex(where: { $0.channel === channel }) else { return }
      resting.of[peer]?.remove(at: place)
      resting.count -= 1
    }
  }
}

/// A kept connection had ended before anything of an answer came: the question may be asked anew.
struct ConnectionWasGone: Error {}
