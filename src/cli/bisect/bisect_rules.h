/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_BISECT_RULES_H
#define BPFTAX_CLI_BISECT_RULES_H

/*
 * The rules of `bpftax bisect`, and what has to be measured for them.
 *
 *	if (bisect_rules_load("kprobe-fprobe-null: +5 instructions", &gate, &err) == 0)
 *		code = bisect_rules_study(&gate, &study, &err);
 */

#include "compare/gate.h"
#include "study/study.h"

/*
 * The rules, or a file of them; gate_release() them.  -EINVAL, ERROR_USAGE: rules that are none,
 * whose pattern is not the name of one configuration, whose unit no count has, or whose bound is
 * below zero.
 */
int bisect_rules_load(const char *text, struct gate *ret_gate, struct error *err);

/* Has a study of micro measure what the rules name.  0 or a negative errno. */
int bisect_rules_study(const struct gate *gate, struct study *study, struct error *err);

#endif
