import GRDB

/// The journal's tables, by numbered migrations: what was released is never changed, only added to.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 events") { database in
      try database.execute(
        sql: """
          CREATE TABLE event (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL CHECK (json_valid(payload))
          ) STRICT;
          CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
          CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
          """)
    }
    ChainSchema.register(in: &migrator)
    SampleSchema.register(in: &migrator)
    LeaseSchema.register(in: &migrator)
    CheckpointSchema.register(in: &migrator)
    return migrator
  }
}
