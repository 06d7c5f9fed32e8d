/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_FUNCTION_NAME_H
#define BPFTAX_ANATOMY_FUNCTION_NAME_H

/*
 * What a function is called in an anatomy: the symbol's name without what differs between two
 * boots or two loads of the same thing.
 *
 *	function_name(name, "bpf_prog_6deef7357e7b4530_fentry_map");    // "bpf_prog_fentry_map"
 *	function_name(name, "bpf_trampoline_6442463286_1");             // "bpf_trampoline"
 *	function_stem(name, "get_entry_ip.isra.0");                     // "get_entry_ip"
 *
 * Pure.
 */

#include <stdbool.h>

#define FUNCTION_NAME_SIZE 128

/* A longer name is cut off. */
char *function_name(char name[FUNCTION_NAME_SIZE], const char *symbol);

/*
 * The name without what a compiler appends to the copy or the part that it made (.isra.N,
 * .constprop.N, .part.N, .cold): two kernels' forms of one function have one stem.
 */
char *function_stem(char stem[FUNCTION_NAME_SIZE], const char *function);

/*
 * Whether it is the image of a BPF program, or of one of its functions; the kernel's own
 * bpf_prog_...() are in another module (anatomy/code_symbols.h).
 */
bool function_is_program(const char *function, const char *module);

#endif
