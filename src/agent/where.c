// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/where.h"
#include "agent/builtin.h"
#include "agent/where_told.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <sys/mman.h>

static int begin(void *context)
{
	volatile struct where_seen *seen = context;

	seen->place = WHERE_INSIDE;
	return 0;
}

static int end(void *context, bool holds)
{
	volatile struct where_seen *seen = context;

	(void)holds;
	seen->place = WHERE_OUTSIDE;
	return 0;
}

/* The program's own memory: one store into it says what is going on.  NULL without any. */
static struct where_seen *seen_map(const struct attachment *attachment)
{
	const struct bpf_map *map =
	    bpf_object__find_map_by_name(builtin_object(attachment), ".bss");
	void *seen = map ? mmap(NULL, sizeof(struct where_seen), PROT_READ | PROT_WRITE, MAP_SHARED,
				bpf_map__fd(map), 0)
			 : MAP_FAILED;

	return seen == MAP_FAILED ? NULL : seen;
}

static int watch(struct workload *workload, const struct attachment *attachment, json_t **ret_where,
		 struct error *err)
{
	struct where_seen *seen = seen_map(attachment);
	const struct timed_watch watch = { begin, end, seen };
	uint64_t operations;
	int done;

	if (!seen)
		return error_set(err, ERROR_RESULT, ENOMEM, "the program's memory is not mapped");
	done = workload->ops->watch_timed(workload, &watch, &operations, err);
	if (!done)
		*ret_where = where_to_json(seen);
	munmap(seen, sizeof(*seen));
	return done;
}

int where_find(struct workload *workload, const struct treatment *treatment,
	       struct kernel_view *view, json_t **ret_where, struct error *err)
{
	struct attachment attachment;
	int done;

	if (!workload->ops->watch_timed)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the workload times all of its operations");
	done = attachment_make(&attachment, treatment, view, err);
	if (done < 0)
		return done;
	done = watch(workload, &attachment, ret_where, err);
	json_decref(attachment_remove(&attachment));
	return done;
}
