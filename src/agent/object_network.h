/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_NETWORK_H
#define BPFTAX_AGENT_OBJECT_NETWORK_H

/*
 * What a newer libbpf makes of sections that the one we are built with does not know: "tc/egress",
 * "tcx/ingress" and their like.
 *
 *	object_network_put(program, "tc/egress");    // before it is loaded
 */

#include <bpf/libbpf.h>

/* section: as it is to be read (agent/object_target.h).  Nothing for others. */
void object_network_put(struct bpf_program *program, const char *section);

#endif
