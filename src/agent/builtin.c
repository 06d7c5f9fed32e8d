// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/builtin.h"
#include "agent/hooked.h"
#include "agent/kernel_enum.h"
#include "agent/kernel_view.h"
#include "agent/mechanism/mechanism.h"
#include "agent/refusal.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

/* One of the same on the hook. */
struct part {
	struct hooked hooked;
	struct bpf_object *object;
	struct preparation preparation;
	struct traces before; /* of those behind the first: what the kernel showed before it */
};

struct builtin {
	const struct mechanism_ops *mechanism;
	bool is_delay, is_beside;
	size_t count, wanted; /* parts that were begun, and that there are to be */
	struct part *parts;
	int *program_fds; /* of the parts */
};

/* The id of the function, or of the typedef that a tracepoint has in BTF. */
static int btf_id_find(const struct mechanism_ops *mechanism, const struct hook *hook,
		       const struct btf *btf, struct error *err)
{
	bool is_tracepoint = *mechanism->btf_prefix;
	const char *name = is_tracepoint ? strchr(hook->tracepoint, ':') + 1 : hook->function;
	char full[192];
	int id;

	if (!btf)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no BTF (CONFIG_DEBUG_INFO_BTF)");
	snprintf(full, sizeof(full), "%s%s", mechanism->btf_prefix, name);
	id = btf__find_by_name_kind(btf, full, is_tracepoint ? BTF_KIND_TYPEDEF : BTF_KIND_FUNC);
	if (id < 0 && is_tracepoint)
		return no_tracepoint(hook->tracepoint, err);
	if (id < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "the kernel's BTF has no '%s'",
				 full);
	return id;
}

/* Kinds that came after our headers are asked for by name. */
static int attach_type_find(const struct mechanism_ops *mechanism, const struct btf *btf,
			    struct error *err)
{
	return mechanism->kind ? kernel_attach_type(btf, mechanism->kind, err)
			       : (int)mechanism->expected;
}

static int parts_allocate(struct builtin *builtin, unsigned int programs, struct error *err)
{
	builtin->wanted = programs ? programs : 1;
	builtin->parts = calloc(builtin->wanted, sizeof(*builtin->parts));
	builtin->program_fds = calloc(builtin->wanted, sizeof(*builtin->program_fds));
	if (!builtin->parts || !builtin->program_fds)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return 0;
}

static int prepare(struct attachment *attachment, const struct treatment *treatment,
		   struct kernel_view *view, struct error *err)
{
	struct builtin *builtin = attachment->state = calloc(1, sizeof(*builtin));
	int done;

	if (!builtin)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	builtin->mechanism = mechanism_find(treatment->mechanism);
	if (!builtin->mechanism)
		return error_set(err, ERROR_RESULT, ENOENT, "no such mechanism: '%s'",
				 treatment->mechanism);
	done = parts_allocate(builtin, treatment->programs, err);
	if (done < 0)
		return done;
	builtin->is_beside = treatment->beside;
	builtin->is_delay = program_is(treatment->program, PROGRAM_delay);
	if (!builtin->is_delay)
		return 0;
	attachment->step = "calibrate";
	return delay_calibrate(&view->delay, err);
}

/* Another user of the same ftrace site changes what ours costs. */
static int site_check(const struct hook *hook, struct error *err)
{
	CLEANUP_FREE char *line = hook->function ? enabled_function_line(hook->function) : NULL;

	if (!line)
		return 0;
	return error_set(err, ERROR_RESULT, EBUSY, "somebody else traces the function: %s", line);
}

static int delay_apply(const struct part *part, const struct delay_calibration *delay,
		       uint64_t delay_ns, double *ret_injected_ns, struct error *err)
{
	int rounds = delay_set(delay, part->object, delay_ns, err);

	if (rounds < 0)
		return rounds;
	*ret_injected_ns = rounds * delay->round_ns;
	return 0;
}

static int object_load(struct attachment *attachment, struct part *part,
		       const struct program_load *load, struct error *err)
{
	uint64_t begun_ns = deadline_now_ns();
	bool is_first = part == ((struct builtin *)attachment->state)->parts;

	part->hooked.program_fd = program_load(load, &part->object, err);
	if (is_first)
		attachment->load_ns = deadline_now_ns() - begun_ns;
	if (part->hooked.program_fd < 0)
		return part->hooked.program_fd;
	return preparation_make(&part->preparation, load->name, part->object, err);
}

