import Journal

/// Says that this program is alive and sees who else is, on a thread of its own: neither a slow disk under the samples
/// nor a busy engine makes it look dead.
actor WatchKeeper {
  private let path: String
  private let me: Watcher
  private let queue = EngineQueue(label: "gateboard.lease")
  private var store: WatchStore?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe queue.asUnownedSerialExecutor() }

  init(path: String, as actor: String) {
    self.path = path
    me = .this(as: actor, isWatching: true)
  }

  /// Nil where nothing changed, and where the file cannot be asked now: then it is asked again.
  func step() -> WatchStanding? {
    guard let store = try? opened() else { return nil }
    return try? store.step()
  }

  /// What the holder has written since the last time.
  func live() -> [LiveRow] { (try? opened().live()) ?? [] }

  func leave() { store?.leave() }

  private func opened() throws(JournalError) -> WatchStore {
    if let store { return store }
    let opened = try WatchStore(at: path, as: me)
    store = opened
    return opened
  }
}
