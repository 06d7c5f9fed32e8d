-- From version 10: what is loaded and attached, but run by nothing here, has a status of its own, and
-- a program of somebody's object keeps what the first look at it said.

CREATE TABLE result_11 (
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
INSERT INTO result_11 (run, cell, configuration, workload, status, reason, hits_source, receiver)
	SELECT run, cell, configuration, workload, status, reason, hits_source, receiver
	FROM result ORDER BY rowid;
DROP TABLE result;
ALTER TABLE result_11 RENAME TO result;
CREATE INDEX result_run ON result (run);

-- What that was called before; of a study `not-fired` stays what it is.
UPDATE result SET status = 'no-workload' WHERE status = 'not-fired' AND workload = 'micro' AND configuration IN (
	SELECT configuration.id FROM configuration
	JOIN treatment ON treatment.id = configuration.treatment WHERE treatment.kind = 'object');
