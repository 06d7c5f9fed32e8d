// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * Wrong on purpose: every other call is missing, as if the compiler had inlined it.  The proof by
 * hits has to find that out (tests/guest/micro.sh).
 */
#include "trigger.bpf.h"

TRIGGER_ALTERNATING(bpf_get_numa_node_id(), (void)0)
TRIGGER_ONE(bpf_get_numa_node_id())
