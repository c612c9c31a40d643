import CHeap
import Dashboard
import Dispatch
import Synchronization
import Terminal

/// Works out beside the screen what follows from the states of a crowded board. Of those that wait the newest counts:
/// what it follows from holds what was in the others.
final class DerivationQueue: Sendable {
  private struct Line {
    var wanted: Derivable?
    var hasBegun = false
    /// Whether one is being worked out, or is and has not been shown yet: there are never more than two at once.
    var isBusy = false
    /// What the screen shows no more. To take thousands of parts apart would hold its keys up.
    var old: [Derivation] = []
  }

  private let line = Mutex(Line())
  private let thread = DispatchQueue(label: "derivations")
  private let mailbox: Mailbox
  private let waker: Waker

  init(mailbox: Mailbox, waker: Waker) {
    self.mailbox = mailbox
    self.waker = waker
  }

  func put(_ wanted: Derivable) {
    let isFirst = line.withLock { line in
      line.wanted = wanted
      defer { line.hasBegun = true }
      return !line.hasBegun
    }
    // Of a large board the start leaves much behind: what its file was read from, and an alert for each guardrail whose
    // source has not been asked yet. It is a quarter of all memory, and would be for the whole night.
    if isFirst { thread.asyncAfter(deadline: .now() + .seconds(20)) { gb_give_back_heap() } }
    goOn()
  }

  /// An answer is shown, and these are no more. They are taken away from the caller: who lets go last takes them apart.
  func shown(insteadOf old: inout [Derivation]) {
    guard !old.isEmpty else { return }
    line.withLock { line in
      line.old += old
      old = []
      line.isBusy = false
    }
    thread.async { self.clear() }
    goOn()
  }

  private func clear() {
    var old: [Derivation] = []
    line.withLock { swap(&$0.old, &old) }
  }

  private func goOn() {
    let next = line.withLock { line -> Derivable? in
      guard !line.isBusy, let wanted = line.wanted else { return nil }
      (line.wanted, line.isBusy) = (nil, true)
      return wanted
    }
    guard let next else { return }
    thread.async {
      self.mailbox.put(.derived(next.derived()))
      self.waker.wake()
    }
  }
}
