/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_MAKE_H
#define BPFTAX_ANATOMY_ANATOMY_MAKE_H

/*
 * An anatomy out of what was recorded.
 *
 *	const struct anatomy_source source = {
 *		.recording = &recording, .symbols = &symbols, .roles = &roles,
 *		.window = 0, .subject = { .configuration = "fentry-map", .hook = "vfs_read", ... },
 *	};
 *
 *	if (anatomy_make(&source, &anatomy, &err) < 0)
 *		...                                     // nothing was recorded that could be used
 *	anatomy_free(anatomy);
 *
 * With the program: windows of role `window`; without: bare ones.  Disturbed windows are left out,
 * and those of another number of events than most.  A function's number is that with the program
 * less the bare one (anatomy/tally.h has each), over the events of a window; functions of which
 * nothing is left are left out.  Nothing is rounded.
 *
 * Where a window of each kind kept its path, the shortest ones make the frames, and with them the
 * layers, the depths and the order; without them a row has a layer by its name alone.  Pure.
 */

#include "anatomy/anatomy.h"
#include "anatomy/code_symbols.h"
#include "anatomy/recording.h"
#include "anatomy/window_role.h"
#include "common/error.h"

struct anatomy_source {
	const struct recording *recording;
	const struct code_symbols *symbols;
	const struct window_roles *roles;
	unsigned int window;		/* which of the visit's: see window_role.h */
	struct anatomy_subject subject; /* copied */
};

/* 0; -EBADMSG, -ENODATA or -ENOMEM with a sentence. */
int anatomy_make(const struct anatomy_source *source, struct anatomy **ret_anatomy,
		 struct error *err);

#endif
