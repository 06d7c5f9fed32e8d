-- The store of bpftax.  One row a run, a cell, a treatment, a configuration, a visit, a sample.
--
-- Raw samples are kept, derived figures never: what a report prints is computed from these rows.
-- application_id spells "BPFT".  The version of the schema (STORE_VERSION in schema.h) and WAL mode
-- are set by what opens the file.

PRAGMA application_id = 1112557140;

CREATE TABLE run (
	number       INTEGER PRIMARY KEY,
	id           TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
	label        TEXT,
	study_name   TEXT NOT NULL,
	protocol     TEXT NOT NULL CHECK (protocol IN ('switch', 'restart')),
	command_line TEXT NOT NULL,
	version      TEXT NOT NULL,                        -- of bpftax
	study        TEXT NOT NULL CHECK (json_valid(study)),
	seed         INTEGER NOT NULL,                     -- 64 bits, as a signed number
	started_s    INTEGER NOT NULL,                     -- Unix time
	duration_s   REAL CHECK (duration_s >= 0),         -- NULL: still running, or killed
	interrupted  INTEGER NOT NULL DEFAULT 0 CHECK (interrupted IN (0, 1)),
	interruptions INTEGER CHECK (interruptions > 0)    -- after which it was resumed; NULL: none
) STRICT;

CREATE INDEX run_started ON run (started_s, number);

-- Where it is measured: one boot of one kernel on one target.
CREATE TABLE cell (
	id           INTEGER PRIMARY KEY,
	run          TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number       INTEGER NOT NULL CHECK (number >= 0), -- in the run, in the order of its study
	target       TEXT,                                 -- NULL only until adopt.sql has been there
	kernel       TEXT,                                 -- as named; NULL: the target's own
	architecture TEXT,                                 -- NULL: not known yet
	timing       TEXT CHECK (timing IN ('counted', 'timed')), -- NULL as target
	boot         INTEGER NOT NULL CHECK (boot >= 0),   -- among cells of one kernel and timing
	cpus         INTEGER CHECK (cpus > 0),             -- NULL: not known yet
	state        TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed')),
	reason       TEXT,
	facts        TEXT CHECK (json_type(facts) = 'object'), -- NULL: its agent never answered
	CHECK (state <> 'failed' OR reason IS NOT NULL),
	UNIQUE (run, number),
	UNIQUE (run, id)
) STRICT;

-- What is put on the kernel.
CREATE TABLE treatment (
	id        INTEGER PRIMARY KEY,
	run       TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number    INTEGER NOT NULL CHECK (number >= 0),    -- in the run's list
	name      TEXT NOT NULL CHECK (name <> ''),        -- for print only
	kind      TEXT NOT NULL CHECK (kind IN ('sham', 'builtin', 'delay', 'object')),
	mechanism TEXT NOT NULL,                           -- '' for the sham
	program   TEXT NOT NULL,                           -- as printed: map@4threads
	threads   INTEGER NOT NULL CHECK (threads > 0),    -- that run it at once
	programs  INTEGER NOT NULL CHECK (programs > 0),   -- of it on one hook
	UNIQUE (run, number),
	UNIQUE (run, name),
	UNIQUE (run, id)
) STRICT;

-- What somebody brought to be measured: the file itself, so that a figure can be had again.
CREATE TABLE object (
	id     INTEGER PRIMARY KEY,
	run    TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	number INTEGER NOT NULL CHECK (number >= 0),       -- in the order in which they were named
	name   TEXT NOT NULL CHECK (name <> ''),           -- of the file, as it was named
	sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
	bytes  BLOB NOT NULL,
	UNIQUE (run, number)
) STRICT;

-- The plan as resolved, so that a run that was cut off can be taken up again.
CREATE TABLE plan (
	run      TEXT NOT NULL,
	cell     INTEGER NOT NULL,
	workload TEXT NOT NULL,
	plan     TEXT NOT NULL CHECK (json_valid(plan)),
	PRIMARY KEY (run, cell, workload),
	FOREIGN KEY (run, cell) REFERENCES cell (run, id) ON DELETE CASCADE
) STRICT;

-- A treatment under one setting of a window.
CREATE TABLE configuration (
	id         INTEGER PRIMARY KEY,
	run        TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	treatment  INTEGER,                                -- NULL only until adopt.sql has been there
	name       TEXT NOT NULL CHECK (name <> ''),
	mechanism  TEXT NOT NULL,                          -- '' for a baseline
	program    TEXT NOT NULL,
	statistics INTEGER NOT NULL CHECK (statistics IN (0, 1)),
	delay_ns   REAL CHECK (delay_ns >= 0),             -- NULL: no known delay
	UNIQUE (run, name),
	UNIQUE (run, id),
	FOREIGN KEY (run, treatment) REFERENCES treatment (run, id) ON DELETE CASCADE
) STRICT;

-- One attachment.
CREATE TABLE visit (
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

CREATE INDEX visit_run ON visit (run);

-- One window.  A column for each COUNTER of src/protocol/counter_list.h, NULL where absent.
CREATE TABLE sample (
	id            INTEGER PRIMARY KEY,
	visit         INTEGER NOT NULL REFERENCES visit (id) ON DELETE CASCADE,
	configuration INTEGER NOT NULL REFERENCES configuration (id) ON DELETE CASCADE,
	window_number INTEGER NOT NULL CHECK (window_number >= 0),
	started_ns    INTEGER NOT NULL CHECK (started_ns >= 0),
-- #include "store/counter_columns.h"
	chunks_packed BLOB,                                -- micro's chunks, raw
	UNIQUE (visit, window_number)
) STRICT;

CREATE TABLE result (
	run           TEXT NOT NULL,
	cell          INTEGER NOT NULL,
	configuration INTEGER NOT NULL,
	workload      TEXT NOT NULL CHECK (workload <> ''),
	status        TEXT NOT NULL CHECK (status IN ('measured', 'unsupported', 'no-workload', 'not-fired', 'failed')),
	reason        TEXT,
	hits_source   TEXT,
	receiver      TEXT CHECK (receiver IN ('free', 'paced', 'saturated')),
	look          TEXT CHECK (json_type(look) = 'object'), -- of an object's program, before it was measured
	PRIMARY KEY (cell, configuration, workload),
	CHECK (status = 'measured' OR reason IS NOT NULL),
	FOREIGN KEY (run, cell) REFERENCES cell (run, id) ON DELETE CASCADE,
	FOREIGN KEY (run, configuration) REFERENCES configuration (run, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX result_run ON result (run);

-- What an event is made of, function by function: a recording of it, reduced (src/anatomy).
CREATE TABLE anatomy (
	run           TEXT NOT NULL,
	cell          INTEGER NOT NULL,
	configuration INTEGER NOT NULL,
	workload      TEXT NOT NULL CHECK (workload <> ''),
	anatomy       TEXT NOT NULL CHECK (json_type(anatomy) = 'object'),
	PRIMARY KEY (cell, configuration, workload),
	FOREIGN KEY (run, cell) REFERENCES cell (run, id) ON DELETE CASCADE,
	FOREIGN KEY (run, configuration) REFERENCES configuration (run, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX anatomy_run ON anatomy (run);

CREATE TABLE note (
	id   INTEGER PRIMARY KEY,
	run  TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
	text TEXT NOT NULL
) STRICT;
