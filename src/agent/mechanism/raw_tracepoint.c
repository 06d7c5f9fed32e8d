// SPDX-License-Identifier: GPL-2.0-or-later
/* raw-tracepoint: a program called by the tracepoint itself, by its name without category. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"

#include <string.h>

static int attach(struct hooked *hooked, struct error *err)
{
	return link_raw_tracepoint(hooked, strchr(hooked->hook.tracepoint, ':') + 1, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	return link_prove(hooked, BPF_LINK_TYPE_RAW_TRACEPOINT, err);
}

const struct mechanism_ops mechanism_raw_tracepoint = {
	.type = BPF_PROG_TYPE_RAW_TRACEPOINT,
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.attach = attach,
	.prove = prove,
};
