// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_together.h"
#include "agent/object_guarded.h"
#include "agent/object_hung.h"
#include "agent/object_section.h"
#include "agent/symbols.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <math.h>
#include <string.h>

struct member {
	const struct bpf_program *program;
	struct object_hook where; /* what hooked's hook points into */
	struct object_hung hung;
};

struct together {
	struct object_loaded loaded;
	struct member *members;
	int *fds; /* of each that is attached */
	size_t count;
};

static int prepare(struct attachment *attachment, const struct treatment *treatment,
		   struct kernel_view *view, struct error *err)
{
	struct together *together = attachment->state = calloc(1, sizeof(*together));

	(void)treatment;
	(void)view;
	if (together)
		together->members = calloc(OBJECT_PROGRAMS_MAX, sizeof(*together->members));
	if (together && together->members)
		together->fds = calloc(OBJECT_PROGRAMS_MAX, sizeof(*together->fds));
	return together && together->fds ? 0
					 : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

static const char *text_or_null(const char *text)
{
	return *text ? text : NULL;
}

/* What libbpf's own rules load, and its section says how to attach. */
static bool is_member(const struct bpf_program *program, const struct object_hook *where,
		      const struct treatment *treatment)
{
	if (!bpf_program__autoload(program) || !where->mechanism)
		return false;
	return !treatment->in_workload || !mechanism_find(where->mechanism)->event;
}

static void member_add(struct together *together, const struct bpf_program *program,
		       const struct treatment *treatment, const struct kernel_view *view)
{
	struct member *member = &together->members[together->count];
	struct hook hook;

	object_program_hook(program, treatment->image, &member->where);
	if (!is_member(program, &member->where, treatment))
		return;
	hook = (struct hook){ .function = text_or_null(member->where.function),
			      .tracepoint = text_or_null(member->where.tracepoint) };
	hooked_init(&member->hung.hooked, &hook);
	member->program = program;
	member->hung.mechanism = mechanism_find(member->where.mechanism);
	object_hung_aim(&member->hung, program, view);
	together->fds[together->count++] = member->hung.hooked.program_fd;
}

/* kallsyms is long: once for all.  A tracepoint has no function, and none is called "". */
static void addresses_find(struct together *together)
{
	const char *functions[OBJECT_PROGRAMS_MAX];
	uint64_t addresses[OBJECT_PROGRAMS_MAX];

	for (size_t i = 0; i < together->count; i++)
		functions[i] = together->members[i].where.function;
	symbol_addresses(functions, together->count, addresses);
	for (size_t i = 0; i < together->count; i++)
		together->members[i].hung.hooked.hook.address = addresses[i];
}

static int members_find(struct together *together, const struct treatment *treatment,
			const struct kernel_view *view, struct error *err)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, together->loaded.object)
	    member_add(together, program, treatment, view);
	if (!together->count)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "none of its programs is of a section that is attached here");
	addresses_find(together);
	return 0;
}

static int load(struct attachment *attachment, const struct treatment *treatment,
		const struct kernel_view *view, struct error *err)
{
	struct together *together = attachment->state;
	struct object_choice choice = { .image = treatment->image };
	int done;

	attachment->step = "load";
	done = object_guarded_load(&choice, &together->loaded, err);
	attachment->load_ns = together->loaded.load_ns;
	memcpy(attachment->refusal, together->loaded.log, sizeof(attachment->refusal));
	return done < 0 ? done : members_find(together, treatment, view, err);
}

/* Which of them it was. */
static int said_of(const struct member *member, int done, struct error *err)
{
	return done < 0
		   ? error_prefix(err, done, "program '%s'", bpf_program__name(member->program))
		   : done;
}

/* Their names, as many as there is room for. */
static void hook_text_put(struct attachment *attachment)
{
	const struct together *together = attachment->state;
	size_t length = 0, size = sizeof(attachment->hook_text);

	for (size_t i = 0; i < together->count && length < size; i++)
		length +=
		    (size_t)snprintf(attachment->hook_text + length, size - length, "%s%s",
				     i ? ", " : "", together->members[i].hung.hooked.hook_text);
}

static const char *member_event(const struct member *member)
{
	const struct object_hung *hung = &member->hung;

	return hung->mechanism->event ? hung->mechanism->event(&hung->hooked) : NULL;
}

