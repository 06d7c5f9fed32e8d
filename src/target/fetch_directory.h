/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FETCH_DIRECTORY_H
#define BPFTAX_FETCH_DIRECTORY_H

/*
 * A directory that is filled out of sight and appears under its name when it is complete.
 *
 *	CLEANUP(fetch_directory_clear) struct fetch_directory work = FETCH_DIRECTORY_INIT;
 *
 *	r = fetch_directory_make("/home/u/.cache/bpftax/kernels", &work, &err);
 *	... fill work.path ...
 *	r = fetch_directory_publish(&work, "/home/u/.cache/bpftax/kernels/NAME/VERSION", &err);
 *
 * Each has a lock that ends with its process, so that the next one can tell what a killed process
 * has left behind, and removes it.
 */

#include "common/error.h"
#include "target/notify.h"

struct fetch_directory {
	char *path;
	int lock_fd;
};

#define FETCH_DIRECTORY_INIT                                                                       \
	{                                                                                          \
		.lock_fd = -1                                                                      \
	}

/*
 * Waits until nobody else, in this process or another, fetches what has this name in the parent,
 * which is made where it is missing.  Returns a descriptor that holds the others off until it is
 * closed, or a negative errno; -EINTR when the user ends it.
 */
int fetch_lock(const char *parent, const char *name, const struct kernel_notify *notify,
	       struct error *err);

/* Makes the parent too where it is missing, and removes in it what nobody holds any more. */
int fetch_directory_make(const char *parent, struct fetch_directory *ret_directory,
			 struct error *err);

/* When another process was faster its result stays and ours is dropped: they are the same. */
int fetch_directory_publish(struct fetch_directory *directory, const char *final,
			    struct error *err);

/* Removes a published directory, so that none ever sees a half of it. */
int fetch_directory_discard(const char *final, struct error *err);

/* Removes it with all in it, unless it was published. */
void fetch_directory_clear(struct fetch_directory *directory);

#endif
