// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* Calls a function that does next to nothing and that every mechanism can hook. */
#include "trigger.bpf.h"

TRIGGER(bpf_get_numa_node_id())
