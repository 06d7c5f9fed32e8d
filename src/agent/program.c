// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/program.h"
#include "agent/refusal.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

#include "null.skel.h"
#include "map.skel.h"
#include "delay.skel.h"
#include "array_lookup.skel.h"
#include "percpu_array_add.skel.h"
#include "hash_lookup.skel.h"
#include "hash_update.skel.h"
#include "ringbuf.skel.h"
#include "perf_output.skel.h"
#include "ktime.skel.h"
#include "pid_tgid.skel.h"
#include "comm.skel.h"
#include "probe_read_8.skel.h"
#include "probe_read_64.skel.h"
#include "stackid.skel.h"
#include "tail_call.skel.h"
#include "subprog.skel.h"

/* Enough for the log of a program of a hundred instructions; a longer one loses its end. */
#define LOG_BYTES 65536

struct program_image {
	const char *name;
	const void *(*bytes)(size_t *size);
};

static const struct program_image images[] = {
#define PROGRAM(identifier, name, summary) { name, identifier##_bpf__elf_bytes },
#include "protocol/program_list.h"
#undef PROGRAM
};

static const struct program_image *image_find(const char *program)
{
	const struct program_name *known = program_name_find(program, NULL);

	for (size_t i = 0; known && i < ARRAY_SIZE(images); i++)
		if (!strcmp(images[i].name, known->name))
			return &images[i];
	return NULL;
}

/*
 * libbpf finds the BTF id of fentry targets by parsing the kernel's whole BTF for every object,
 * which costs more than the attachment.  A fallback handler for our section name may set the id
 * that we looked up once.
 */
static int load_prepare(struct bpf_program *program, struct bpf_prog_load_opts *options,
			long cookie)
{
	const struct program_load *load = (const struct program_load *)cookie;

	(void)program;
	options->attach_btf_id = load->btf_id;
	return 0;
}

/* Opens and loads while our handler is the fallback for sections that libbpf does not know. */
static struct bpf_object *object_load(const struct program_image *image, char *log)
{
	LIBBPF_OPTS(bpf_object_open_opts, options, .object_name = "bpftax", .kernel_log_buf = log,
		    .kernel_log_size = LOG_BYTES);
	struct bpf_object *object;
	size_t size;
	const void *bytes = image->bytes(&size);
	int loaded;

	object = bpf_object__open_mem(bytes, size, &options);
	if (!object)
		return NULL;
	loaded = bpf_object__load(object);
	if (!loaded)
		return object;
	bpf_object__close(object);
	errno = -loaded;
	return NULL;
}

int program_load(const struct program_load *load, struct bpf_object **ret_object, struct error *err)
{
	LIBBPF_OPTS(libbpf_prog_handler_opts, options, .cookie = (long)load,
		    .prog_prepare_load_fn = load_prepare);
	const struct program_image *image = image_find(load->name);
	CLEANUP_FREE char *log = calloc(1, LOG_BYTES);
	struct bpf_object *object;
	int handler, code;

	if (!image)
		return error_set(err, ERROR_RESULT, ENOENT, "no such program: '%s'", load->name);
	handler = libbpf_register_prog_handler(NULL, load->type, load->expected, &options);
	if (handler < 0)
		return error_errno(err, ERROR_RESULT, -handler, "libbpf took no handler");
	object = object_load(image, log);
	code = errno;
	libbpf_unregister_prog_handler(handler);
	if (!object)
		return load_refused(load->name, code, log, err);
	*ret_object = object;
	return bpf_program__fd(bpf_object__find_program_by_name(object, "bpftax"));
}

int program_statistics_read(int fd, struct program_statistics *ret_statistics)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);
	int got = bpf_obj_get_info_by_fd(fd, &info, &size);

	if (got < 0)
		return got;
	ret_statistics->hits = info.run_cnt;
	ret_statistics->run_time_ns = info.run_time_ns;
	ret_statistics->misses = info.recursion_misses;
	return 0;
}
