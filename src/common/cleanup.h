/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLEANUP_H
#define BPFTAX_CLEANUP_H

/*
 * Attributes that release a variable when it goes out of scope.
 *
 *	CLEANUP_FREE char *name = strdup("x");
 *	CLEANUP_CLOSE int fd = open(...);
 *
 * Initialise every such variable (NULL or -1).  take_pointer() hands a pointer to the caller.
 */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void cleanup_free(void *pointer)
{
	free(*(void **)pointer);
}

static inline void cleanup_close(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void cleanup_file(FILE **file)
{
	if (*file)
		fclose(*file);
}

#define CLEANUP(function) __attribute__((cleanup(function)))
#define CLEANUP_FREE CLEANUP(cleanup_free)
#define CLEANUP_CLOSE CLEANUP(cleanup_close)
#define CLEANUP_FILE CLEANUP(cleanup_file)

/* Yields the pointer and leaves NULL behind. */
#define take_pointer(pointer)                                                                      \
	({                                                                                         \
		__typeof__(pointer) taken_ = (pointer);                                            \
		(pointer) = NULL;                                                                  \
		taken_;                                                                            \
	})

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
