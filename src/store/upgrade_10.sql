-- From version 9: treatments may be programs of somebody's objects, and these are kept.  A check
-- cannot be changed in place: the table is made anew beside the old one (upgrade_6.sql).

CREATE TABLE treatment_10 (
	id        INTEGER PRIMARY KEY,
	run       TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number    INTEGER NOT NULL CHECK (number >= 0),
	name      TEXT NOT NULL CHECK (name <> ''),
	kind      TEXT NOT NULL CHECK (kind IN ('sham', 'builtin', 'delay', 'object')),
	mechanism TEXT NOT NULL,
	program   TEXT NOT NULL,
	threads   INTEGER NOT NULL CHECK (threads > 0),
	programs  INTEGER NOT NULL CHECK (programs > 0),
	UNIQUE (run, number),
	UNIQUE (run, name),
	UNIQUE (run, id)
) STRICT;
INSERT INTO treatment_10 (id, run, number, name, kind, mechanism, program, threads, programs)
	SELECT id, run, number, name, kind, mechanism, program, threads, programs
	FROM treatment ORDER BY id;
DROP TABLE treatment;
ALTER TABLE treatment_10 RENAME TO treatment;

CREATE TABLE object (
	id     INTEGER PRIMARY KEY,
	run    TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number INTEGER NOT NULL CHECK (number >= 0),
	name   TEXT NOT NULL CHECK (name <> ''),
	sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
	bytes  BLOB NOT NULL,
	UNIQUE (run, number)
) STRICT;
