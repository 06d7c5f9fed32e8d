/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_REFUSAL_H
#define BPFTAX_AGENT_REFUSAL_H

/*
 * Why the kernel did not load a program, or has no such hook.
 *
 *	return load_refused("ringbuf", errno, log, err);
 */

#include <stdbool.h>
#include "common/error.h"

/*
 * How 7.3's verifier begins to explain, below its reason: the source, the instructions, how it came
 * to that, what to do.  In none of these lines is the reason.
 */
#define VERIFIER_EXPLAINS "Verification failed: "

/*
 * The verifier's last word: the last line of its log, or of it before VERIFIER_EXPLAINS, that is
 * neither empty nor its statistics nor a state of registers.
 * Cuts the log into lines; NULL when there is none.
 */
const char *verifier_reason(char *log);

/* "lockdown,yama,bpf", those that the kernel asks; or why nobody knows.  The caller frees. */
char *security_modules_active(void);

/* Whether such a list has this module. */
bool security_modules_have(const char *list, const char *module);

/*
 * Fills err and returns a negative errno: -EOPNOTSUPP with the verifier's reason; what is needed,
 * where permission was denied before the verifier; else the code itself.
 */
int load_refused(const char *program, int code, char *log, struct error *err);

/*
 * The same of somebody's object, of which libbpf said something (or nothing: "") and no verifier.
 * What the kernel refuses is a property of it, -EOPNOTSUPP; what memory refuses is none, -ENOMEM.
 */
int object_refused(const char *said, int code, struct error *err);

/*
 * What would prove the attachment does not show it.  path: where its file system is mounted; NULL,
 * nowhere: -EOPNOTSUPP with what mounts it, as nobody knows; else -EPROTO.
 */
int not_shown(const char *file, const char *function, const char *path, struct error *err);

/* -EOPNOTSUPP: tracefs is not mounted, nor may this process mount it. */
int no_tracefs(struct error *err);

/*
 * -EOPNOTSUPP with the sentence for a tracepoint that this kernel does not have, and one that
 * older kernels have in its place.
 */
int no_tracepoint(const char *tracepoint, struct error *err);

#endif
