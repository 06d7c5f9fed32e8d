/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_INTERRUPTIONS_CODE_H
#define BPFTAX_AGENT_INTERRUPTIONS_CODE_H

/*
 * Puts into bpf/interruptions.bpf.c which variables this kernel counts interrupts in.
 *
 *	struct bpf_program *program = bpf_object__next_program(object, NULL);
 *
 *	interruptions_code_put(program, view->btf);          // before it is loaded
 *	at = interruptions_receive_offset(view->btf);        // in the first of them
 *	at = interruptions_notify_offset(view->btf);         // in the second
 */

#include <bpf/btf.h>
#include <bpf/libbpf.h>

/* What each is counted in: the kernel has an unsigned int of it. */
#define INTERRUPTIONS_COUNT_BYTES 4

/* 0; -EOPNOTSUPP where the kernel's BTF does not have them; another negative errno. */
int interruptions_code_put(struct bpf_program *program, const struct btf *btf);

/* Where the runs of the softirq that receives packets are counted; -ENOENT where BTF does not say.
 */
long interruptions_receive_offset(const struct btf *btf);

/*
 * Where the interrupts are counted that the CPU sends itself for what cannot be done where it comes
 * up (irq_work); of the second variable.  -ENOENT as above.
 */
long interruptions_notify_offset(const struct btf *btf);

#endif
