import Journal
import Probes

/// Says that this program is alive and sees who else is, on a thread of its own: neither a slow disk under the samples
/// nor a busy engine makes it look dead.
actor WatchKeeper {
  private let path: String
  private let me: Watcher
  let thread = LoopThread()
  private var store: WatchStore?
  /// How often the file is looked at, in real time: who follows shows within a second what happened, and who holds the
  /// watch only wants to know who else is there.
  private static let look = (following: Duration.milliseconds(400), holding: Duration.milliseconds(900))

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.serial }

  init(path: String, as actor: String) {
    self.path = path
    me = .this(as: actor, isWatching: true)
  }

  /// Joins those who watch, and holds the watch or follows, until the task is cancelled.
  func keep(for room: WarRoom) async {
    var isFollowing = false
    while !Task.isCancelled {
      if let standing = step() {
        isFollowing = standing.term == nil
        await room.take(standing, in: path)
      }
      if isFollowing { await room.follow(live()) }
      await thread.pause(isFollowing ? Self.look.following : Self.look.holding)
    }
    store?.leave()
  }

  /// Nil where nothing changed, and where the file cannot be asked now: then it is asked again.
  private func step() -> WatchStanding? {
    guard let store = try? opened() else { return nil }
    return try? store.step()
  }

  /// What the holder has written since the last time.
  private func live() -> [LiveRow] { (try? opened().live()) ?? [] }

  private func opened() throws(JournalError) -> WatchStore {
    if let store { return store }
    let opened = try WatchStore(at: path, as: me)
    store = opened
    return opened
  }
}
