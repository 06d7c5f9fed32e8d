-- From version 5: a machine's boot becomes a cell, and what was keyed by the run alone is keyed by
-- the run's cell.  The tables are as version 6 had them, whatever schema.sql says by now.  Tables
-- that others refer to are made anew beside the old one, which keeps the references
-- (https://sqlite.org/lang_altertable.html, section 7).  adopt.sql fills in the rest.

CREATE TABLE cell (
	id           INTEGER PRIMARY KEY,
	run          TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number       INTEGER NOT NULL CHECK (number >= 0),
	target       TEXT,
	kernel       TEXT,
	architecture TEXT,
	timing       TEXT CHECK (timing IN ('counted', 'timed')),
	boot         INTEGER NOT NULL CHECK (boot >= 0),
	cpus         INTEGER CHECK (cpus > 0),
	state        TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed')),
	reason       TEXT,
	facts        TEXT CHECK (json_type(facts) = 'object'),
	CHECK (state <> 'failed' OR reason IS NOT NULL),
	UNIQUE (run, number),
	UNIQUE (run, id)
) STRICT;

CREATE TABLE treatment (
	id        INTEGER PRIMARY KEY,
	run       TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number    INTEGER NOT NULL CHECK (number >= 0),
	name      TEXT NOT NULL CHECK (name <> ''),
	kind      TEXT NOT NULL CHECK (kind IN ('sham', 'builtin', 'delay')),
	mechanism TEXT NOT NULL,
	program   TEXT NOT NULL,
	threads   INTEGER NOT NULL CHECK (threads > 0),
	programs  INTEGER NOT NULL CHECK (programs > 0),
	UNIQUE (run, number),
	UNIQUE (run, name),
	UNIQUE (run, id)
) STRICT;

-- A machine's first boot keeps the machine's number; a run without one was killed while it booted.
INSERT INTO cell (id, run, number, boot, facts)
	SELECT id, run, row_number() OVER (PARTITION BY run ORDER BY id) - 1, 0, facts FROM machine;
INSERT INTO cell (run, number, boot)
	SELECT id, 0, 0 FROM run WHERE id NOT IN (SELECT run FROM cell) ORDER BY number;

CREATE TEMP TABLE boot_cell AS
	SELECT run, machine, boot, NULL AS cell FROM visit WHERE boot > 0
	GROUP BY run, machine, boot ORDER BY min(id);
UPDATE temp.boot_cell SET cell = rowid + (SELECT coalesce(max(id), 0) FROM cell);
INSERT INTO cell (id, run, number, boot, facts)
	SELECT boot_cell.cell, boot_cell.run, row_number() OVER (PARTITION BY boot_cell.run
			ORDER BY boot_cell.cell) - 1
			+ (SELECT count(*) FROM cell WHERE cell.run = boot_cell.run),
		boot_cell.boot, cell.facts
	FROM temp.boot_cell JOIN cell ON cell.id = boot_cell.machine;

CREATE TABLE plan_6 (
	run      TEXT NOT NULL,
	cell     INTEGER NOT NULL,
	workload TEXT NOT NULL,
	plan     TEXT NOT NULL CHECK (json_valid(plan)),
	PRIMARY KEY (run, cell, workload),
	FOREIGN KEY (run, cell) REFERENCES cell (run, id) ON DELETE CASCADE
) STRICT;
INSERT INTO plan_6 (run, cell, workload, plan)
	SELECT plan.run, cell.id, workload, plan
	FROM plan JOIN cell ON cell.run = plan.run AND cell.number = 0 ORDER BY plan.rowid;
DROP TABLE plan;
ALTER TABLE plan_6 RENAME TO plan;

CREATE TABLE configuration_6 (
	id         INTEGER PRIMARY KEY,
	run        TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	treatment  INTEGER,
	name       TEXT NOT NULL CHECK (name <> ''),
	mechanism  TEXT NOT NULL,
	program    TEXT NOT NULL,
	statistics INTEGER NOT NULL CHECK (statistics IN (0, 1)),
	delay_ns   REAL CHECK (delay_ns >= 0),
	UNIQUE (run, name),
	UNIQUE (run, id),
	FOREIGN KEY (run, treatment) REFERENCES treatment (run, id) ON DELETE CASCADE
) STRICT;
INSERT INTO configuration_6 (id, run, name, mechanism, program, statistics)
	SELECT id, run, name, mechanism, program, statistics FROM configuration;
DROP TABLE configuration;
ALTER TABLE configuration_6 RENAME TO configuration;

CREATE TABLE visit_6 (
	id        INTEGER PRIMARY KEY,
	run       TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	workload  TEXT NOT NULL CHECK (workload <> ''),
	cell      INTEGER NOT NULL,
	block     INTEGER NOT NULL CHECK (block >= 0),
	position  INTEGER NOT NULL CHECK (position >= 0),
	baseline  INTEGER NOT NULL CHECK (baseline IN (0, 1)),
	mechanism TEXT NOT NULL,
	program   TEXT NOT NULL,
	hook      TEXT NOT NULL,
	state     TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'dropped')),
	reason    TEXT,
	proof     TEXT CHECK (proof IS NULL OR json_valid(proof)),
	CHECK (state <> 'dropped' OR reason IS NOT NULL),
	FOREIGN KEY (run, cell) REFERENCES cell (run, id) ON DELETE CASCADE
) STRICT;
INSERT INTO visit_6 (id, run, workload, cell, block, position, baseline, mechanism, program, hook,
		state, reason, proof)
	SELECT id, visit.run, workload, coalesce(boot_cell.cell, visit.machine), block, position,
		baseline, mechanism, program, hook, state, reason, proof
	FROM visit LEFT JOIN temp.boot_cell ON boot_cell.machine = visit.machine
		AND boot_cell.boot = visit.boot
	ORDER BY id;
DROP TABLE visit;
ALTER TABLE visit_6 RENAME TO visit;
CREATE INDEX visit_run ON visit (run);

CREATE TABLE result_6 (
	run           TEXT NOT NULL,
	cell          INTEGER NOT NULL,
	configuration INTEGER NOT NULL,
	workload      TEXT NOT NULL CHECK (workload <> ''),
	status        TEXT NOT NULL CHECK (status IN ('measured', 'unsupported', 'not-fired', 'failed')),
	reason        TEXT,
	hits_source   TEXT,
	receiver      TEXT CHECK (receiver IN ('free', 'paced', 'saturated')),
	PRIMARY KEY (cell, configuration, workload),
	CHECK (status = 'measured' OR reason IS NOT NULL),
	FOREIGN KEY (run, cell) REFERENCES cell (run, id) ON DELETE CASCADE,
	FOREIGN KEY (run, configuration) REFERENCES configuration (run, id) ON DELETE CASCADE
) STRICT;
INSERT INTO result_6 (run, cell, configuration, workload, status, reason, hits_source, receiver)
	SELECT result.run, cell.id, configuration, workload, status, result.reason, hits_source, receiver
	FROM result JOIN cell ON cell.run = result.run AND cell.number = 0 ORDER BY result.rowid;
DROP TABLE result;
ALTER TABLE result_6 RENAME TO result;
CREATE INDEX result_run ON result (run);

DROP TABLE machine;
DROP TABLE temp.boot_cell;
ALTER TABLE sample ADD COLUMN chunks_packed BLOB;
