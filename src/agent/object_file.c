// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_file.h"
#include "agent/arch/arch.h"
#include "agent/libbpf_log.h"
#include "agent/object_kconfig.h"
#include "agent/object_kind.h"
#include "agent/object_maps.h"
#include "agent/object_network.h"
#include "agent/object_section.h"
#include "agent/object_target.h"
#include "agent/object_usdt.h"
#include "agent/refusal.h"
#include "agent/symbols.h"
#include "agent/told.h"
#include "agent/verifier_log.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <elf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>

/* Of the log of what was refused; a kernel from 6.4 on keeps the end of a longer one. */
#define LOG_BYTES ((size_t)8 << 20)
/* Of the statistics alone. */
#define STATISTICS_BYTES 4096
#define LOG_STATISTICS 4 /* BPF_LOG_STATS, kernel/bpf/verifier.c */

static int refuse(struct error *err, const char *why)
{
	return error_set(err, ERROR_USAGE, ENOEXEC, "%s", why);
}

/* What libbpf says of these is a code. */
static int header_check(const struct object_image *image, struct error *err)
{
	Elf64_Ehdr header;

	if (image->size < sizeof(header) || memcmp(image->bytes, ELFMAG, SELFMAG) != 0)
		return refuse(err, "it is no ELF file; clang -g -O2 -target bpf -c makes one");
	memcpy(&header, image->bytes, sizeof(header));
	if (header.e_ident[EI_CLASS] != ELFCLASS64)
		return refuse(err, "it is of 32 bits; BPF objects have 64");
	if (header.e_ident[EI_DATA] != ELFDATA2LSB)
		return refuse(err, "it is big-endian; guests are little-endian: -target bpfel");
	if (header.e_machine != EM_BPF)
		return error_set(err, ERROR_USAGE, ENOEXEC,
				 "it is for another machine (ELF's number %u), not for BPF: clang "
				 "-target bpf makes one",
				 header.e_machine);
	if (header.e_type != ET_REL)
		return refuse(err, "it is no relocatable object: clang -c makes one");
	return 0;
}

static struct bpf_object *object_open(const struct object_image *image, struct error *err)
{
	CLEANUP_FREE char *kconfig = object_kconfig_lines(image);
	LIBBPF_OPTS(bpf_object_open_opts, options, .object_name = "bpftax_object",
		    .kconfig = kconfig);
	struct bpf_object *object;
	char reason[1024], meaning[128];
	int code;

	if (header_check(image, err) < 0)
		return NULL;
	libbpf_log_begin();
	object = bpf_object__open_mem(image->bytes, image->size, &options);
	code = errno;
	libbpf_log_end(reason, sizeof(reason));
	if (object)
		return object;
	libbpf_strerror(code, meaning, sizeof(meaning));
	error_set(err, ERROR_USAGE, code,
		  "libbpf does not open it: %s; clang -g -O2 -target bpf -c makes it anew",
		  *reason ? reason : meaning);
	return NULL;
}

static int count_check(struct bpf_object *object, struct error *err)
{
	struct bpf_program *program;
	struct bpf_map *map;
	size_t programs = 0, maps = 0;

	bpf_object__for_each_program(program, object) programs++;
	bpf_object__for_each_map(map, object) maps++;
	if (!programs)
		return refuse(err, "it has no program: a section such as SEC(\"fentry/...\") holds "
				   "one");
	if (programs > OBJECT_PROGRAMS_MAX || maps > OBJECT_MAPS_MAX)
		return error_set(err, ERROR_USAGE, E2BIG,
				 "it has %zu programs and %zu maps; at most %d and %d are measured "
				 "in one object",
				 programs, maps, OBJECT_PROGRAMS_MAX, OBJECT_MAPS_MAX);
	if (!bpf_object__btf(object))
		return refuse(err, "it has no BTF, from which types and lines are known: clang -g");
	return 0;
}

/* The category of a raw tracepoint's event, as tracefs has it: CATEGORY:NAME, else ":NAME". */
static void category_find(struct object_hook *hook)
{
	char wanted[sizeof(hook->tracepoint) + 1];

	if (!*hook->tracepoint || strchr(hook->tracepoint, ':'))
		return;
	snprintf(wanted, sizeof(wanted), ":%s", hook->tracepoint);
	tracepoint_complete(wanted, hook->tracepoint, sizeof(hook->tracepoint));
}

void object_program_hook(const struct bpf_program *program, const struct object_image *image,
			 struct object_hook *ret_hook)
{
	char section[OBJECT_SECTION_SIZE];

	object_target_section(program, image, section);
	object_section_read(section, arch_ops.syscall_prefix, ret_hook);
	category_find(ret_hook);
}

void object_hook_prove(const struct object_hook *hook, json_t *proof)
{
	if (hook->is_in_place)
		json_object_set_new(
		    proof, "in_place",
		    json_pack("{s:s s:o}", "on", hook->function, "of", told(hook->in_place_of)));
}

static json_t *text_or_none(const char *text)
{
	return *text ? told(text) : NULL;
}

