/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_TOGETHER_H
#define BPFTAX_AGENT_OBJECT_TOGETHER_H

/*
 * A treatment that is an object as its owner runs it: loaded as a whole, with maps and globals that
 * its programs share, and each of these attached where its section says and proved by one of our
 * mechanisms.  Those of sections that are not attached here are loaded alone.
 *
 *	struct treatment treatment = { .kind = &treatment_together, .image = image };
 *
 *	attachment_make(&attachment, &treatment, &view, &err);
 *	for (size_t i = 0; i < object_together_count(&attachment); i++)
 *		program = object_together_at(&attachment, i);
 */

#include "agent/attachment.h"

extern const struct treatment_ops treatment_together;

/* One of those that are attached, in the object's order. */
struct together_seen {
	const char *name, *mechanism;
	const struct hook *hook;
	const char *event; /* what alone may run it (mechanism.h), or NULL */
	int fd;
};

/* 0 of another kind of treatment. */
size_t object_together_count(const struct attachment *attachment);
struct together_seen object_together_at(const struct attachment *attachment, size_t index);

#endif
