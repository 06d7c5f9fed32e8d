-- From version 7, which knew no anatomies.

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
