// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_run.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include "common/cleanup.h"
#include "synthetic_blocks.h"
#include "synthetic_cells.h"
#include "synthetic_micro.h"

const char synthetic_hostile_text[] =
    "=cmd|' /C calc'!A0 <script>alert(1)</script> | [x](javascript:y) \"q\", `b` *s* \033[2J\a\r\n"
    "\xff\xc2\x9b \xe2\x80\xae \xe2\x80\xa8 end";

/* The same where text is UTF-8 by its format: a name of a kernel within a JSON object. */
const char synthetic_hostile_json[] =
    "=1+1 <script>alert(1)</script> | [x](javascript:y) \"q\", `b` \033[2J\a\r\n "
    "\xe2\x80\xae \xe2\x80\xa8 end";

static int begin_run(struct synthetic_writer *writer)
{
	json_t *study =
	    json_pack("{s:s, s:i, s:s}", "function",
		      synthetic_is_hostile(writer) ? synthetic_hostile_json : "udp_recvmsg",
		      "length", SYNTHETIC_DATAGRAM_BYTES, "client", "guest");
	int code;

	writer->run = (struct run_record){
		.label = (char *)(synthetic_is_hostile(writer) ? synthetic_hostile_text
							       : "synthetic, not measured"),
		.study_name =
		    (char *)(synthetic_is_hostile(writer) ? synthetic_hostile_text : "synthetic"),
		.protocol = writer->kind == SYNTHETIC_RESTART ? "restart" : "switch",
		.command_line = "bpftax run studies/synthetic.ini",
		.version = "0.1.0",
		.study = study,
		.seed = 4711,
		.started_s = 1700000000,
	};
	/* A JSON study's text is UTF-8 or nothing; the hostile bytes go where text is free. */
	code = store_run_begin(writer->store, &writer->run, writer->err);
	json_decref(study);
	return code;
}

static int write_samples(struct synthetic_writer *writer)
{
	int code;

	if (synthetic_is_made(writer))
		return synthetic_cells_write(writer);

	if (writer->kind == SYNTHETIC_RESTART) {
		code = synthetic_restart_add(writer);
		return code < 0 ? code : synthetic_results_set(writer, "iperf3");
	}
	if (synthetic_is_micro(writer)) {
		code = synthetic_reloads_add(writer);
		return code < 0 ? code : synthetic_results_set(writer, "micro");
	}
	code = synthetic_blocks_add(writer, "udp-drain");
	if (code == 0)
		code = synthetic_blocks_add(writer, "iperf3");
	if (code == 0)
		code = synthetic_results_set(writer, "udp-drain");
	return code < 0 ? code : synthetic_results_set(writer, "iperf3");
}

static int write_run(struct synthetic_writer *writer)
{
	int code = begin_run(writer);

	if (code == 0 && !synthetic_is_made(writer))
		code = synthetic_cell_add(writer);
	if (code == 0)
		code = synthetic_configurations_add(writer);
	if (code == 0)
		code = write_samples(writer);
	if (code == 0)
		code = store_note_add(writer->store, writer->run.id,
				      "Synthetic data: these numbers were made up for a test.",
				      writer->err);
	return code < 0 ? code
			: store_run_end(writer->store, writer->run.id, 243.5, false, writer->err);
}

/* The id is random by design; a golden file wants it fixed. */
static int fix_run_id(const char *path, const struct synthetic_writer *writer)
{
	static const char *const tables[] = { "cell",  "treatment", "plan", "configuration",
					      "visit", "result",    "note" };
	char id[RUN_ID_LENGTH + 1], sql[256];
	sqlite3 *database;
	int result;

	memset(id, '1' + (int)writer->kind, RUN_ID_LENGTH);
	id[RUN_ID_LENGTH] = '\0';
	result = sqlite3_open(path, &database);
	snprintf(sql, sizeof(sql), "UPDATE run SET id = '%s' WHERE id = '%s'", id, writer->run.id);
	if (result == SQLITE_OK)
		result = sqlite3_exec(database, sql, NULL, NULL, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(tables) && result == SQLITE_OK; i++) {
		snprintf(sql, sizeof(sql), "UPDATE %s SET run = '%s' WHERE run = '%s'", tables[i],
			 id, writer->run.id);
		result = sqlite3_exec(database, sql, NULL, NULL, NULL);
	}
	sqlite3_close(database);
	return result == SQLITE_OK ? 0 : -EIO;
}

int synthetic_run_write(const char *path, enum synthetic_kind kind, struct error *err)
{
	struct synthetic_writer writer = {
		.kind = kind, .made = &synthetic_only_cell, .random = 1234 + kind, .err = err
	};
	int code = store_open(path, STORE_WRITE, &writer.store, err);

	if (code < 0)
		return code;
	code = write_run(&writer);
	store_close(writer.store);
	return code < 0 ? code : fix_run_id(path, &writer);
}
