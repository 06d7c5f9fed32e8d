/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ARCHITECTURES_H
#define BPFTAX_ARCHITECTURES_H

/*
 * What architectures are called (architecture_list.h), for whoever has only the name: a study, the
 * agent that says where it runs.
 *
 *	const char *name = architecture_name_of(utsname.machine);
 *
 * What QEMU and the packages know of one is target/architecture.h.
 */

#include <stddef.h>

struct architecture_name {
	const char *name;    /* "arm64" */
	const char *machine; /* "aarch64", as uname(2) says it */
	const char *summary;
};

extern const struct architecture_name architecture_names[];
extern const size_t architecture_names_count;

/* The entry of this name, or NULL. */
const struct architecture_name *architecture_name_find(const char *name);

/* The name of what uname(2) calls a machine; that itself where no guest can have it. */
const char *architecture_name_of(const char *machine);

/* What this program is built for. */
const char *architecture_name_own(void);

#endif
