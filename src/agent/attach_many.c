// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/attach_many.h"
#include "agent/idle_functions.h"
#include "agent/program.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>

#define REPEATS 5

static int once(int program_fd, const char **symbols, size_t count, uint64_t *ret_attach_ns,
		uint64_t *ret_detach_ns)
{
	LIBBPF_OPTS(bpf_link_create_opts, options);
	uint64_t begun_ns = deadline_now_ns();
	int link;

	options.kprobe_multi.syms = symbols;
	options.kprobe_multi.cnt = (__u32)count;
	link = bpf_link_create(program_fd, 0, BPF_TRACE_KPROBE_MULTI, &options);
	*ret_attach_ns = deadline_now_ns() - begun_ns;
	if (link < 0)
		return link;
	begun_ns = deadline_now_ns();
	close(link);
	*ret_detach_ns = deadline_now_ns() - begun_ns;
	return 0;
}

static int number_compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int repeat(int program_fd, const char **symbols, struct attach_many *many)
{
	uint64_t attach_ns[REPEATS], detach_ns[REPEATS];
	int done = 0;

	for (int i = 0; i < REPEATS && !done; i++)
		done = once(program_fd, symbols, many->functions, &attach_ns[i], &detach_ns[i]);
	if (done < 0)
		return done;
	qsort(attach_ns, REPEATS, sizeof(*attach_ns), number_compare);
	qsort(detach_ns, REPEATS, sizeof(*detach_ns), number_compare);
	many->repeats = REPEATS;
	many->attach_ns = attach_ns[REPEATS / 2];
	many->detach_ns = detach_ns[REPEATS / 2];
	return 0;
}

static int functions_measure(const char **symbols, struct attach_many *many, struct error *err)
{
	struct program_load load = { .name = program_names[PROGRAM_null].name,
				     .type = BPF_PROG_TYPE_KPROBE,
				     .expected = BPF_TRACE_KPROBE_MULTI };
	struct bpf_object *object = NULL;
	int fd = program_load(&load, &object, err), done;

	if (fd < 0)
		return fd;
	done = repeat(fd, symbols, many);
	bpf_object__close(object);
	return done < 0 ? error_errno(err, ERROR_RESULT, -done, "no link to %zu functions",
				      many->functions)
			: 0;
}

int attach_many_measure(size_t wanted, struct attach_many *ret_many, struct error *err)
{
	struct attach_many many = {};
	struct hook_others others;
	int done;

	if (idle_functions(wanted, &others) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	many.functions = others.count;
	done = many.functions ? functions_measure((const char **)others.names, &many, err)
			      : error_set(err, ERROR_RESULT, EOPNOTSUPP,
					  "no traceable functions are to be seen");
	functions_free(&others);
	if (!done)
		*ret_many = many;
	return done;
}
