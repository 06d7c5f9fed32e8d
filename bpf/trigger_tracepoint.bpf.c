// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * Fires the tracepoint bpf_test_run:bpf_trigger_tp by the function that the kernel has for this
 * (6.10 and later).  The same function may be hooked by fmod_ret.
 */
#include "trigger.bpf.h"

extern int bpf_modify_return_test_tp(int nonce) __ksym;

TRIGGER(bpf_modify_return_test_tp(0))
