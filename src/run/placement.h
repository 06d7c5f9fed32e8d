/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_PLACEMENT_H
#define BPFTAX_RUN_PLACEMENT_H

/*
 * Where a workload's parts run, on both sides: what the agent says of its own, and who else keeps
 * off the receiver's host CPU.
 *
 *	placement_take(course, json_object_get(reply, "placement"), &err);
 *	iperf3_client_start(&course->client, course->bench->study, &course->place, &err);
 *
 * A receiver that shares its CPU, be it with the softirq that brings its datagrams or on the host
 * with whoever sends them, gets what those leave of it: what it then loses is not the hook's doing.
 */

#include "run/course.h"

/*
 * Keeps the placement among the machine's facts ("pinning", by the workload's name), with "host":
 * {"receiver": CPU, "others": [CPU, ...]} where the client is on the host and gives way; makes
 * course->place.  Where the receiver is not apart a sentence is said.
 */
int placement_take(struct course *course, json_t *placement, struct error *err);

#endif
