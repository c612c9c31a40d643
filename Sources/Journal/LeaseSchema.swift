import GRDB

/// The tables by which several programs share one journal. docs/watching.md describes them.
enum LeaseSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("4 lease") { try $0.execute(sql: tables) }
  }

  /// `beat` is milliseconds of the machine's uptime, sleep included: it is compared within one `boot` only, and no
  /// wall clock that is set moves it.
  private static let tables = """
    CREATE TABLE watcher (
      token TEXT PRIMARY KEY,
      actor TEXT NOT NULL,
      host TEXT NOT NULL,
      pid INTEGER NOT NULL,
      pid_space TEXT NOT NULL,
      boot TEXT NOT NULL,
      since TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      is_watching INTEGER NOT NULL,
      beat INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE lease (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      epoch INTEGER NOT NULL,
      token TEXT NOT NULL
    ) STRICT;
    INSERT INTO lease (id, epoch, token) VALUES (1, 0, '');
    CREATE TABLE event_epoch (
      sequence INTEGER PRIMARY KEY,
      epoch INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER event_epoch_is_never_changed BEFORE UPDATE ON event_epoch
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER event_epoch_is_never_deleted BEFORE DELETE ON event_epoch
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TABLE live (
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      payload TEXT NOT NULL,
      batch INTEGER NOT NULL,
      PRIMARY KEY (kind, name)
    ) STRICT;
    CREATE VIEW v_watcher AS
      SELECT watcher.actor, watcher.host, watcher.pid, watcher.since,
        CASE WHEN lease.token = watcher.token THEN 'holds' ELSE 'follows' END AS role, lease.epoch
      FROM watcher JOIN lease WHERE watcher.is_watching = 1 ORDER BY watcher.since;
    """
}
