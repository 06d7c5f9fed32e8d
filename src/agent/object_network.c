// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_network.h"
#include "agent/network_section.h"

/* enum bpf_attach_type of 6.6; kernels before do not look at it in programs of this type. */
#define TCX_INGRESS 46
#define TCX_EGRESS 47

void object_network_put(struct bpf_program *program, const char *section)
{
	const struct network_section *known = network_section_find(section);

	if (!known || known->mechanism != OBJECT_MECHANISM_tcx)
		return;
	bpf_program__set_type(program, BPF_PROG_TYPE_SCHED_CLS);
	bpf_program__set_expected_attach_type(
	    program, (enum bpf_attach_type)(known->is_egress ? TCX_EGRESS : TCX_INGRESS));
}
