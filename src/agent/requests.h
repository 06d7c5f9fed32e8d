/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_REQUESTS_H
#define BPFTAX_AGENT_REQUESTS_H

/*
 * The requests of protocol/message_list.h, carried out.  Each takes a request, which was checked
 * against that list, and gives the reply; both are JSON, the reply is the caller's.  Internal to
 * the agent's session.
 *
 *	reply = do_attach(&session, request);
 *
 * A new one is its rows in the list, a function do_<identifier>() in the file of its kind and a
 * line below.
 */

#include "agent/attachment.h"
#include "agent/channel.h"
#include "agent/code_view.h"
#include "agent/interruptions.h"
#include "agent/kernel_view.h"
#include "agent/object_images.h"
#include "agent/recorded_passes.h"
#include "agent/statistics.h"
#include "agent/stranger.h"
#include "agent/trigger/call.h"
#include "agent/trigger/team.h"
#include "agent/trigger_read.h"
#include "agent/workload/workload.h"
#include "protocol/messages.h"

/* kallsyms is long, and a study hooks two functions in turn: its own and the sham's. */
#define ADDRESSES_KEPT 4

struct known_address {
	char function[128];
	uint64_t address;
};

/* What lasts from one request to the next. */
struct session {
	struct channel *channel;
	struct kernel_view view;
	struct statistics statistics;
	struct interruptions interruptions; /* opened where instructions are counted */
	struct code_view code;		    /* opened where they are recorded */
	struct recorded_passes recorded;    /* of the workload, since the recording began */
	struct workload workload;
	struct treatment treatment; /* what is attached; its hook's names are ours */
	struct attachment attachment;
	struct triggers triggers;
	struct trigger_team *team; /* for several CPUs at once */
	struct trigger *trigger;   /* of the micro request under way */
	struct call_trigger call;  /* where that is a system call, for somebody's object */
	struct trigger_read read;  /* where somebody reads between its events */
	struct object_images objects;
	struct known_address addresses[ADDRESSES_KEPT];
	size_t addresses_looked_up;
	pid_t stranger; /* of a test; 0: none */
	bool attached;
	bool by_sysctl;
	bool ended;
};

typedef json_t *request_handler(struct session *session, const json_t *request);

/* requests_hook.c: the machine and its hooks, what hangs on them. */
request_handler do_describe, do_environment, do_check_hook, do_attach, do_delay, do_delay_longest,
    do_detach, do_sabotage, do_runs_instead, do_where, do_attach_many, do_user_probe;

/* requests_micro.c: the event alone, and whose code ran in it. */
request_handler do_micro, do_symbols;

/* requests_object.c: somebody's objects. */
request_handler do_object_part, do_object_describe, do_object_set, do_object_try;

/* requests_workload.c: what runs meanwhile, and what is counted of it. */
request_handler do_workload_start, do_workload_stop, do_statistics, do_window, do_totals, do_freeze,
    do_thaw, do_client_run, do_record;

/* What they share. */

/* {"error": ...} */
json_t *reply_error(const struct error *err);
/* What the kernel will not do is a result ("unsupported"), what went wrong another ("failed"). */
json_t *reply_not_attached(const struct session *session, int code, const struct error *err);
/* A field of the request; NULL or 0 when it is not there. */
const char *request_text(const json_t *request, const char *key);
uint64_t request_number(const json_t *request, const char *key);
/* Where a function begins, remembered; 0 when it is not known. */
uint64_t session_address(struct session *session, const char *function);
/* Ready to be asked. */
struct interruptions *session_interruptions(struct session *session);
/* Statistics on or off by the means that was last asked for. */
int session_statistics_set(struct session *session, bool on, struct error *err);
/* What the request's "object" means, as a treatment; -ENOENT when no such object came. */
int request_object(struct session *session, const json_t *request, struct treatment *ret_treatment,
		   struct error *err);
/* Whether what it attaches leaves the process another than it was (mechanism.h). */
bool request_stays(struct session *session, const json_t *request);
/* How many events a program made end otherwise (a packet that was dropped), as "changed_events" of
 * its proof; absent where the hook's programs can change none. */
void changed_events_put(const struct session *session, json_t *proof);
/* The trigger that the request names, for an object's hook. */
int session_object_trigger(struct session *session, const json_t *request, struct error *err);
/* Takes what is attached away; the list of what was left behind, a new reference. */
json_t *session_detach(struct session *session);

#endif
