// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/attachment.h"
#include "agent/mechanism/mechanism.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

/* The id of the function, or of the typedef that a tracepoint has in BTF. */
static int btf_id_find(const struct attachment *attachment, const struct btf *btf,
		       struct error *err)
{
	const struct mechanism_ops *ops = attachment->mechanism;
	bool is_tracepoint = *ops->btf_prefix;
	const char *name = is_tracepoint ? strchr(attachment->hook.tracepoint, ':') + 1
					 : attachment->hook.function;
	char full[192];
	int id;

	if (!btf)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no BTF (CONFIG_DEBUG_INFO_BTF)");
	snprintf(full, sizeof(full), "%s%s", ops->btf_prefix, name);
	id = btf__find_by_name_kind(btf, full, is_tracepoint ? BTF_KIND_TYPEDEF : BTF_KIND_FUNC);
	if (id < 0 && is_tracepoint)
		return error_no_tracepoint(err, attachment->hook.tracepoint);
	if (id < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "the kernel's BTF has no '%s'",
				 full);
	return id;
}

static int delay_apply(struct attachment *attachment, const struct delay_calibration *delay,
		       uint64_t delay_ns, struct error *err)
{
	int rounds = delay_set(delay, attachment->object, delay_ns, err);

	if (rounds < 0)
		return rounds;
	attachment->injected_ns = rounds * delay->round_ns;
	return 0;
}

static int step_load(struct attachment *attachment, const char *program,
		     const struct kernel_view *view, struct error *err)
{
	const struct mechanism_ops *ops = attachment->mechanism;
	struct program_load load = { program, ops->type, ops->expected, 0 };
	uint64_t delay_ns, begun_ns;
	const struct program_name *known = program_name_find(program, &delay_ns);
	int id, prepared;

	attachment->step = "load";
	if (ops->btf_prefix) {
		id = btf_id_find(attachment, view->btf, err);
		if (id < 0)
			return id;
		load.btf_id = (uint32_t)id;
	}
	begun_ns = deadline_now_ns();
	attachment->program_fd = program_load(&load, &attachment->object, err);
	attachment->load_ns = deadline_now_ns() - begun_ns;
	if (attachment->program_fd < 0)
		return attachment->program_fd;
	prepared = preparation_make(&attachment->preparation, program, attachment->object, err);
	if (prepared < 0)
		return prepared;
	if (known == &program_names[PROGRAM_delay])
		return delay_apply(attachment, &view->delay, delay_ns, err);
	return 0;
}

/* Another user of the same ftrace site changes what ours costs. */
static int site_check(struct attachment *attachment, struct error *err)
{
	CLEANUP_FREE char *line = NULL;

	if (!attachment->hook.function || attachment->is_copy)
		return 0;
	line = enabled_function_line(attachment->hook.function);
	if (!line)
		return 0;
	return error_set(err, ERROR_RESULT, EBUSY, "somebody else traces the function: %s", line);
}

static int step_attach(struct attachment *attachment, struct error *err)
{
	const struct mechanism_ops *ops = attachment->mechanism;
	uint64_t begun_ns;
	int done;

	attachment->step = "prepare";
	done = ops->prepare && !attachment->is_copy ? ops->prepare(attachment, err) : 0;
	if (done < 0)
		return done;
	attachment->step = "attach";
	begun_ns = deadline_now_ns();
	done = ops->attach(attachment, err);
	attachment->attach_ns = deadline_now_ns() - begun_ns;
	return done;
}

/* What `bpftool prog` would show. */
static int prove_program(struct attachment *attachment, struct error *err)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);
	int got = bpf_obj_get_info_by_fd(attachment->program_fd, &info, &size);
	char tag[2 * sizeof(info.tag) + 1] = "";

	if (got < 0)
		return error_errno(err, ERROR_RESULT, -got, "no information about the program");
	for (size_t i = 0; i < sizeof(info.tag); i++)
		snprintf(tag + 2 * i, 3, "%02x", info.tag[i]);
	json_object_set_new(attachment->proof, "program",
			    json_pack("{s:i s:s s:i s:s s:i s:i}", "id", info.id, "name", info.name,
				      "type", info.type, "tag", tag, "xlated_bytes",
				      info.xlated_prog_len, "jited_bytes", info.jited_prog_len));
	return 0;
}

static int step_prove(struct attachment *attachment, struct error *err)
{
	int proved;

	attachment->step = "prove";
	attachment->proof = json_object();
	if (attachment->injected_ns > 0)
		json_object_set_new(attachment->proof, "injected_ns",
				    json_real(attachment->injected_ns));
	proved = prove_program(attachment, err);
	if (proved < 0)
		return proved;
	return attachment->mechanism->prove(attachment, err);
}

static int make(struct attachment *attachment, bool is_copy, const char *mechanism,
		const char *program, const struct hook *hook, const struct kernel_view *view,
		struct error *err)
{
	int done;

