PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 events');
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload))
) STRICT;
INSERT INTO event VALUES(1,'2026-11-24T07:16:15.815Z','sam','watch_started','{"board":"Schema 1"}');
INSERT INTO event VALUES(2,'2026-11-24T07:16:16.819Z','gateboard','criterion_moved','{"because":"Legal has not signed legal.tos","criterion":{"app":"shop","name":"tos"},"from":"unknown","to":"pending"}');
INSERT INTO event VALUES(3,'2026-11-24T07:16:18.768Z','gateboard','source_moved','{"answers":false,"because":"nobody listens there: the connection was refused","source":{"app":"shop","name":"health"}}');
INSERT INTO event VALUES(4,'2026-11-24T07:16:21.811Z','sam','blocker_filed','{"draft":{"app":"shop","eta":"2026-11-24T23:59:00.000Z","owner":"queue","severity":1,"text":"replay stalls at 11K — \"quoted\" é 漢"},"number":1}');
INSERT INTO event VALUES(5,'2026-11-24T07:16:21.875Z','mara','blocker_filed','{"draft":{"app":"shop","owner":"ops","severity":2,"text":"hostile \u001b[2J text"},"number":2}');
INSERT INTO event VALUES(6,'2026-11-24T07:16:21.936Z','mara','blocker_resolved','{"note":"fixed","number":1}');
INSERT INTO event VALUES(7,'2026-11-24T07:16:21.995Z','sam','blocker_reopened','{"number":1,"why":"it stalls again"}');
INSERT INTO event VALUES(8,'2026-11-24T07:16:24.064Z','lena','ruling_recorded','{"app":"shop","overrides":"unknown","ruling":{"allows":"canary","conditions":[],"kind":"GO","scope":""},"why":"list follows"}');
INSERT INTO event VALUES(9,'2026-11-24T07:16:24.127Z','lena','approval_signed','{"item":"legal.tos","role":"Legal","statement":"ToS version 4"}');
INSERT INTO event VALUES(10,'2026-11-24T07:16:24.130Z','gateboard','criterion_moved','{"because":"Legal: lena at 07:16","criterion":{"app":"shop","name":"tos"},"from":"pending","to":"pass"}');
INSERT INTO event VALUES(11,'2026-11-24T07:16:24.181Z','mara','delivered','{"deadline":"checkpoint","deliverable":"KPI deltas","due":"2026-11-25T09:00:00.000Z","evidence":{"path":"kpi.csv","sha256":"84ea2fa93c3042a79a9ceddb723b7eb0cd02761ad8b208281ce71e7ff7ede967"},"note":""}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('event',11);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
COMMIT;
