/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORKLOADS_H
#define BPFTAX_WORKLOADS_H

/*
 * The workloads as the coordinator knows them: one table (workload_list.h) that the study, the
 * run and the report go by.
 *
 *	const struct workload_info *workload = workload_find("iperf3-saturated");
 *
 *	start(workload->agent, workload->receiver);
 *
 * A workload that differs from another one by a setting only has a name of its own, so that plans,
 * stores and reports need not know about settings.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum workload_kind {
	WORKLOAD_DIRECT,  /* operations are timed one by one, nothing else runs */
	WORKLOAD_TRAFFIC, /* flows throughout a window */
	WORKLOAD_EVENT,	  /* the event alone, by reloads: `bpftax micro`'s */
};

/* What passes one by one is called, in the words of a report. */
struct operation_words {
	const char *article; /* "a" */
	const char *one;     /* "datagram" */
	const char *many;    /* "datagrams" */
	const char *done;    /* "received": so many datagrams received per second */
	const char *act;     /* "receive": what is timed is one receive */
};

/* Where a column stands; bits. */
enum workload_column_where {
	IN_ANSWER = 1 << 0,   /* what tracing cost */
	IN_RESPONSE = 1 << 1, /* the response to known delays */
};

/* What a workload's tables have beside the cost. */
struct workload_column {
	const char *heading; /* NULL behind the last */
	const char *metric;  /* src/estimate/metric_list.h */
	double scale;
	int decimals;
	unsigned int where; /* enum workload_column_where */
	const char *what;   /* "calls of select()": what it counts of an operation; or NULL */
};

#define WORKLOAD_COLUMNS_MAX 6
#define WORKLOAD_SETTINGS_MAX 12

struct workload_info {
	const char *name;
	const char *agent;    /* what the agent starts for it */
	const char *receiver; /* "free", "paced", "saturated"; NULL where it does not apply */
	enum workload_kind kind;
	struct operation_words words;
	uint64_t settle_ns; /* after a change of attachment, not measured */
	uint64_t window_ns; /* when the study names none */
	double budget_weight;
	const char *primary_metric;
	/* Of its own, by the options' names (study/setting_list.h). */
	const char *settings[WORKLOAD_SETTINGS_MAX + 1];
	struct workload_column columns[WORKLOAD_COLUMNS_MAX + 1];
	const char *summary;
};

/* What help texts say of all of them. */
#define WORKLOADS_BY_DEFAULT                                                                       \
	"udp-drain, iperf3, beside delays micro and, in a guest with two CPUs and client, "        \
	"iperf3-saturated, which is left out with a note where it cannot be had; with protocol "   \
	"restart: iperf3; where instructions are counted: udp-drain"
#define WORKLOADS_ARE_JUDGED_BY                                                                    \
	"event_ns or event_instructions of micro, operation_ns of udp-drain, operation_cpu_ns of " \
	"all others"

enum {
	WORKLOAD_COUNT = 0
#define WORKLOAD(...) +1
#include "protocol/workload_list.h"
#undef WORKLOAD
};

extern const struct workload_info workload_infos[];
extern const size_t workload_infos_count;

/* The entry with this name, or NULL: a store may hold workloads of another version. */
const struct workload_info *workload_find(const char *name);

/* The entry that runs this workload of the agent with this setting, or NULL. */
const struct workload_info *workload_find_setting(const char *agent, const char *receiver);

/* The one of these whose receiver is slowed until it never sleeps, or NULL. */
const struct workload_info *workload_find_saturated(const char *agent);

/* The first of this kind in the list: what one means by its kind alone. */
const struct workload_info *workload_of_kind(enum workload_kind kind);

/*
 * Whether its receiver is the one that is slowed until it never sleeps, or the one whose sender is
 * paced; one that is not known is neither.
 */
bool workload_is_saturated(const char *name);
bool workload_is_paced(const char *name);

/* Whether its receiver is given a load, which is found at its start and may not be had. */
bool workload_is_loaded(const char *name);

/* What an operation of it is called; of one that is not known (or NULL), "operation". */
const struct operation_words *workload_words(const char *name);

/* Whether the option is a setting of its own; one that is not known has none. */
bool workload_has_setting(const char *name, const char *setting);

/* The columns of its own, ended by one without heading; one that is not known has none. */
const struct workload_column *workload_columns(const char *name);

/* What kind it is of; one that is not known is traffic. */
enum workload_kind workload_kind_of(const char *name);

#endif
