PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 events');
INSERT INTO grdb_migrations VALUES('3 samples');
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload))
) STRICT;
INSERT INTO event VALUES(1,'2026-11-24T07:15:31.772Z','sam','watch_started','{"board":"Schema 3"}');
INSERT INTO event VALUES(2,'2026-11-24T07:15:32.775Z','gateboard','source_moved','{"answers":false,"because":"nothing pushed yet","source":{"app":"shop","name":"seeds"}}');
INSERT INTO event VALUES(3,'2026-11-24T07:15:32.775Z','gateboard','criterion_moved','{"because":"Legal has not signed legal.tos","criterion":{"app":"shop","name":"tos"},"from":"unknown","to":"pending"}');
INSERT INTO event VALUES(4,'2026-11-24T07:15:34.783Z','gateboard','source_moved','{"answers":true,"because":"pushed","source":{"app":"shop","name":"seeds"}}');
INSERT INTO event VALUES(5,'2026-11-24T07:15:34.783Z','gateboard','guardrail_moved','{"because":"p95 143ms > 120ms","from":"inactive","guardrail":{"app":"shop","name":"p95"},"since":"2026-11-24T07:15:34.782Z","to":"pending"}');
INSERT INTO event VALUES(6,'2026-11-24T07:15:34.783Z','gateboard','criterion_moved','{"because":"p95 143ms > 120ms","criterion":{"app":"shop","name":"latency"},"from":"unknown","to":"fail"}');
INSERT INTO event VALUES(7,'2026-11-24T07:15:36.782Z','gateboard','guardrail_moved','{"because":"p95 143ms > 120ms","from":"pending","guardrail":{"app":"shop","name":"p95"},"since":"2026-11-24T07:15:34.782Z","to":"breached"}');
INSERT INTO event VALUES(8,'2026-11-24T07:15:37.820Z','sam','blocker_filed','{"draft":{"app":"shop","eta":"2026-11-24T23:59:00.000Z","owner":"queue","severity":1,"text":"replay stalls at 11K — \"quoted\" é 漢"},"number":1}');
INSERT INTO event VALUES(9,'2026-11-24T07:15:37.883Z','mara','blocker_filed','{"draft":{"app":"shop","owner":"ops","severity":2,"text":"hostile \u001b[2J text"},"number":2}');
INSERT INTO event VALUES(10,'2026-11-24T07:15:37.940Z','mara','blocker_resolved','{"note":"fixed","number":1}');
INSERT INTO event VALUES(11,'2026-11-24T07:15:37.981Z','sam','blocker_reopened','{"number":1,"why":"it stalls again"}');
INSERT INTO event VALUES(12,'2026-11-24T07:15:38.032Z','lena','ruling_recorded','{"app":"shop","overrides":"fail","ruling":{"allows":"canary","conditions":[],"kind":"GO","scope":""},"why":"list follows"}');
INSERT INTO event VALUES(13,'2026-11-24T07:15:38.089Z','lena','approval_signed','{"item":"legal.tos","role":"Legal","statement":"ToS version 4"}');
INSERT INTO event VALUES(14,'2026-11-24T07:15:38.091Z','gateboard','criterion_moved','{"because":"Legal: lena at 07:15","criterion":{"app":"shop","name":"tos"},"from":"pending","to":"pass"}');
INSERT INTO event VALUES(15,'2026-11-24T07:15:38.138Z','mara','delivered','{"deadline":"checkpoint","deliverable":"KPI deltas","due":"2026-11-25T09:00:00.000Z","evidence":{"path":"kpi.csv","sha256":"84ea2fa93c3042a79a9ceddb723b7eb0cd02761ad8b208281ce71e7ff7ede967"},"note":""}');
CREATE TABLE signal (
  id INTEGER PRIMARY KEY CHECK (id < 1048576),
  app TEXT NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  UNIQUE (app, name, unit)
) STRICT;
INSERT INTO signal VALUES(1,'shop','placement','ratio');
INSERT INTO signal VALUES(2,'shop','p95','ms');
INSERT INTO signal VALUES(3,'shop','mode','text');
CREATE TABLE sample (
  id INTEGER PRIMARY KEY,
  value ANY,
  request_id TEXT
) STRICT;
INSERT INTO sample VALUES(1882722963037356033,0.96999999999999997335,'r-7');
INSERT INTO sample VALUES(1882722963037356034,143.0,'r-7');
INSERT INTO sample VALUES(1882722963037356035,'primary','r-7');
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
INSERT INTO inbox VALUES(1,'shop','placement',0.96999999999999997335,'2026-11-24T07:15:34.757Z','r-7','2026-11-24T07:15:34.757Z','2026-11-24T07:15:34.782Z',NULL);
INSERT INTO inbox VALUES(2,'shop','p95',143.0,'2026-11-24T07:15:34.757Z','r-7','2026-11-24T07:15:34.757Z','2026-11-24T07:15:34.782Z',NULL);
INSERT INTO inbox VALUES(3,'shop','mode','primary','2026-11-24T07:15:34.757Z','r-7','2026-11-24T07:15:34.757Z','2026-11-24T07:15:34.782Z',NULL);
INSERT INTO inbox VALUES(4,'shop','placement','lots',NULL,NULL,'2026-11-24T07:15:38.145Z','2026-11-24T07:15:38.294Z','shop.placement is ''lots'', expected a ratio');
CREATE TABLE watch_now (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  board TEXT NOT NULL,
  as_of TEXT NOT NULL
) STRICT;
INSERT INTO watch_now VALUES(1,'Schema 3','2026-11-24T07:15:41.157Z');
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
INSERT INTO app_now VALUES(0,'shop','S','GO','','none','HOLD','fail','P95 within 120 ms: p95 143ms > 120ms','GO allows canary, but p95 is breached');
CREATE TABLE deadline_now (
  deadline TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  missing INTEGER NOT NULL,
  reasons TEXT NOT NULL
) STRICT;
INSERT INTO deadline_now VALUES('checkpoint','Daily checkpoint','2026-11-25T09:00:00.000Z','AT RISK',0,'B-2 has no ETA; 1 of 1 delivered');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('event',15);
INSERT INTO sqlite_sequence VALUES('inbox',4);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
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
COMMIT;
