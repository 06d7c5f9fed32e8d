// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/witness.h"
#include "agent/builtin.h"
#include "agent/window.h"
#include "protocol/names.h"

#define MOMENT_NS 50000000u

struct both {
	struct program_statistics watched, witness;
};

/*
 * One right behind the other, the witness nearer to the workload: whoever else comes by the hook
 * between the readings is taken for a hit of what is watched, never for one that it lost.
 */
static int read_before(const struct attachment *watched, const struct attachment *witness,
		       struct both *ret)
{
	int done = attachment_statistics(watched, &ret->watched);

	return done ? done : attachment_statistics(witness, &ret->witness);
}

static int read_behind(const struct attachment *watched, const struct attachment *witness,
		       struct both *ret)
{
	int done = attachment_statistics(witness, &ret->witness);

	return done ? done : attachment_statistics(watched, &ret->watched);
}

/* Who saw nothing is no witness: the hook is hit elsewhere, or not in this moment. */
static json_t *compare(const struct session *session, const struct both *before,
		       const struct both *after)
{
	uint64_t seen = after->witness.hits - before->witness.hits;

	if (!seen)
		return NULL;
	return json_pack("{s:s s:f s:I}", "mechanism", mechanism_names[MECHANISM_WITNESS].name,
			 "expected", (double)seen * session->attachment.hits_per_operation, "hits",
			 (json_int_t)(after->watched.hits - before->watched.hits));
}

static json_t *count_both(struct session *session, const struct attachment *witness)
{
	const struct window_request moment = { 0, MOMENT_NS, false };
	struct both before, after;
	struct counters counters;
	struct error err;

	if (read_before(&session->attachment, witness, &before) < 0 ||
	    window_run(&session->workload, NULL, &moment, session->channel, &counters, &err) < 0 ||
	    read_behind(&session->attachment, witness, &after) < 0)
		return NULL;
	return compare(session, &before, &after);
}

json_t *witness_look(struct session *session)
{
	struct treatment treatment = { .kind = &treatment_builtin,
				       .mechanism = mechanism_names[MECHANISM_WITNESS].name,
				       .program = program_names[PROGRAM_null].name,
				       .hook = session->treatment.hook,
				       .beside = true };
	struct attachment witness;
	struct error err;
	json_t *seen = NULL;

	if (!session->workload.ops || !builtin_may_lose(&session->attachment) ||
	    attachment_make(&witness, &treatment, &session->view, &err) < 0)
		return NULL;
	if (!session_statistics_set(session, true, &err))
		seen = count_both(session, &witness);
	session_statistics_set(session, false, &err);
	json_decref(attachment_remove(&witness));
	return seen;
}