static json_t *program_describe(const struct bpf_program *program, const struct object_image *image)
{
	char section[OBJECT_SECTION_SIZE];
	struct object_hook hook;

	object_target_section(program, image, section);
	object_program_hook(program, image, &hook);
	return json_pack("{s:s s:s s:s* s:o* s:o* s:o*}", "name", bpf_program__name(program),
			 "section", section, "mechanism", hook.mechanism,
			 hook_kind_name(HOOK_FUNCTION), text_or_none(hook.function),
			 hook_kind_name(HOOK_TRACEPOINT), text_or_none(hook.tracepoint), "reason",
			 text_or_none(hook.reason));
}

static json_t *map_describe(const struct bpf_map *map)
{
	return json_pack("{s:s s:i s:I s:I s:I}", "name", bpf_map__name(map), "type",
			 (int)bpf_map__type(map), "key_bytes", (json_int_t)bpf_map__key_size(map),
			 "value_bytes", (json_int_t)bpf_map__value_size(map), "entries",
			 (json_int_t)bpf_map__max_entries(map));
}

/* A name that is no UTF-8 cannot be told. */
static int description_make(struct bpf_object *object, const struct object_image *image,
			    json_t **ret_description, struct error *err)
{
	json_t *programs = json_array(), *maps = json_array();
	struct bpf_program *program;
	struct bpf_map *map;
	int failed = 0;

	bpf_object__for_each_program(program, object) failed |=
	    json_array_append_new(programs, program_describe(program, image));
	bpf_object__for_each_map(map, object) failed |=
	    json_array_append_new(maps, map_describe(map));
	*ret_description = json_pack("{s:o s:o}", "programs", programs, "maps", maps);
	if (!failed)
		return 0;
	json_decref(*ret_description);
	return refuse(err, "a name of it is no text (UTF-8)");
}

int object_file_describe(const struct object_image *image, json_t **ret_description,
			 struct error *err)
{
	struct bpf_object *object = object_open(image, err);
	int done = -ENOEXEC;

	if (object)
		done = count_check(object, err);
	if (!done)
		done = description_make(object, image, ret_description, err);
	bpf_object__close(object);
	return done;
}

int object_file_check(const struct object_image *image, const struct object_setting *setting,
		      struct error *err)
{
	struct bpf_object *object = object_open(image, err);
	int done = object ? object_settings_apply(object, image, err) : -ENOEXEC;

	if (!done)
		done = object_setting_check(object, setting, err);
	bpf_object__close(object);
	return done;
}

/*
 * Maps of stacks often have no size of values in the object, as it is a setting of the kernel's
 * (kernel.perf_event_max_stack): then what that is unless somebody changes it.
 */
static void stacks_complete(struct bpf_object *object)
{
	struct bpf_map *map;

	bpf_object__for_each_map(map, object)
	{
		if (bpf_map__type(map) == BPF_MAP_TYPE_STACK_TRACE && !bpf_map__value_size(map))
			bpf_map__set_value_size(map, PERF_MAX_STACK_DEPTH * sizeof(uint64_t));
	}
}

/* A hash or stacks without a number of entries; NULL: there is none. */
static const struct bpf_map *map_without_entries(const struct bpf_object *object)
{
	const struct bpf_map *map;

	bpf_object__for_each_map(map, object)
	{
		bool is_stacks = bpf_map__type(map) == BPF_MAP_TYPE_STACK_TRACE;

		if (!bpf_map__max_entries(map) &&
		    (is_stacks || bpf_map__type(map) == BPF_MAP_TYPE_HASH))
			return map;
	}
	return NULL;
}

/* As it is to be measured, and as far as there is memory for its maps. */
static int object_open_to_load(const struct object_image *image, struct bpf_object **ret_object,
			       struct error *err)
{
	int done;

	*ret_object = object_open(image, err);
	if (!*ret_object)
		return -ENOEXEC;
	stacks_complete(*ret_object);
	done = object_settings_apply(*ret_object, image, err);
	return done < 0 ? done
			: object_maps_check_memory(*ret_object, memory_available_bytes(), err);
}

struct attempt {
	char *log;
	size_t log_size;
	unsigned int log_level;
	char said[1024]; /* by libbpf */
};

static void log_put(struct bpf_program *program, struct attempt *attempt)
{
	bpf_program__set_log_buf(program, attempt->log, attempt->log_size);
	bpf_program__set_log_level(program, attempt->log_level);
}

/* One program alone: what others need of the kernel is not asked for.  All as libbpf has them. */
static int programs_choose(struct object_loaded *loaded, const char *name, struct attempt *attempt,
			   struct error *err)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, loaded->object)
	{
		bool is_meant = !name || !strcmp(bpf_program__name(program), name);

		if (name)
			bpf_program__set_autoload(program, is_meant);
		if (name && is_meant)
			loaded->program = program;
		log_put(program, attempt);
	}
	loaded->is_chosen = !name || loaded->program;
	return loaded->is_chosen
		   ? 0
		   : error_set(err, ERROR_RESULT, ENOENT, "the object has no program '%s'", name);
}

