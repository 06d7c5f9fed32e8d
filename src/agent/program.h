/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PROGRAM_H
#define BPFTAX_AGENT_PROGRAM_H

/*
 * Loading the programs of bpf/: one body, as whatever program type a mechanism needs.
 *
 *	struct program_load load = { .name = "map", .type = BPF_PROG_TYPE_TRACING,
 *				     .expected = BPF_TRACE_FENTRY, .btf_id = 4711 };
 *	struct bpf_object *object;
 *	int fd = program_load(&load, &object, &err);
 *	...
 *	bpf_object__close(object);
 */

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <jansson.h>
#include <stdint.h>
#include "common/error.h"

/* Programs that are in no list: agent/where.h attaches the one, agent/interruptions.h runs the
 * other. */
#define WHERE_PROGRAM "where"
#define INTERRUPTIONS_PROGRAM "interruptions"

struct program_load {
	const char *name; /* of protocol/program_list.h, with its parameter; or one of the above */
	enum bpf_prog_type type;
	enum bpf_attach_type expected;
	uint32_t flags; /* BPF_F_SLEEPABLE, or 0 */
	uint32_t
	    btf_id; /* of the function or tracepoint typedef that tracing programs name, or 0 */
	const struct btf *btf; /* the kernel's; NULL where it has none */
};

/*
 * Every call loads afresh: a new image, new maps.  Returns the program's descriptor, which
 * belongs to *ret_object, or a negative errno with the verifier's last line in err.
 */
int program_load(const struct program_load *load, struct bpf_object **ret_object,
		 struct error *err);

/* run_cnt, run_time_ns and recursion_misses of a loaded program (agent/misses.h). */
struct program_statistics {
	uint64_t hits;
	uint64_t run_time_ns;
	double misses; /* NaN: the kernel does not tell */
};

/* Puts what `bpftool prog` would show into the proof ("program"). */
int program_prove(int program_fd, json_t *proof, struct error *err);

/* 0 or a negative errno. */
int program_statistics_read(int fd, struct program_statistics *ret_statistics);

#endif
