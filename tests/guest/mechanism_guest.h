/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_MECHANISM_GUEST_H
#define BPFTAX_TEST_MECHANISM_GUEST_H

/*
 * What the tests of mechanisms do in a guest: attach, count, prove, take away.  Each fails the test
 * with a sentence when the agent's answer is not what it has to be.
 *
 *	mechanism_check(*state, "fentry", "null");
 *
 * Replies are the caller's.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "guest.h"

#define ITERATIONS 1000 /* through a probe point of the agent */
#define WINDOWS_MAX 5

/* The program's arguments, which main() sets; guests of 6.12 and of 6.1 with udp-drain. */
extern const char *guest_agent, *guest_iperf3;
int setup_newer(void **state);
int setup_older(void **state);
int teardown(void **state);

json_t *attach_to(struct guest *guest, const char *mechanism, const char *program,
		  const char *function, const char *tracepoint);
/* Where the workload, or user_probe(), comes by. */
json_t *attach(struct guest *guest, const char *mechanism, const char *program);
json_t *detach(struct guest *guest);
json_t *window(struct guest *guest);
/*
 * The first of a few windows whose hits, which the kernel counts, are its datagrams so many times;
 * the last one where none is so.  On a host that others use a datagram may be late, so that a
 * receive finds nothing and comes again.
 */
json_t *window_with_hits(struct guest *guest, double per_operation);
void statistics(struct guest *guest, int on, const char *by);
void user_probe(struct guest *guest, const char *which, int iterations);

/* "" where there is no such text; -1 where there is no such counter. */
const char *text_of(const json_t *object, const char *key);
double counter(const json_t *reply, const char *name);

/* Attaches, proves, counts and takes away; at a function that is named, or its usual one. */
void check_at(struct guest *guest, const char *mechanism, const char *program,
	      const char *function);
void mechanism_check(struct guest *guest, const char *mechanism, const char *program);

/* The attachment is refused with this status and a reason that has these words. */
void refused_check(struct guest *guest, const char *mechanism, const char *function,
		   const char *status, const char *reason);

/* The kernel has none of the mechanism, where it would be attached else, and says why. */
void lack_check(struct guest *guest, const char *mechanism, const char *reason);

/* Whether the i-th of program_names is a program: a family's own name is none. */
bool is_program(size_t i);

/* Lists of tests, one a file; each ends with an empty one. */
extern const struct CMUnitTest mechanism_tests[], program_tests[], hook_tests[], detach_tests[],
    older_tests[], where_tests[], newer_misses_tests[], older_misses_tests[];

#endif
