// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/interruptions.h"
#include "agent/interruptions_code.h"
#include "agent/program.h"

#include <bpf/bpf.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

/* The program's own memory; NULL without any. */
static const volatile struct interruptions_seen *seen_map(const struct bpf_object *object)
{
	const struct bpf_map *map = bpf_object__find_map_by_name(object, ".bss");
	void *seen = map ? mmap(NULL, sizeof(struct interruptions_seen), PROT_READ, MAP_SHARED,
				bpf_map__fd(map), 0)
			 : MAP_FAILED;

	return seen == MAP_FAILED ? NULL : seen;
}

void interruptions_open(struct interruptions *interruptions, const struct btf *btf)
{
	struct program_load load = { .name = INTERRUPTIONS_PROGRAM,
				     .type = BPF_PROG_TYPE_RAW_TRACEPOINT,
				     .btf = btf };
	struct bpf_object *object = NULL;
	struct error ignored;

	if (interruptions->opened)
		return;
	interruptions->opened = true;
	interruptions->receive_offset = interruptions_receive_offset(btf);
	interruptions->notify_offset = interruptions_notify_offset(btf);
	interruptions->program_fd = program_load(&load, &object, &ignored);
	if (interruptions->program_fd < 0)
		return;
	interruptions->now = seen_map(object);
	if (interruptions->now)
		interruptions->object = object;
	else
		bpf_object__close(object);
}

static bool counters_read(struct interruptions *interruptions, struct interruptions_seen *ret_seen)
{
	LIBBPF_OPTS(bpf_test_run_opts, options);

	if (!interruptions->object ||
	    bpf_prog_test_run_opts(interruptions->program_fd, &options) < 0)
		return false;
	memcpy(ret_seen, (const void *)interruptions->now, sizeof(*ret_seen));
	return true;
}

static long switches_read(void)
{
	struct rusage usage = {};

	getrusage(RUSAGE_THREAD, &usage);
	return usage.ru_nvcsw + usage.ru_nivcsw;
}

void interruptions_begin(struct interruptions *interruptions)
{
	if (!interruptions)
		return;
	interruptions->switches = switches_read();
	counters_read(interruptions, &interruptions->before);
}

/* As if that softirq, or that interrupt, had not run. */
static void forget(const struct interruptions *interruptions, struct interruptions_seen *seen,
		   size_t variable, long offset)
{
	if (offset >= 0)
		memcpy(&seen->counters[variable][offset],
		       &interruptions->before.counters[variable][offset],
		       INTERRUPTIONS_COUNT_BYTES);
}

bool interruptions_end(struct interruptions *interruptions, const struct interruptions_own *own)
{
	static const struct interruptions_own none;
	struct interruptions_seen after;

	if (!interruptions)
		return false;
	own = own ? own : &none;
	if (counters_read(interruptions, &after)) {
		if (own->receives)
			forget(interruptions, &after, 0, interruptions->receive_offset);
		if (own->notifies)
			forget(interruptions, &after, 1, interruptions->notify_offset);
		if (memcmp(&after, &interruptions->before, sizeof(after)) != 0)
			return true;
	}
	return !own->sleeps && switches_read() != interruptions->switches;
}

void interruptions_close(struct interruptions *interruptions)
{
	if (interruptions->object) {
		munmap((void *)interruptions->now, sizeof(*interruptions->now));
		bpf_object__close(interruptions->object);
	}
	*interruptions = (struct interruptions){};
}