/* Of one of them, if any has one. */
static const char *event_of_any(const struct together *together)
{
	const char *event = NULL;

	for (size_t i = 0; i < together->count && !event; i++)
		event = member_event(&together->members[i]);
	return event;
}

static double hits_expected(const struct together *together)
{
	double hits = 0;

	for (size_t i = 0; i < together->count; i++)
		hits += together->members[i].hung.mechanism->hits_per_operation;
	return hits;
}

static int attach(struct attachment *attachment, const struct treatment *treatment,
		  const struct kernel_view *view, struct error *err)
{
	struct together *together = attachment->state;
	int done = load(attachment, treatment, view, err);

	if (!done)
		done = reader_open(together->loaded.object, treatment->consumer,
				   &attachment->reader, err);
	if (!done)
		attachment->step = "attach";
	for (size_t i = 0; i < together->count && !done; i++) {
		struct member *member = &together->members[i];

		done = said_of(member,
			       object_hung_attach(&member->hung, &attachment->attach_ns, err), err);
	}
	if (done < 0)
		return done;
	hook_text_put(attachment);
	attachment->event = event_of_any(together);
	attachment->hits_per_operation =
	    treatment->hits_per_event > 0 ? treatment->hits_per_event : hits_expected(together);
	return 0;
}

static int prove(struct attachment *attachment, struct error *err)
{
	struct together *together = attachment->state;
	json_t *proofs = json_object();
	int proved = 0;

	json_object_set_new(attachment->proof, "programs", proofs);
	if (together->loaded.filled)
		json_object_set(attachment->proof, "filled", together->loaded.filled);
	for (size_t i = 0; i < together->count && !proved; i++) {
		struct member *member = &together->members[i];
		json_t *proof = json_object();

		object_hook_prove(&member->where, proof);
		proved = said_of(member, object_hung_prove(&member->hung, proof, err), err);
		json_object_set_new(proofs, bpf_program__name(member->program), proof);
	}
	return proved;
}

static size_t programs(const struct attachment *attachment, const int **ret_fds)
{
	const struct together *together = attachment->state;

	*ret_fds = together->fds;
	return together->fds ? together->count : 0;
}

static double member_misses(const struct member *member)
{
	struct program_statistics one = { .misses = NAN };

	program_statistics_read(member->hung.hooked.program_fd, &one);
	return object_hung_misses(&member->hung, one.misses);
}

/* One that is not told makes the sum unknown. */
static double misses(const struct attachment *attachment, double of_programs)
{
	const struct together *together = attachment->state;
	double sum = 0;

	(void)of_programs;
	for (size_t i = 0; i < together->count; i++)
		sum += member_misses(&together->members[i]);
	return sum;
}

static void members_restore(struct attachment *attachment)
{
	struct together *together = attachment->state;

	for (size_t i = 0; i < together->count; i++)
		attachment->text_left |= object_hung_restore(&together->members[i].hung);
}

static void detach(struct attachment *attachment)
{
	struct together *together = attachment->state;
	uint64_t begun_ns = deadline_now_ns();

	if (!together)
		return;
	for (size_t i = 0; i < together->count; i++)
		hooked_close(&together->members[i].hung.hooked);
	attachment->detach_ns = deadline_now_ns() - begun_ns;
	reader_close(attachment->reader);
	attachment->reader = NULL;
	object_loaded_release(&together->loaded);
	members_restore(attachment);
	free(together->members);
	free(together->fds);
	free(together);
	attachment->state = NULL;
}

const struct treatment_ops treatment_together = {
	.prepare = prepare,
	.attach = attach,
	.prove = prove,
	.programs = programs,
	.misses = misses,
	.detach = detach,
};

size_t object_together_count(const struct attachment *attachment)
{
	const struct together *together = attachment->state;

	return attachment->kind == &treatment_together ? together->count : 0;
}

struct together_seen object_together_at(const struct attachment *attachment, size_t index)
{
	const struct member *member = &((struct together *)attachment->state)->members[index];

	return (struct together_seen){ .name = bpf_program__name(member->program),
				       .mechanism = member->where.mechanism,
				       .hook = &member->hung.hooked.hook,
				       .event = member_event(member),
				       .fd = member->hung.hooked.program_fd };
}
