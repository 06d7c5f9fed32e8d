/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_LINK_INFO_H
#define BPFTAX_AGENT_LINK_INFO_H

/*
 * What the kernel says of a link, held against what was wanted.  Pure.
 *
 *	bpf_obj_get_info_by_fd(fd, &info, &size);
 *	proved = link_info_prove(&info, BPF_LINK_TYPE_TRACING, proof, &err);
 */

#include <jansson.h>
#include <linux/bpf.h>
#include "common/error.h"

/* Puts "link" into the proof; -EPROTO when it is of another type. */
int link_info_prove(const struct bpf_link_info *info, enum bpf_link_type wanted, json_t *proof,
		    struct error *err);

/* Puts the trampoline's "attach_type" into the proof; -EPROTO when it is another. */
int tracing_info_prove(const struct bpf_link_info *info, enum bpf_attach_type wanted, json_t *proof,
		       struct error *err);

/*
 * The same of a trampoline by a link to many functions, whose information begins alike; a kernel
 * that tells none of it is not held against anybody, and leaves no "attach_type".
 */
int tracing_multi_info_prove(const struct bpf_link_info *info, enum bpf_attach_type wanted,
			     json_t *proof, struct error *err);

#endif
