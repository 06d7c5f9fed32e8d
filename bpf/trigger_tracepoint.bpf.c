// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * Fires the tracepoint bpf_test_run:bpf_trigger_tp by the function that the kernel has for this
 * (bpf_modify_return_test_tp, 6.10 and later).  The same function may be hooked by fmod_ret.
 *
 * The agent turns the call, of a helper that no kernel has, into one of that function, whose id it
 * knows: libbpf would parse the kernel's whole BTF for it, seconds under an emulator.
 */
#include "trigger.bpf.h"

static int (*test_tp)(int nonce) = (void *)TRIGGER_KFUNC_MARK;

TRIGGER(test_tp(0))