/* What the program is loaded as, and what of it the mechanism needs to attach. */
static int load_describe(struct part *part, const struct mechanism_ops *mechanism,
			 const struct treatment *treatment, const struct kernel_view *view,
			 struct program_load *ret_load, struct error *err)
{
	int type = attach_type_find(mechanism, view->btf, err);
	int id = 0;

	if (type >= 0 && mechanism->btf_prefix)
		id = btf_id_find(mechanism, &treatment->hook, view->btf, err);
	if (type < 0 || id < 0)
		return type < 0 ? type : id;
	part->hooked.btf = view->btf;
	part->hooked.attach_type = type;
	part->hooked.btf_id = (uint32_t)id;
	*ret_load = (struct program_load){ .name = treatment->program,
					   .type = mechanism->type,
					   .expected = (enum bpf_attach_type)type,
					   .flags = mechanism->is_sleepable ? BPF_F_SLEEPABLE : 0,
					   .btf_id = mechanism->id_at_link ? 0 : (uint32_t)id,
					   .btf = view->btf };
	return 0;
}

static int part_load(struct attachment *attachment, struct part *part,
		     const struct treatment *treatment, const struct kernel_view *view,
		     struct error *err)
{
	const struct builtin *builtin = attachment->state;
	struct program_load load;
	uint64_t delay_ns;
	int done;

	attachment->step = "load";
	done = load_describe(part, builtin->mechanism, treatment, view, &load, err);
	if (!done)
		done = object_load(attachment, part, &load, err);
	if (done < 0 || !builtin->is_delay)
		return done;
	program_name_find(treatment->program, &delay_ns);
	return delay_apply(part, &view->delay, delay_ns, &attachment->injected_ns, err);
}

static int part_attach(struct attachment *attachment, struct part *part, struct error *err)
{
	const struct builtin *builtin = attachment->state;
	const struct mechanism_ops *mechanism = builtin->mechanism;
	bool is_first = part == builtin->parts;
	uint64_t begun_ns;
	int done;

	attachment->step = "prepare";
	done = mechanism->prepare && is_first && !builtin->is_beside
		   ? mechanism->prepare(&part->hooked, err)
		   : 0;
	if (done < 0)
		return done;
	attachment->step = "attach";
	begun_ns = deadline_now_ns();
	done = mechanism->attach(&part->hooked, err);
	if (is_first)
		attachment->attach_ns = deadline_now_ns() - begun_ns;
	return done;
}

/* Those behind the first know what the kernel showed before them, to which they have to go back. */
static int part_add(struct attachment *attachment, const struct treatment *treatment,
		    const struct kernel_view *view, struct error *err)
{
	struct builtin *builtin = attachment->state;
	struct part *part = &builtin->parts[builtin->count];
	int done;

	hooked_init(&part->hooked, &treatment->hook);
	if (builtin->count++)
		traces_read(&part->before);
	done = part_load(attachment, part, treatment, view, err);
	if (!done)
		done = part_attach(attachment, part, err);
	builtin->program_fds[builtin->count - 1] = part->hooked.program_fd;
	return done;
}

static int attach(struct attachment *attachment, const struct treatment *treatment,
		  const struct kernel_view *view, struct error *err)
{
	struct builtin *builtin = attachment->state;
	int done;

	attachment->step = "find";
	done = treatment->beside ? 0 : site_check(&treatment->hook, err);
	for (size_t i = 0; i < builtin->wanted && !done; i++)
		done = part_add(attachment, treatment, view, err);
	if (done < 0)
		return done;
	memcpy(attachment->hook_text, builtin->parts->hooked.hook_text,
	       sizeof(attachment->hook_text));
	attachment->preparation = &builtin->parts->preparation;
	attachment->hits_per_operation =
	    builtin->mechanism->hits_per_operation * (double)builtin->count;
	return 0;
}

