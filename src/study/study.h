/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_H
#define BPFTAX_STUDY_H

/*
 * A study: everything that says what is measured and how, resolved and checked.
 *
 * It is filled from the table of options (study/options.h): defaults, then a study file, then the
 * command line.  Pure data; no clock, no I/O.
 *
 *	struct study study;
 *
 *	study_init(&study);                      // study/study_fields.h
 *	...                                      // options_parse_ini(), options_parse_argv()
 *	if (study_check(&study, &err) < 0)       // study/study_check.h
 *		...
 *	study_free(&study);
 */

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
#include "protocol/consumers.h"
#include "protocol/names.h"

/* The hooks that every workload comes by once for each datagram. */
#define STUDY_FUNCTION "udp_recvmsg"
#define STUDY_TRACEPOINT "sock:sock_recv_length"

enum statistics_choice { STATISTICS_OFF, STATISTICS_ON, STATISTICS_BOTH };
enum statistics_means { STATISTICS_BY_DESCRIPTOR, STATISTICS_BY_SYSCTL };
enum protocol { PROTOCOL_SWITCH, PROTOCOL_RESTART };
enum pinning { PIN_AUTO, PIN_NO };
enum pilot_choice { PILOT_AUTO, PILOT_NO };
enum accelerator { ACCELERATOR_AUTO, ACCELERATOR_KVM, ACCELERATOR_TCG };

/* Words of settings, in the order of study/setting_list.h. */
enum client_place { CLIENT_GUEST, CLIENT_HOST };
enum server_family { SERVER_INET, SERVER_ANY, SERVER_BOTH };

/* A list of words; owned strings. */
struct word_list {
	char **words;
	size_t count;
};

/* Kinds of settings, as fields. */
#define SETTING_UNSIGNED unsigned int
#define SETTING_WORD unsigned int
#define SETTING_STRING char *
#define SETTING_LIST struct word_list

/* What the workloads have of their own, each by the name of its row. */
struct workload_settings {
#define SETTING(place, field, kind, ...) SETTING_##kind field;
#include "study/setting_list.h"
#undef SETTING
};

struct study {
	char *name; /* the study file's base name without .ini, or "udp-recvmsg" */

	/* where */
	char *target;		  /* protocol/target_list.h */
	struct word_list kernels; /* known names, paths, or "host"; of a cell one */
	struct word_list
	    architectures; /* of guests; empty: this machine's; of a cell one at most */
	char *modules;	   /* directory, or NULL */
	enum accelerator accel;
	bool exact;		  /* count instructions */
	struct word_list timings; /* both in one study: counted,timed; else empty */
	unsigned int boots;	  /* of each kernel and timing */
	unsigned int jobs;	  /* counted cells at once; 0: as many as CPUs */
	unsigned int cpus;	  /* 0: what suits, until study_check() */
	unsigned int memory_mib;
	enum pinning pin;

	/* what: checked names, "all" expanded, in the order given */
	struct word_list workloads;  /* protocol/workload_list.h */
	bool workloads_named;	     /* false by default: one that cannot be had is left out */
	struct word_list mechanisms; /* protocol/mechanism_list.h */
	struct word_list
	    programs; /* protocol/program_list.h; micro: variants (protocol/variant.h) */
	struct word_list objects;   /* files of somebody's BPF programs; empty: none */
	struct word_list globals;   /* of these, NAME=VALUE (--set) */
	struct word_list map_sizes; /* NAME=ENTRIES */
	struct word_list map_fills; /* NAME=SHARE[:ORDER] */
	struct word_list hooks;	    /* PROGRAM=FUNCTION, instead of its section's */
	bool together;		    /* all programs of an object at once, as one */
	enum consumer consumer;	    /* who reads what they write to buffers */
	struct word_list delays;    /* known delays on the hook, or "auto"; empty: none */
	enum statistics_choice statistics;
	enum statistics_means statistics_by;
	char *function;
	char *tracepoint;      /* category:name */
	bool mechanisms_named; /* false when "all": an unsupported one is then no failure */
	bool builtins_named;   /* mechanisms or programs were: they stand beside objects */

	/* how */
	enum protocol protocol;
	unsigned int samples; /* restart: samples a configuration */
	uint64_t window_ns;   /* 0: as the pilot finds, or the workload's own default */
	enum pilot_choice pilot;
	unsigned int blocks;	    /* 0: as many as the budget allows */
	uint64_t budget_ns;	    /* for all workloads together; 0: none */
	double precision_percent;   /* half-width that ends the run; 0: none */
	double equivalence_percent; /* bound declared before the run; 0: none */
	uint64_t seed;
	bool seed_given; /* else the command draws one before the plan is made */

	/* micro: what one event costs, instead of workloads */
	bool micro;
	unsigned int reloads;		   /* 0: what suits */
	char *trigger;			   /* NULL: the best that the kernel has */
	struct word_list threads;	   /* on how many CPUs at once; empty: one */
	struct word_list programs_on_hook; /* how many of a program on one hook; empty: one */
	struct word_list functions;	   /* how many at once, or what they fit; empty: one */
	bool latency;			   /* report what attaching and detaching take */
	bool anatomy;			   /* record what an event is made of */

	struct workload_settings settings;

	/* record and output; what else a command shows is in study/reading.h */
	char *label;
	char *store;  /* path, or NULL for the default */
	char *format; /* study/format_list.h */
	bool quiet;
};

/* Empties a list and releases its words. */
void word_list_clear(struct word_list *list);

bool word_list_has(const struct word_list *list, const char *word);

/* The kernel of a study that has one, such as a cell's; the first of several. */
const char *study_kernel(const struct study *study);

/* The architecture of such a study's guest, as named, or this program's own. */
const char *study_architecture(const struct study *study);

/* All of them, one at least. */
size_t study_architecture_count(const struct study *study);
const char *study_architecture_at(const struct study *study, size_t index);

/* How many programs each mechanism carries: none for the word "none", when delays are all there is.
 */
size_t study_program_count(const struct study *study);

/* Whether one of its mechanisms hangs on hooks of this kind. */
bool study_hooks(const struct study *study, enum hook_kind kind);

/* What sentences call its counting: "exact", or "timing counted" where it is one of several. */
const char *study_counting_word(const struct study *study);

#endif