	*attachment = (struct attachment){ .program_fd = -1,
					   .event_fd = -1,
					   .link_fd = -1,
					   .hook = *hook,
					   .step = "find",
					   .is_copy = is_copy };
	attachment->mechanism = mechanism_find(mechanism);
	if (!attachment->mechanism)
		return error_set(err, ERROR_RESULT, ENOENT, "no such mechanism: '%s'", mechanism);
	traces_read(&attachment->before);
	done = site_check(attachment, err);
	if (!done)
		done = step_load(attachment, program, view, err);
	if (!done)
		done = step_attach(attachment, err);
	/* The first one's proof is of the hook; a copy is proved by the hits of all. */
	if (!done && !is_copy)
		done = step_prove(attachment, err);
	if (done < 0)
		json_decref(attachment_remove(attachment));
	return done;
}

int attachment_make(struct attachment *attachment, const char *mechanism, const char *program,
		    const struct hook *hook, const struct kernel_view *view, struct error *err)
{
	return make(attachment, false, mechanism, program, hook, view, err);
}

/* What the kernel shows of the hook is another with each copy. */
static int prove_again(struct attachment *attachment, struct error *err)
{
	json_decref(attachment->proof);
	attachment->proof = NULL;
	return step_prove(attachment, err);
}

int attachment_add_copies(struct attachment *attachment, size_t count, const char *mechanism,
			  const char *program, const struct kernel_view *view, struct error *err)
{
	int done = 0;

	attachment->copies = calloc(count + 1, sizeof(*attachment->copies));
	if (!attachment->copies)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	while (attachment->copy_count < count && !done) {
		done = make(&attachment->copies[attachment->copy_count], true, mechanism, program,
			    &attachment->hook, view, err);
		attachment->copy_count += !done;
	}
	return done < 0 ? done : prove_again(attachment, err);
}

bool attachment_holds(struct attachment *attachment)
{
	struct error err;
	CLEANUP_FREE char *was = json_dumps(attachment->proof, JSON_SORT_KEYS);
	CLEANUP_FREE char *is = NULL;
	json_t *proof = attachment->proof;
	const char *step = attachment->step;
	bool holds = !step_prove(attachment, &err);

	is = json_dumps(attachment->proof, JSON_SORT_KEYS);
	json_decref(attachment->proof);
	attachment->proof = proof;
	attachment->step = step;
	return holds && was && is && !strcmp(was, is);
}

static void descriptor_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Links and programs are released behind RCU and work queues: wait, but not for ever. */
static json_t *traces_settle(const struct traces *before)
{
	struct traces now;
	json_t *left;

	for (int tries = 0; tries < 400; tries++) {
		traces_read(&now);
		if (traces_same(before, &now))
			break;
		traces_free(&now);
		usleep(5000);
		now = (struct traces){};
	}
	if (!now.programs)
		traces_read(&now);
	left = traces_added(before, &now);
	traces_free(&now);
	return left;
}

static void detach(struct attachment *attachment)
{
	uint64_t begun_ns = deadline_now_ns();

	descriptor_close(&attachment->link_fd);
	descriptor_close(&attachment->event_fd);
	attachment->detach_ns = deadline_now_ns() - begun_ns;
}

/* The last one first: each waits until the kernel shows what it showed before it came. */
static void copies_remove(struct attachment *attachment)
{
	while (attachment->copy_count)
		json_decref(attachment_remove(&attachment->copies[--attachment->copy_count]));
	free(attachment->copies);
	attachment->copies = NULL;
}

static void everything_close(struct attachment *attachment)
{
	const struct mechanism_ops *ops = attachment->mechanism;

	copies_remove(attachment);
	detach(attachment);
	preparation_release(&attachment->preparation);
	bpf_object__close(attachment->object);
	if (ops->restore && !attachment->is_copy)
		ops->restore(attachment);
}

static void forget(struct attachment *attachment)
{
	traces_free(&attachment->before);
	json_decref(attachment->proof);
	attachment->mechanism = NULL;
	attachment->object = NULL;
	attachment->program_fd = -1;
	attachment->proof = NULL;
}

json_t *attachment_remove(struct attachment *attachment)
{
	json_t *left;

	if (!attachment->mechanism)
		return json_array();
	everything_close(attachment);
	left = traces_settle(&attachment->before);
	if (attachment->text_left)
		json_array_append_new(left, json_string("the text at the probe"));
	forget(attachment);
	return left;
}

void attachment_discard(struct attachment *attachment)
{
	if (!attachment->mechanism)
		return;
	everything_close(attachment);
	forget(attachment);
}

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	struct program_statistics all, one;
	int read = program_statistics_read(attachment->program_fd, &all);

	for (size_t i = 0; i < attachment->copy_count && !read; i++) {
		read = program_statistics_read(attachment->copies[i].program_fd, &one);
		all.hits += one.hits;
		all.run_time_ns += one.run_time_ns;
		all.misses += one.misses;
	}
	if (!read)
		*ret_statistics = all;
	return read;
}

int error_no_tracepoint(struct error *err, const char *tracepoint)
{
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "this kernel has no tracepoint %s; --tracepoint names another one (on the "
			 "receive path of UDP, kernel 6.1 has skb:consume_skb)",
			 tracepoint);
}
