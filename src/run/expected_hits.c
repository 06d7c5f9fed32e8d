// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/expected_hits.h"
#include "protocol/names.h"

#include <math.h>
#include <string.h>

/* udpv6_recvmsg has the datagrams of a receiver of IPv6 (net/ipv6/udp.c). */
static double function_events(const struct study *study)
{
	if (strcmp(study->function, STUDY_FUNCTION) != 0)
		return NAN;
	return study->server_family == SERVER_BOTH ? .5 : 1;
}

static double tracepoint_events(const struct study *study)
{
	return strcmp(study->tracepoint, STUDY_TRACEPOINT) != 0 ? NAN : 1;
}

double expected_hits(const struct study *study, const char *mechanism, double per_event)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	bool on_tracepoint = known && known->hook == HOOK_TRACEPOINT;

	return per_event * (on_tracepoint ? tracepoint_events(study) : function_events(study));
}
