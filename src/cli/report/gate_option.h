/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_GATE_OPTION_H
#define BPFTAX_CLI_GATE_OPTION_H

/*
 * What --gate names: the rules themselves, or a file of them.
 *
 *	code = gate_option_load(options->gate, &gate, &err);
 */

#include "compare/gate.h"

/* 0, or a negative errno as of gate_parse() or file_read(); gate_release() the result. */
int gate_option_load(const char *option, struct gate *ret_gate, struct error *err);

#endif
