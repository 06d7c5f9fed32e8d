/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TOLD_H
#define BPFTAX_AGENT_TOLD_H

/*
 * Text of somebody else's, as it can be told in JSON, which is UTF-8: what a file calls its parts,
 * or a sentence that has such a name in it, or was cut within a letter.
 *
 *	json_object_set_new(reply, "reason", told(err.text));
 */

#include <jansson.h>

/* A new string; where the text is not UTF-8, each byte beyond ASCII is a '?' in it. */
json_t *told(const char *text);

#endif
