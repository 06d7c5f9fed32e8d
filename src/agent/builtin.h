/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_BUILTIN_H
#define BPFTAX_AGENT_BUILTIN_H

/*
 * Treatments of our own: one of the programs of bpf/ by one of the mechanisms, once or several
 * times on the same hook.
 *
 *	struct treatment treatment = { .kind = &treatment_builtin, .mechanism = "fentry", ... };
 *
 *	attachment_make(&attachment, &treatment, &view, &err);
 */

#include "agent/attachment.h"

struct bpf_object;

extern const struct treatment_ops treatment_builtin;

/* The first program's object, whose maps may be read and written; the attachment's. */
const struct bpf_object *builtin_object(const struct attachment *attachment);

/* Whether its mechanism may pass returns over for want of room (agent/witness.h). */
bool builtin_may_lose(const struct attachment *attachment);

/* For the test that this is noticed: takes the first link away without a word to anybody. */
void builtin_sabotage(struct attachment *attachment);

#endif
