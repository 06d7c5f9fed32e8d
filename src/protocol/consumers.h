/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROTOCOL_CONSUMERS_H
#define BPFTAX_PROTOCOL_CONSUMERS_H

/*
 * The words of protocol/consumer_list.h.
 *
 *	enum consumer consumer = consumer_find("wake");
 *
 *	puts(consumer_names[consumer]);
 */

enum consumer {
#define CONSUMER(identifier, name, summary) CONSUMER_##identifier,
#include "protocol/consumer_list.h"
#undef CONSUMER
	CONSUMER_COUNT,
};

extern const char *const consumer_names[CONSUMER_COUNT];

/* CONSUMER_none for NULL and for what is none of them. */
enum consumer consumer_find(const char *name);

#endif
