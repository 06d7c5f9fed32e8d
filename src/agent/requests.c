// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/requests.h"
#include "agent/symbols.h"
#include "agent/told.h"
#include "environment/privilege.h"
#include "protocol/names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

json_t *reply_error(const struct error *err)
{
	return json_pack("{s:o}", "error", told(err->text));
}

/*
 * What the kernel will not do is a result; what went wrong is another.  Refused is no property of
 * the kernel where a privilege is missing; where none is, a security module stands in the way.
 */
json_t *reply_not_attached(const struct session *session, int code, const struct error *err)
{
	bool refused = code == -EPERM || code == -EACCES;
	bool unsupported = code == -EOPNOTSUPP || (refused && !privilege_is_missing());

	return json_pack("{s:s s:s s:i s:o}", "status", unsupported ? "unsupported" : "failed",
			 "step", session->attachment.step, "errno", -code, "reason",
			 told(err->text));
}

const char *request_text(const json_t *request, const char *key)
{
	return json_string_value(json_object_get(request, key));
}

uint64_t request_number(const json_t *request, const char *key)
{
	return (uint64_t)json_integer_value(json_object_get(request, key));
}

uint64_t session_address(struct session *session, const char *function)
{
	struct known_address *known;

	for (size_t i = 0; i < ADDRESSES_KEPT; i++)
		if (!strcmp(session->addresses[i].function, function))
			return session->addresses[i].address;
	known = &session->addresses[session->addresses_looked_up++ % ADDRESSES_KEPT];
	snprintf(known->function, sizeof(known->function), "%s", function);
	known->address = symbol_address(function);
	return known->address;
}

struct interruptions *session_interruptions(struct session *session)
{
	interruptions_open(&session->interruptions, session->view.btf);
	return &session->interruptions;
}

int session_statistics_set(struct session *session, bool on, struct error *err)
{
	return statistics_switch(&session->statistics, on, session->by_sysctl, err);
}
