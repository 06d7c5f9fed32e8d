// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/program.h"
#include "agent/interruptions_code.h"
#include "agent/interruptions_seen.h" /* for the skeleton */
#include "agent/misses.h"
#include "agent/refusal.h"
#include "agent/where_code.h"
#include "agent/where_seen.h" /* for the skeleton */
#include "common/cleanup.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "program_skeletons.h"

/* Enough for the log of a program of a hundred instructions; a longer one loses its end. */
#define LOG_BYTES 65536

struct program_image {
	const char *name;
	const void *(*bytes)(size_t *size);
};

static const struct program_image images[] = {
#define PROGRAM(identifier, name, parameter, leaves_out, summary, paragraph)                       \
	{ name, identifier##_bpf__elf_bytes },
#include "protocol/program_list.h"
#undef PROGRAM
};

/* Not for measurements, and so in no list; each looks at what only this kernel's BTF knows. */
static const struct own_program {
	struct program_image image;
	int (*code_put)(struct bpf_program *program, const struct btf *btf);
} own_programs[] = {
	{ { WHERE_PROGRAM, where_bpf__elf_bytes }, where_code_put },
	{ { INTERRUPTIONS_PROGRAM, interruptions_bpf__elf_bytes }, interruptions_code_put },
};

static const struct own_program *own_find(const char *program)
{
	for (size_t i = 0; i < ARRAY_SIZE(own_programs); i++)
		if (!strcmp(own_programs[i].image.name, program))
			return &own_programs[i];
	return NULL;
}

static const struct program_image *image_find(const char *program)
{
	const struct program_name *known = program_name_find(program, NULL);
	const struct own_program *own = own_find(program);

	if (own)
		return &own->image;
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
	options->prog_flags |= load->flags;
	return 0;
}

#define ADDITIONS_MAX 65536

#define ALU(operation, source, to, from, value)                                                    \
	((struct bpf_insn){ .code = BPF_ALU64 | (operation) | (source),                            \
			    .dst_reg = (to),                                                       \
			    .src_reg = (from),                                                     \
			    .imm = (value) })
#define STACK(access, to, from, value)                                                             \
	((struct bpf_insn){ .code = (access) | BPF_MEM | BPF_DW,                                   \
			    .dst_reg = (to),                                                       \
			    .src_reg = (from),                                                     \
			    .off = -8,                                                             \
			    .imm = (value) })

/*
 * r0 += r2, as often as asked for.  What is added comes from memory and the sum goes there: an
 * emulator, which optimises what it translates, would leave out additions of known numbers, and
 * those whose sum nobody reads.
 */
static int additions_put(struct bpf_program *program, uint64_t additions)
{
	const struct bpf_insn before[] = {
		STACK(BPF_ST, BPF_REG_10, 0, 1),
		STACK(BPF_LDX, BPF_REG_2, BPF_REG_10, 0),
		ALU(BPF_MOV, BPF_K, BPF_REG_0, 0, 0),
	};
	const struct bpf_insn after[] = {
		STACK(BPF_STX, BPF_REG_10, BPF_REG_0, 0),
		ALU(BPF_MOV, BPF_K, BPF_REG_0, 0, 0),
		{ .code = BPF_JMP | BPF_EXIT },
	};
	size_t count = ARRAY_SIZE(before) + additions + ARRAY_SIZE(after);
	CLEANUP_FREE struct bpf_insn *code = calloc(count, sizeof(*code));

	if (!code)
		return -ENOMEM;
	memcpy(code, before, sizeof(before));
	for (uint64_t i = 0; i < additions; i++)
		code[ARRAY_SIZE(before) + i] = ALU(BPF_ADD, BPF_X, BPF_REG_0, BPF_REG_2, 0);
	memcpy(code + count - ARRAY_SIZE(after), after, sizeof(after));
	return bpf_program__set_insns(program, code, count);
}

/* The one family whose parameter is part of the code; 0 for every other program. */
static int parameter_put(struct bpf_object *object, const char *name)
{
	uint64_t parameter = 0;
	const struct program_name *known = program_name_find(name, &parameter);

	if (known != &program_names[PROGRAM_alu])
		return 0;
	if (parameter > ADDITIONS_MAX)
		return -E2BIG;
	return additions_put(bpf_object__next_program(object, NULL), parameter);
}

/* What only the agent knows of a program's code; 0 where there is nothing of the kind. */
static int code_put(struct bpf_object *object, const struct program_load *load)
{
	const struct own_program *own = own_find(load->name);

	if (own)
		return own->code_put(bpf_object__next_program(object, NULL), load->btf);
	return parameter_put(object, load->name);
}

/* Opens and loads while our handler is the fallback for sections that libbpf does not know. */
static struct bpf_object *object_load(const struct program_image *image,
				      const struct program_load *load, char *log)
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
	loaded = code_put(object, load);
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
	object = object_load(image, load, log);
	code = errno;
	libbpf_unregister_prog_handler(handler);
	if (!object)
		return load_refused(load->name, code, log, err);
	*ret_object = object;
	return bpf_program__fd(bpf_object__find_program_by_name(object, "bpftax"));
}

int program_prove(int program_fd, json_t *proof, struct error *err)
{
	struct bpf_prog_info info;
	__u32 size = sizeof(info);
	int got;
	char tag[2 * sizeof(info.tag) + 1] = "";

	memset(&info, 0, sizeof(info));
	got = bpf_obj_get_info_by_fd(program_fd, &info, &size);
	if (got < 0)
		return error_errno(err, ERROR_RESULT, -got, "no information about the program");
	for (size_t i = 0; i < sizeof(info.tag); i++)
		snprintf(tag + 2 * i, 3, "%02x", info.tag[i]);
	json_object_set_new(proof, "program",
			    json_pack("{s:i s:s s:i s:s s:i s:i}", "id", info.id, "name", info.name,
				      "type", info.type, "tag", tag, "xlated_bytes",
				      info.xlated_prog_len, "jited_bytes", info.jited_prog_len));
	return 0;
}

int program_statistics_read(int fd, struct program_statistics *ret_statistics)
{
	struct bpf_prog_info info;
	__u32 size = sizeof(info);
	int got;

	memset(&info, 0, sizeof(info));
	got = bpf_obj_get_info_by_fd(fd, &info, &size);
	if (got < 0)
		return got;
	ret_statistics->hits = info.run_cnt;
	ret_statistics->run_time_ns = info.run_time_ns;
	ret_statistics->misses = misses_of_program(&info, size);
	return 0;
}
