import GRDB

/// The tables and views of samples, pushed rows and the board as it stands. docs/samples.md describes them.
enum SampleSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("3 samples") { database in
      try database.execute(sql: samples)
      try database.execute(sql: inbox)
      try database.execute(sql: standing)
      try database.execute(sql: breaches)
      try database.execute(sql: blockers)
      try database.execute(sql: boards)
    }
  }

  /// The number of a sample is its instant and its signal in one, so that a batch goes to the end of the tree, whose
  /// pages stay full, and an old minute leaves in one piece. ``SampleNumber`` makes and reads it.
  private static let samples = """
    CREATE TABLE signal (
      id INTEGER PRIMARY KEY CHECK (id < 1048576),
      app TEXT NOT NULL,
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      UNIQUE (app, name, unit)
    ) STRICT;
    CREATE TABLE sample (
      id INTEGER PRIMARY KEY,
      value ANY,
      request_id TEXT
    ) STRICT;
    CREATE TABLE sample_minute (
      id INTEGER PRIMARY KEY,
      count INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      min REAL,
      max REAL,
      mean REAL,
      sketch BLOB,
      last TEXT
    ) STRICT;
    CREATE VIEW v_sample AS
      SELECT strftime('%Y-%m-%dT%H:%M:%fZ', (sample.id >> 20) / 1000.0, 'unixepoch') AS at, app, name AS signal,
        value, unit, request_id
      FROM sample JOIN signal ON signal.id = sample.id & 1048575;
    CREATE VIEW v_sample_minute AS
      SELECT strftime('%Y-%m-%dT%H:%MZ', (sample_minute.id >> 20) * 60, 'unixepoch') AS minute, app, name AS signal,
        count, missing, min, max, mean, last, unit
      FROM sample_minute JOIN signal ON signal.id = sample_minute.id & 1048575;
    """

  private static let inbox = """
    CREATE TABLE inbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      app TEXT NOT NULL,
      signal TEXT NOT NULL,
      value ANY,
      at TEXT,
      request_id TEXT,
      pushed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      taken_at TEXT,
      problem TEXT
    ) STRICT;
    CREATE INDEX inbox_waiting ON inbox (id) WHERE taken_at IS NULL;
    """

  private static let standing = """
    CREATE TABLE watch_now (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      board TEXT NOT NULL,
      as_of TEXT NOT NULL
    ) STRICT;
    CREATE TABLE app_now (
      position INTEGER PRIMARY KEY,
      app TEXT NOT NULL,
      gate TEXT,
      ruling TEXT NOT NULL,
      scope TEXT NOT NULL,
      posture TEXT NOT NULL,
      status TEXT NOT NULL,
      readiness TEXT NOT NULL,
      why TEXT,
      conflict TEXT
    ) STRICT;
    CREATE TABLE deadline_now (
      deadline TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      at TEXT NOT NULL,
      state TEXT NOT NULL,
      missing INTEGER NOT NULL,
      reasons TEXT NOT NULL
    ) STRICT;
    """

  /// A breach that comes back while it recovers is the same breach; one acknowledgement settles all before it.
  private static let breaches = """
    CREATE VIEW v_breach AS
      WITH move AS (
        SELECT sequence, at, payload->'guardrail'->>'app' AS app, payload->'guardrail'->>'name' AS guardrail,
          payload->>'from' AS was, payload->>'to' AS became, payload->>'since' AS since, payload->>'because' AS because
        FROM event WHERE kind = 'guardrail_moved'
      ), acknowledgement AS (
        SELECT sequence, at, actor, payload->'guardrail'->>'app' AS app, payload->'guardrail'->>'name' AS guardrail
        FROM event WHERE kind = 'breach_acknowledged'
      ), breach AS (
        SELECT move.*,
          (SELECT min(later.sequence) FROM move AS later WHERE later.app = move.app
            AND later.guardrail = move.guardrail AND later.became = 'inactive' AND later.sequence > move.sequence) AS ended,
          (SELECT min(later.sequence) FROM acknowledgement AS later WHERE later.app = move.app
            AND later.guardrail = move.guardrail AND later.sequence > move.sequence) AS seen
        FROM move WHERE became = 'breached' AND was <> 'recovering'
      )
      SELECT app, guardrail, since, at AS breached_at, because,
        (SELECT at FROM event WHERE sequence = ended) AS recovered_at,
        (SELECT actor FROM event WHERE sequence = seen) AS acknowledged_by,
        (SELECT at FROM event WHERE sequence = seen) AS acknowledged_at
      FROM breach ORDER BY sequence;
    """

  /// Instants are texts of one length in UTC, so that they compare as they stand.
  private static let blockers = """
    CREATE VIEW v_blocker AS
      WITH draft AS (
        SELECT sequence, at, actor, payload->>'number' AS number, payload->'draft' AS draft,
          payload->'draft'->>'eta' AS eta,
          lag(payload->'draft'->>'eta') OVER (PARTITION BY payload->>'number' ORDER BY sequence) AS earlier
        FROM event WHERE kind IN ('blocker_filed', 'blocker_edited')
      ), turn AS (
        SELECT sequence, at, actor, kind, payload->>'number' AS number, payload->>'note' AS note
        FROM event WHERE kind IN ('blocker_resolved', 'blocker_reopened')
      ), filed AS (
        SELECT payload->>'number' AS number, at, actor,
          (SELECT max(draft.sequence) FROM draft WHERE draft.number = payload->>'number') AS newest,
          (SELECT max(turn.sequence) FROM turn WHERE turn.number = payload->>'number') AS turned
        FROM event WHERE kind = 'blocker_filed'
      )
      SELECT 'B-' || filed.number AS blocker,
        CASE WHEN turn.kind = 'blocker_resolved' THEN 'resolved' ELSE 'open' END AS state,
        draft.draft->>'app' AS app, draft.draft->>'deadline' AS deadline, draft.draft->>'text' AS text,
        draft.draft->>'owner' AS owner, draft.draft->>'severity' AS severity, draft.eta AS eta,
        (SELECT count(*) FROM draft AS slip WHERE slip.number = filed.number AND slip.eta > slip.earlier) AS slips,
        filed.actor AS filed_by, filed.at AS filed_at,
        CASE WHEN turn.kind = 'blocker_resolved' THEN turn.actor END AS resolved_by,
        CASE WHEN turn.kind = 'blocker_resolved' THEN turn.at END AS resolved_at,
        CASE WHEN turn.kind = 'blocker_resolved' THEN turn.note END AS note
      FROM filed JOIN draft ON draft.sequence = filed.newest LEFT JOIN turn ON turn.sequence = filed.turned
      ORDER BY filed.number;
    """

  private static let boards = """
    CREATE VIEW v_board AS
      SELECT app, gate, ruling, scope, posture, status, readiness, why, conflict,
        (SELECT count(*) FROM v_breach WHERE v_breach.app = app_now.app AND recovered_at IS NULL) AS breaches,
        (SELECT count(*) FROM v_blocker WHERE v_blocker.app = app_now.app AND state = 'open') AS blockers,
        (SELECT as_of FROM watch_now) AS as_of
      FROM app_now ORDER BY position;
    CREATE VIEW v_deadline AS
      SELECT deadline, title, at, state, missing, reasons, (SELECT as_of FROM watch_now) AS as_of
      FROM deadline_now ORDER BY at, deadline;
    """
}