static int program_put(struct bpf_program *program, const struct object_choice *choice,
		       struct attempt *attempt)
{
	struct object_hook hook;
	int done = object_target_put(program, choice, attempt->said, sizeof(attempt->said));

	if (done < 0)
		return done;
	object_program_hook(program, choice->image, &hook);
	return object_kind_put(program, &hook, attempt->said, sizeof(attempt->said));
}

/* Of those that are loaded. */
static int targets_put(struct object_loaded *loaded, const struct object_choice *choice,
		       struct attempt *attempt)
{
	char ignored[128], section[OBJECT_SECTION_SIZE];
	struct bpf_program *program;
	int done = 0;

	libbpf_log_begin();
	bpf_object__for_each_program(program, loaded->object)
	{
		object_target_section(program, choice->image, section);
		object_network_put(program, section);
		if (!done && bpf_program__autoload(program))
			done = program_put(program, choice, attempt);
	}
	libbpf_log_end(ignored, sizeof(ignored));
	return done;
}

/* 0 or a negative errno. */
static int load_once(const struct object_choice *choice, struct attempt *attempt,
		     struct object_loaded *loaded, struct error *err)
{
	uint64_t begun_ns;
	int done;

	if (object_open_to_load(choice->image, &loaded->object, err) < 0)
		return -ENOEXEC;
	if (programs_choose(loaded, choice->program, attempt, err) < 0)
		return -ENOENT;
	begun_ns = deadline_now_ns(); /* a target is looked for among types here, or in libbpf */
	done = targets_put(loaded, choice, attempt);
	if (done < 0)
		return error_errno(err, ERROR_RESULT, -done, "%s", attempt->said);
	libbpf_log_begin();
	done = bpf_object__load(loaded->object);
	loaded->load_ns = deadline_now_ns() - begun_ns;
	libbpf_log_end(attempt->said, sizeof(attempt->said));
	return done < 0 ? error_errno(err, ERROR_RESULT, -done, "%s", attempt->said) : 0;
}

static int permission_refused(int code, struct error *err)
{
	CLEANUP_FREE char *modules = security_modules_active();

	return error_set(err, ERROR_RESULT, code,
			 "loading was refused (%s): it takes CAP_BPF and CAP_PERFMON, or root, and "
			 "neither lockdown nor a security module (here: %s) against it",
			 strerror(code), modules ? modules : "");
}

static int refusal_say(const struct attempt *attempt, const struct bpf_object *object, int code,
		       struct error *err)
{
	const struct bpf_map *empty = map_without_entries(object);
	char reason[1024];

	verifier_refusal(attempt->log, reason, sizeof(reason));
	if (*reason)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "%s", reason);
	if (code == -EPERM || code == -EACCES)
		return permission_refused(-code, err);
	if (empty)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "map '%s' has no number of entries, which whoever loads it has to "
				 "set: --map %s=N",
				 bpf_map__name(empty), bpf_map__name(empty));
	return object_refused(attempt->said, -code, err);
}

/* Again, with a log that has room for all of it: the first time there were only statistics. */
static int load_explain(const struct object_choice *choice, struct object_loaded *loaded,
			struct error *err)
{
	CLEANUP(object_loaded_release) struct object_loaded again = {};
	struct attempt attempt = { .log = calloc(1, LOG_BYTES), .log_size = LOG_BYTES };
	int done = attempt.log ? load_once(choice, &attempt, &again, err) : -ENOMEM;

	if (done < 0 && again.is_chosen) {
		verifier_tail(attempt.log, loaded->log);
		done = refusal_say(&attempt, again.object, done, err);
	} else if (!done)
		done = error_set(err, ERROR_RESULT, EAGAIN, "it loads at the second time only");
	free(attempt.log);
	return done;
}

/* Absent where the kernel does not tell. */
static void jited_note(int fd, json_t *verifier)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	if (!bpf_obj_get_info_by_fd(fd, &info, &size) && info.jited_prog_len)
		json_object_set_new(verifier, "jited_bytes", json_integer(info.jited_prog_len));
}

int object_file_load(const struct object_choice *choice, struct object_loaded *loaded,
		     struct error *err)
{
	char log[STATISTICS_BYTES] = "";
	struct attempt attempt = { .log = log,
				   .log_size = sizeof(log),
				   .log_level = LOG_STATISTICS };
	int done = load_once(choice, &attempt, loaded, err);

	if (done < 0)
		return loaded->is_chosen ? load_explain(choice, loaded, err) : done;
	if (choice->program) {
		loaded->verifier = verifier_statistics(log);
		jited_note(bpf_program__fd(loaded->program), loaded->verifier);
	}
	done = object_settings_complete(loaded->object, choice->image, &loaded->filled, err);
	if (!done)
		done = object_usdt_fill(loaded->object, err);
	if (done < 0)
		return done;
	return choice->program ? bpf_program__fd(loaded->program) : 0;
}

void object_loaded_release(struct object_loaded *loaded)
{
	bpf_object__close(loaded->object);
	json_decref(loaded->verifier);
	json_decref(loaded->filled);
	*loaded = (struct object_loaded){};
}
