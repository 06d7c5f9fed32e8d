/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CODE_VIEW_H
#define BPFTAX_AGENT_CODE_VIEW_H

/*
 * Names for the addresses of a recording: what was there when it was opened, by address, and what
 * was made since, as it is now.
 *
 *	struct code_view view = {};
 *
 *	code_view_open(&view);             // reads kallsyms, the first time
 *	... attached ...
 *	now = code_view_now(&view);        // while it is there
 *	... detached ...
 *	found = code_view_find(&view, addresses);
 *	code_view_close(&view);
 *
 * Addresses are hexadecimal texts; found code is ["start", "end", name, module]
 * (anatomy/code_symbols.h).
 */

#include "agent/made_code.h"

struct code_view {
	bool opened;
	struct code_table table;
	struct made_code made;
};

/* Before each recording; reads kallsyms once.  0 or a negative errno. */
int code_view_open(struct code_view *view);

/* Made code that is there now, and what this process has mapped for probes; a new reference. */
json_t *code_view_now(struct code_view *view);

/* Of each address what was there at the beginning, each once; a new reference. */
json_t *code_view_find(const struct code_view *view, const json_t *addresses);

/* Safe on zeroes. */
void code_view_close(struct code_view *view);

#endif
