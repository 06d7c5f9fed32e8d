/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_MESSAGES_H
#define BPFTAX_MESSAGES_H

/*
 * What coordinator and agent say to each other: one JSON object a line.  Which requests there are,
 * and what each and its reply hold, says one table, protocol/message_list.h; both sides check what
 * they receive against it.
 *
 * The agent speaks first, PROTOCOL_HELLO_LINE; then it answers every request with one reply. Events
 * may come before it.  {"error": "..."} is a reply to a request that could not be carried out at
 * all; everything that is a result has its own fields.
 *
 *	json_t *request = request_pack(REQUEST_delay, "{s:i}", "delay_ns", 343);
 *	                                           // {"do": "delay", "delay_ns": 343}
 *	...
 *	request_check(request, &id, &err);         // where it arrives
 *	...
 *	reply_check(REQUEST_delay, reply, &err);   // and where the reply does
 */

#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "protocol/version.h"

enum request_id {
#define REQUEST(identifier, name, since) REQUEST_##identifier,
#include "protocol/message_list.h"
	REQUEST_COUNT
};

/* "workload-start": what the request is called on the line. */
const char *request_name(enum request_id request);

/*
 * A new request.  format and what follows are json_pack()'s and make an object of its fields; NULL:
 * there are none.  NULL when there is no memory.
 */
json_t *request_pack(enum request_id request, const char *format, ...);
json_t *request_vpack(enum request_id request, const char *format, va_list arguments);

/* Which request this is, by its "do"; REQUEST_COUNT: none that there is. */
enum request_id request_of(const json_t *message);

/*
 * Whether a message that arrived is a request with all its fields, each of its type, and no others.
 * -EPROTO with the sentence that says what does not fit.
 */
int request_check(const json_t *message, enum request_id *ret_request, struct error *err);

/* The same of the reply to a request; {"error": TEXT} fits every one. */
int reply_check(enum request_id request, const json_t *message, struct error *err);

/* Whether the message is an event, which is one that there is. */
bool message_is_event(const json_t *message);

/* {"event": "measuring"}, a new reference. */
json_t *event_measuring(void);

/* The highest `since` of the table: what the version has to be. */
int messages_version(void);

/* Where the agent finds its channel and its modules in a guest. */
#define PROTOCOL_VIRTIO_PORT "org.bpftax.agent"
#define PROTOCOL_SERIAL_PORT "/dev/ttyS1"
#define PROTOCOL_MODULE_LIST "/modules.list"
/* The kernel's .config, in the folder where libbpf looks for it by the release's name. */
#define PROTOCOL_KERNEL_CONFIG "/boot/config"

#endif
