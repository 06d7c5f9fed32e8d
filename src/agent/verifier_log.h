/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_VERIFIER_LOG_H
#define BPFTAX_AGENT_VERIFIER_LOG_H

/*
 * What the verifier's log says: how much of its budget a program took, and why it was refused.
 * Pure.
 *
 *	json_t *took = verifier_statistics(log);
 *	// {"processed": 24, "limit": 1000000, "total_states": 2, "peak_states": 2,
 *	//  "stack_bytes": 16}
 */

#include <jansson.h>
#include <stddef.h>

/* What the lines at its end say (BPF_LOG_STATS), a new object; what they do not say is absent. */
json_t *verifier_statistics(const char *log);

/*
 * The last line that is a reason, and before it the source line that it is about, where the log has
 * one: "invalid mem access 'scalar' (at: return *p;)".  Writes "" when there is none.
 */
void verifier_refusal(const char *log, char *ret_reason, size_t size);

#define VERIFIER_TAIL_SIZE 1024

/*
 * The lines before the reason, and it, without the statistics: from the last source line on that
 * the log names, but no more than some and than there is room for; lines are not cut.
 */
void verifier_tail(const char *log, char ret_lines[VERIFIER_TAIL_SIZE]);

#endif
