// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/witness.h"
#include "agent/builtin.h"
#include "agent/window.h"
#include "protocol/names.h"

#define MOMENT_NS 50000000u

/* From standstill to standstill; what is watched is read around what the witness is. */
static json_t *count_both(struct session *session, const struct attachment *witness)
{
	struct window_request moment = { 0, MOMENT_NS, true };
	struct program_statistics before, after;
	struct counters counters;
	struct error err;

	if (attachment_statistics(&session->attachment, &before) < 0 ||
	    window_run(&session->workload, witness, &moment, session->channel, &counters, &err) <
		0 ||
	    attachment_statistics(&session->attachment, &after) < 0)
		return NULL;
	/* Who saw nothing is no witness: the hook is hit elsewhere, or not in this moment. */
	if (!(counters.value[COUNTER_hits] > 0))
		return NULL;
	return json_pack("{s:s s:f s:I}", "mechanism", mechanism_names[MECHANISM_WITNESS].name,
			 "expected",
			 counters.value[COUNTER_hits] * session->attachment.hits_per_operation,
			 "hits", (json_int_t)(after.hits - before.hits));
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
