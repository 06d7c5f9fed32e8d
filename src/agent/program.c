// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/program.h"
#include "agent/refusal.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "null.skel.h"
#include "map.skel.h"
#include "delay.skel.h"
#include "alu.skel.h"
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

#define ADDITIONS_MAX 65536

/* r0 = 0; r0 += 1, as often as asked for; r0 = 0; exit. */
static int additions_put(struct bpf_program *program, uint64_t additions)
{
	static const struct bpf_insn zero = { .code = BPF_ALU64 | BPF_MOV | BPF_K };
	static const struct bpf_insn add = { .code = BPF_ALU64 | BPF_ADD | BPF_K, .imm = 1 };
	static const struct bpf_insn leave = { .code = BPF_JMP | BPF_EXIT };
	CLEANUP_FREE struct bpf_insn *code = calloc(additions + 3, sizeof(*code));

	if (!code)
		return -ENOMEM;
	code[0] = zero;
	for (uint64_t i = 0; i < additions; i++)
		code[1 + i] = add;
	code[1 + additions] = zero;
	code[2 + additions] = leave;
	return bpf_program__set_insns(program, code, additions + 3);
}

/* The one family whose parameter is part of the code; 0 for every other program. */
static int parameter_put(struct bpf_object *object, const char *name)
{
	uint64_t parameter = 0;
	const struct program_name *known = program_name_find(name, &parameter);

	if (!known || strcmp(known->name, "alu-"))
		return 0;
	if (parameter > ADDITIONS_MAX)
		return -E2BIG;
	return additions_put(bpf_object__next_program(object, NULL), parameter);
}

/* Opens and loads while our handler is the fallback for sections that libbpf does not know. */
static struct bpf_object *object_load(const struct program_image *image, const char *name,
				      char *log)
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
	loaded = parameter_put(object, name);
	if (!loaded)
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
	object = object_load(image, load->name, log);
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
