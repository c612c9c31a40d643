import Foundation
import Gates
import Journal

/// Holding the watch, and following the program that holds it.
extension WarRoom {
  var isFollowing: Bool { isWatching && term == nil }

  /// Begins or ends what the holder of the lease does.
  func take(_ standing: WatchStanding, in path: String) {
    let before = state.watchers
    state.watchers = Watchers(following: standing.holder, others: standing.others)
    if !standing.others.isEmpty, before.others != standing.others { unseen = Set(state.health.sources) }
    if standing.term != term {
      standDown()
      if let term = standing.term {
        hold(term, in: path)
      } else {
        recall()
      }
    }
    publish(state)
  }

  /// What has been measured lately, as the holder kept it: the past of a signal is not handed over. Of many signals only
  /// what windows look back to.
  func recall() {
    let now = clock.now()
    let reaches = state.reaches(atLeast: sourceCount < Self.crowd ? .seconds(15 * 60) : .zero)
    guard let kept = try? journal.samples(reaching: reaches, before: now) else { return }
    state.recall(past: state.declared(kept))
  }

  /// Takes in what the holder measured, and what happened since.
  func follow(_ rows: [LiveRow]) {
    let (before, now) = (state.sequence, clock.now())
    catchUp()
    let decoder = JSONDecoder()
    for row in rows {
      let payload = Data(row.payload.utf8)
      switch row.kind {
      case "source":
        guard let dot = row.name.firstIndex(of: "."), let live = try? decoder.decode(LiveSource.self, from: payload)
        else { continue }
        state.follow(Key(AppID(String(row.name[..<dot])), String(row.name[row.name.index(after: dot)...])), live)
      case "evidence":
        guard let seen = try? decoder.decode(EvidenceSeen.self, from: payload) else { continue }
        state.ingest(evidence: row.name, seen)
      case "board":
        guard let theirs = try? decoder.decode(String.self, from: payload) else { continue }
        state.followsOtherBoard = theirs != fingerprint
      case "push":
        guard let trouble = try? decoder.decode(PushTrouble.self, from: payload) else { continue }
        state.follow(trouble)
      default: continue
      }
    }
    state.doubtSilence(at: now)
    state.advance(to: now)
    if !rows.isEmpty || state.sequence != before { publish(state) }
  }

  /// What those who follow have not been told yet; nothing while nobody does.
  func liveRows() -> [LiveRow] {
    guard !state.watchers.others.isEmpty, !unseen.isEmpty else { return [] }
    let encoder = JSONEncoder()
    func row(_ kind: String, _ name: String, _ record: some Encodable) -> LiveRow? {
      guard let payload = try? encoder.encode(record) else { return nil }
      return LiveRow(kind: kind, name: name, payload: String(decoding: payload, as: UTF8.self))
    }
    var rows = unseen.compactMap { key in state.live(key).flatMap { row("source", "\(key)", $0) } }
    rows += state.evidence.compactMap { row("evidence", $0.key, $0.value) }
    if let told = row("board", "", fingerprint) { rows.append(told) }
    if let trouble = state.pushTrouble, let told = row("push", "", trouble) { rows.append(told) }
    unseen = []
    return rows
  }
}
