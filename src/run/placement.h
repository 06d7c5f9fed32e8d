/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_PLACEMENT_H
#define BPFTAX_RUN_PLACEMENT_H

/*
 * Where a workload's parts run, on both sides: what the agent says of its own, and who else keeps
 * off the receiver's host CPU.
 *
 *	placement_take(session, json_object_get(reply, "placement"), &err);
 *	iperf3_client_start(&session->client, session->study, &session->client_place, &err);
 *
 * A receiver that shares its CPU, be it with the softirq that brings its datagrams or on the host
 * with whoever sends them, gets what those leave of it: what it then loses is not the hook's doing.
 */

#include "run/session.h"

/*
 * Keeps the placement among the machine's facts ("pinning", by the workload's name), with "host":
 * {"receiver": CPU, "others": [CPU, ...]} where the client is on the host and gives way; makes
 * session->client_place.  Where the receiver is not apart a sentence is said.
 */
int placement_take(struct run_session *session, json_t *placement, struct error *err);

#endif