/* The first one's proof is of the hook; the others are proved by the hits of all. */
static int prove(struct attachment *attachment, struct error *err)
{
	const struct builtin *builtin = attachment->state;
	struct hooked *first = &builtin->parts->hooked;
	int proved;

	if (attachment->injected_ns > 0)
		json_object_set_new(attachment->proof, "injected_ns",
				    json_real(attachment->injected_ns));
	proved = program_prove(first->program_fd, attachment->proof, err);
	if (proved < 0)
		return proved;
	first->proof = attachment->proof;
	proved = builtin->mechanism->prove(first, err);
	first->proof = NULL;
	return proved;
}

static size_t programs(const struct attachment *attachment, const int **ret_fds)
{
	const struct builtin *builtin = attachment->state;

	*ret_fds = builtin->program_fds;
	return builtin->count;
}

/* An attachment that is a perf event has a link as well: the event's. */
static double part_missed(const struct part *part, enum misses_of of, double of_program)
{
	struct link_answer answer = { .size = sizeof(answer.bytes) };

	if (bpf_obj_get_info_by_fd(part->hooked.link_fd, answer.bytes, &answer.size) < 0)
		answer.size = 0;
	return misses_told(of, of_program, &answer);
}

/* What the programs count is the sum already; each link is asked for its own. */
static double misses(const struct attachment *attachment, double of_programs)
{
	const struct builtin *builtin = attachment->state;
	enum misses_of of = builtin->mechanism->misses;
	double missed = of_programs;

	if (of == MISSES_UNTOLD || of == MISSES_OF_PROGRAM)
		return misses_told(of, of_programs, NULL);
	for (size_t i = 0; i < builtin->count; i++)
		missed += part_missed(&builtin->parts[i], of, 0);
	return missed;
}

/* By the maps alone: nothing is attached or detached, no text changes. */
static int retune(struct attachment *attachment, struct kernel_view *view, uint64_t delay_ns,
		  double *ret_injected_ns, struct error *err)
{
	const struct builtin *builtin = attachment->state;
	int done;

	if (!builtin->is_delay)
		return error_set(err, ERROR_RESULT, ENOTSUP,
				 "what is attached is no delay program");
	done = delay_calibrate(&view->delay, err);
	for (size_t i = 0; i < builtin->count && !done; i++)
		done =
		    delay_apply(&builtin->parts[i], &view->delay, delay_ns, ret_injected_ns, err);
	return done;
}

static void part_detach(struct part *part)
{
	hooked_close(&part->hooked);
	preparation_release(&part->preparation);
	bpf_object__close(part->object);
}

/* The last one first: each waits until the kernel shows what it showed before it came. */
static void parts_behind_detach(struct builtin *builtin)
{
	while (builtin->count > 1) {
		struct part *part = &builtin->parts[--builtin->count];

		part_detach(part);
		json_decref(traces_settle(&part->before, NULL));
		traces_free(&part->before);
	}
}

static void first_detach(struct attachment *attachment, const struct builtin *builtin)
{
	struct part *first = builtin->parts;
	uint64_t begun_ns = deadline_now_ns();

	hooked_close(&first->hooked);
	attachment->detach_ns = deadline_now_ns() - begun_ns;
	part_detach(first);
	if (builtin->mechanism->restore)
		builtin->mechanism->restore(&first->hooked);
	attachment->text_left = first->hooked.text_left;
}

static void detach(struct attachment *attachment)
{
	struct builtin *builtin = attachment->state;

	if (!builtin)
		return;
	parts_behind_detach(builtin);
	if (builtin->count)
		first_detach(attachment, builtin);
	free(builtin->parts);
	free(builtin->program_fds);
	free(builtin);
	attachment->state = NULL;
}

bool builtin_may_lose(const struct attachment *attachment)
{
	return attachment->kind == &treatment_builtin &&
	       ((const struct builtin *)attachment->state)->mechanism->may_lose;
}

const struct bpf_object *builtin_object(const struct attachment *attachment)
{
	return ((const struct builtin *)attachment->state)->parts->object;
}

void builtin_sabotage(struct attachment *attachment)
{
	struct builtin *builtin = attachment->state;
	struct hooked *first = &builtin->parts->hooked;
	int *fd = first->link_fd >= 0 ? &first->link_fd : &first->event_fd;

	close(*fd);
	*fd = -1;
}

const struct treatment_ops treatment_builtin = {
	.prepare = prepare,
	.attach = attach,
	.prove = prove,
	.programs = programs,
	.misses = misses,
	.retune = retune,
	.detach = detach,
};
