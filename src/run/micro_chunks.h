/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_MICRO_CHUNKS_H
#define BPFTAX_RUN_MICRO_CHUNKS_H

/*
 * The agent's reply to a reload of micro as what the store keeps: raw chunks.  Pure.
 *
 *	struct packed_chunks chunks;
 *
 *	done = micro_chunks_pack(reply, window, &chunks, &err);
 *	...
 *	free(chunks.bytes);
 */

#include <jansson.h>
#include <stdbool.h>
#include "common/error.h"
#include "store/packed_chunks.h"

/*
 * Those of one window, with the bare ones that all windows of the reload share.  0, -ENOMEM, or
 * -EPROTO for a reply that is none (protocol/message_list.h).  The caller frees the bytes.
 */
int micro_chunks_pack(const json_t *reply, size_t window, struct packed_chunks *ret_chunks,
		      struct error *err);

/*
 * Whether there is a chunk with the program into which nothing came, and one without: of others
 * nobody can say what an event costs.
 */
bool micro_chunks_tell(const json_t *reply, size_t window);

#endif
