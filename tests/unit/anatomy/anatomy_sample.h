/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEST_ANATOMY_SAMPLE_H
#define TEST_ANATOMY_SAMPLE_H

/*
 * An event without a guest: a trigger that calls hooked_fn(), and a trampoline that is called from
 * there, with a program, its helper and what stands around them.
 *
 *	struct event_sample sample;
 *
 *	event_sample_make(&event_map, &sample);
 *	sample.roles.roles[0].disturbed = true;
 *	event_sample_anatomy(&sample, &anatomy);
 *	event_sample_release(&sample);
 *
 * Of the map event 14 instructions are the mechanism's: 5 bpf_trampoline, 2 __bpf_prog_enter,
 * 2 bpf_prog_fentry_map, 3 array_map_update_elem, 2 __bpf_prog_exit; the null event has no helper
 * and a program of 1.
 */

#include "anatomy/anatomy_make.h"

#define SAMPLE_WINDOWS 8
/* Windows 0 to 2 are bare, 3 to 5 attached, each of so many events; 6 and 7 have paths of two. */
#define SAMPLE_EVENTS 4
#define SAMPLE_PATH_EVENTS 2
#define SAMPLE_BARE_PATH 6
#define SAMPLE_PATH 7

struct event_sample {
	struct recording recording;
	struct code_symbols symbols;
	struct window_role list[SAMPLE_WINDOWS];
	struct window_roles roles;
	struct anatomy_subject subject;
};

/* What is attached. */
struct event_kind {
	const char *program;  /* of fentry */
	const uint32_t *path; /* of one event */
	size_t length;
};

extern const struct event_kind event_map, event_null;

void event_sample_make(const struct event_kind *kind, struct event_sample *ret_sample);

/* Fails the test where it cannot be made. */
struct anatomy *event_sample_anatomy(const struct event_sample *sample);
void event_sample_release(struct event_sample *sample);

#endif
