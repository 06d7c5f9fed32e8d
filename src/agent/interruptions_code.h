/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_INTERRUPTIONS_CODE_H
#define BPFTAX_AGENT_INTERRUPTIONS_CODE_H

/*
 * Puts into bpf/interruptions.bpf.c which variables this kernel counts interrupts in.
 *
 *	struct bpf_program *program = bpf_object__next_program(object, NULL);
 *
 *	interruptions_code_put(program, view->btf);          // before it is loaded
 */

#include <bpf/btf.h>
#include <bpf/libbpf.h>

/* 0; -EOPNOTSUPP where the kernel's BTF does not have them; another negative errno. */
int interruptions_code_put(struct bpf_program *program, const struct btf *btf);

#endif
