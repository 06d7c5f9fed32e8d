/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CHECKS_H
#define BPFTAX_CHECKS_H

/*
 * What the facts (facts.h) mean for a measurement.  Pure: the same facts, the same verdicts.  A
 * check is one function and one row of the table in checks.c.
 *
 *	for (size_t i = 0; i < checks_count; i++) {
 *		struct check_verdict verdict = check_judge(&checks_table[i], facts);
 *
 *		if (verdict.state == CHECK_WARNING)
 *			printf("%s: %s\n", checks_table[i].name, verdict.found);
 *	}
 *
 * Beside what facts.h and load.h put there, checks look at facts of the run itself:
 *
 *	target           as in protocol/target_list.h
 *	timing           "native", "kvm", "emulated", "icount" (target/target.h)
 *	cpus_wanted      CPUs that the guest, or the workload on this machine, needs
 *	vcpus_pinned     a guest's CPUs have host CPUs of their own
 *	attachable       mechanisms of the study that could be attached
 *	mechanisms       how many it has
 */

#include <jansson.h>
#include <stddef.h>

enum check_state {
	CHECK_FINE,
	CHECK_UNKNOWN,	/* the fact could not be read, or does not apply */
	CHECK_WARNING,	/* figures will be noisier, or mean something else */
	CHECK_HOPELESS, /* nothing can be measured */
};

struct check {
	const char *name;
	const char *source;	/* where the fact was found */
	const char *effect;	/* what it does to a measurement */
	const char *mend;	/* the command or the option that helps */
	const char *guest_mend; /* in a guest; NULL: the same */
	/* Writes what was found, "" for unknown. */
	enum check_state (*judge)(const json_t *facts, char *found, size_t size);
};

struct check_verdict {
	enum check_state state;
	char found[256];
	const char *mend; /* for this target */
};

extern const struct check checks_table[];
extern const size_t checks_count;

/* "fine", "unknown", "warning", "hopeless". */
const char *check_state_name(enum check_state state);

struct check_verdict check_judge(const struct check *check, const json_t *facts);

#endif
