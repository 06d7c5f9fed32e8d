-- What cells and configurations of a store of version 5, or of a file of version 1, do not say
-- themselves, from their run's study and their machine's facts.  Nothing else leaves target and
-- treatment NULL.  What a study or facts say in another type than bpftax writes is as if absent:
-- a file's sender may have written anything.

WITH said AS (
	SELECT cell.id, run.study, cell.facts,
		json_extract(cell.facts, '$.timing') AS timing,
		run.duration_s IS NOT NULL AND run.interrupted = 0 AS finished
	FROM cell JOIN run ON run.id = cell.run WHERE cell.target IS NULL)
UPDATE cell SET
	target = CASE json_type(said.study, '$.target')
		WHEN 'text' THEN json_extract(said.study, '$.target') ELSE 'vm' END,
	kernel = CASE json_type(said.study, '$.kernel')
		WHEN 'text' THEN json_extract(said.study, '$.kernel') END,
	architecture = CASE json_type(said.facts, '$.architecture')
		WHEN 'text' THEN json_extract(said.facts, '$.architecture') END,
	timing = CASE WHEN coalesce(said.timing = 'icount', json_type(said.study, '$.exact') = 'true', 0)
		THEN 'counted' ELSE 'timed' END,
	cpus = CASE WHEN json_type(said.facts, '$.cpus') = 'integer'
		AND json_extract(said.facts, '$.cpus') BETWEEN 1 AND 4294967295
		THEN json_extract(said.facts, '$.cpus') END,
	state = CASE WHEN said.finished THEN 'done' ELSE 'open' END
FROM said WHERE said.id = cell.id;

-- The delay is the only configuration that is called like its program.
UPDATE configuration SET delay_ns = CAST(substr(name, 7) AS REAL)
	WHERE treatment IS NULL AND mechanism <> '' AND program = name AND name GLOB 'delay-[0-9]*ns'
	AND length(name) < 30;

CREATE TEMP TABLE adopted AS
	SELECT id, run, mechanism, program,
		CASE WHEN mechanism = '' THEN 'sham' WHEN delay_ns IS NOT NULL THEN 'delay'
			ELSE 'builtin' END AS kind,
		CASE WHEN mechanism = '' THEN 'baseline' WHEN delay_ns IS NOT NULL THEN 'delay'
			WHEN statistics AND name GLOB '?*-stat' THEN substr(name, 1, length(name) - 5)
			ELSE name END AS treatment
	FROM configuration WHERE treatment IS NULL;

INSERT INTO treatment (run, number, name, kind, mechanism, program, threads, programs)
	SELECT run, row_number() OVER (PARTITION BY run ORDER BY min(id)) - 1, treatment, kind,
		mechanism, CASE kind WHEN 'builtin' THEN program WHEN 'delay' THEN 'delay-0ns' ELSE 'null' END,
		CASE WHEN program GLOB '*@[1-9]threads' OR program GLOB '*@[1-9][0-9]threads'
			THEN CAST(substr(program, instr(program, '@') + 1) AS INTEGER) ELSE 1 END,
		CASE WHEN program GLOB '*@[1-9]programs' OR program GLOB '*@[1-9][0-9]programs'
			THEN CAST(substr(program, instr(program, '@') + 1) AS INTEGER) ELSE 1 END
	FROM temp.adopted GROUP BY run, treatment ORDER BY min(id);

UPDATE configuration SET treatment = treatment.id
	FROM temp.adopted JOIN treatment
		ON treatment.run = adopted.run AND treatment.name = adopted.treatment
	WHERE adopted.id = configuration.id;

DROP TABLE temp.adopted;
