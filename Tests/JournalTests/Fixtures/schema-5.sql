PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 events');
INSERT INTO grdb_migrations VALUES('2 chain');
INSERT INTO grdb_migrations VALUES('3 samples');
INSERT INTO grdb_migrations VALUES('4 lease');
INSERT INTO grdb_migrations VALUES('5 checkpoints');
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload))
, request_id TEXT, previous TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO event VALUES(1,'2026-11-27T11:29:10.281Z','operator','blocker_filed','{"draft":{"app":"shop","owner":"queue","severity":1,"text":"replay stalls at 11K — \"quoted\" é 漢"},"number":1}',NULL,'0000000000000000000000000000000000000000000000000000000000000000','2238961ca57e6aadd0e0280083af4664dca21881f2d6454db288cfb8f9f2d9a6');
INSERT INTO event VALUES(2,'2026-11-27T11:29:10.325Z','mara','blocker_filed','{"draft":{"owner":"ops","severity":2,"text":"hostile \u001b[2J text"},"number":2}',NULL,'2238961ca57e6aadd0e0280083af4664dca21881f2d6454db288cfb8f9f2d9a6','c686ab3fbdbce7761262e113b6fd57c4a17939ba44b1963f140bfea064e28717');
INSERT INTO event VALUES(3,'2026-11-27T11:29:10.384Z','mara','blocker_resolved','{"note":"fixed","number":1}',NULL,'c686ab3fbdbce7761262e113b6fd57c4a17939ba44b1963f140bfea064e28717','fd19c7027b68faa93f7a3b081f6075fb1126af54d5476d203968c4861088b854');
INSERT INTO event VALUES(4,'2026-11-27T11:29:10.479Z','gateboard','source_moved','{"answers":false,"because":"nothing pushed yet","source":{"app":"shop","name":"seeds"}}',NULL,'fd19c7027b68faa93f7a3b081f6075fb1126af54d5476d203968c4861088b854','2a84a086b5e751897a5bdf004285ea8c73eb6ccd94e5a14733ba4272f0115d51');
INSERT INTO event VALUES(5,'2026-11-27T11:29:10.480Z','lena','ruling_recorded','{"app":"shop","overrides":"unknown","ruling":{"allows":"canary","conditions":[],"kind":"GO","scope":""},"why":"list follows"}',NULL,'2a84a086b5e751897a5bdf004285ea8c73eb6ccd94e5a14733ba4272f0115d51','ed47f12a31b11a696cad22370ddc942502c346bdabb5cb5b823af99716c2eb54');
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
INSERT INTO inbox VALUES(1,'shop','inbox_placement',0.96999999999999997335,NULL,NULL,'2026-11-27T11:29:10.514Z',NULL,NULL);
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
INSERT INTO lease VALUES(1,1,'6b4e6d535b23b4cd01934c5c4f702b0');
CREATE TABLE event_epoch (
  sequence INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL
) STRICT;
INSERT INTO event_epoch VALUES(4,1);
CREATE TABLE live (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  payload TEXT NOT NULL,
  batch INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT;
CREATE TABLE checkpoint (
  sequence INTEGER PRIMARY KEY,
  rules TEXT NOT NULL,
  hash TEXT NOT NULL,
  fold TEXT NOT NULL
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('event',5);
INSERT INTO sqlite_sequence VALUES('inbox',1);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event
  WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event)
    OR NEW.previous IS NOT coalesce((SELECT hash FROM event ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
    OR length(NEW.hash) IS NOT 64
  BEGIN SELECT RAISE(ABORT, 'an event of this journal has the next number and the hash of the last; a gateboard of this version or a later one writes it'); END;
CREATE VIEW v_sample AS
  SELECT strftime('%Y-%m-%dT%H:%M:%fZ', (sample.id >> 20) / 1000.0, 'unixepoch') AS at, app, name AS signal,
    value, unit, request_id
  FROM sample JOIN signal ON signal.id = sample.id & 1048575;
CREATE VIEW v_sample_minute AS
  SELECT strftime('%Y-%m-%dT%H:%MZ', (sample_minute.id >> 20) * 60, 'unixepoch') AS minute, app, name AS signal,
    count, missing, min, max, mean, last, unit
  FROM sample_minute JOIN signal ON signal.id = sample_minute.id & 1048575;
CREATE INDEX inbox_waiting ON inbox (id) WHERE taken_at IS NULL;
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
CREATE VIEW v_board AS
  SELECT app, gate, ruling, scope, posture, status, readiness, why, conflict,
    (SELECT count(*) FROM v_breach WHERE v_breach.app = app_now.app AND recovered_at IS NULL) AS breaches,
    (SELECT count(*) FROM v_blocker WHERE v_blocker.app = app_now.app AND state = 'open') AS blockers,
    (SELECT as_of FROM watch_now) AS as_of
  FROM app_now ORDER BY position;
CREATE VIEW v_deadline AS
  SELECT deadline, title, at, state, missing, reasons, (SELECT as_of FROM watch_now) AS as_of
  FROM deadline_now ORDER BY at, deadline;
CREATE TRIGGER event_epoch_is_never_changed BEFORE UPDATE ON event_epoch
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_epoch_is_never_deleted BEFORE DELETE ON event_epoch
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE VIEW v_watcher AS
  SELECT watcher.actor, watcher.host, watcher.pid, watcher.since,
    CASE WHEN lease.token = watcher.token THEN 'holds' ELSE 'follows' END AS role, lease.epoch
  FROM watcher JOIN lease WHERE watcher.is_watching = 1 ORDER BY watcher.since;
COMMIT;
