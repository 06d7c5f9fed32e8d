// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/many_hooks.h"
#include "agent/idle_functions.h"
#include "agent/kernel_view.h"
#include "agent/mechanism/mechanism.h"
#include "protocol/names.h"
#include "protocol/variant.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* Of each link: its program, its event, and two maps. */
#define DESCRIPTORS_EACH 5
/* Among so many more there are enough that the kernel does not refuse. */
#define SPARE_SHARE 2
#define SPARE_LEAST 100

struct many_hooks {
	const struct treatment_ops *each; /* what a link is */
	const struct mechanism_ops *mechanism;
	struct kernel_view *view;
	struct hook_others others;  /* to choose from; those that are hooked come first */
	struct hook_others of_link; /* of these what the one link takes, that takes many */
	size_t wanted, hooked;	    /* of the others */
	struct attachment *links;   /* the event's own first */
	int *fds;		    /* of their programs */
	size_t count;
};

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

static int treatment_check(const struct treatment *treatment, struct error *err)
{
	const char *name = treatment->mechanism;
	const struct mechanism_name *known = mechanism_name_find(name);

	if (treatment->hook.function && function_pattern_is(treatment->hook.function))
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "it hangs on all functions of a pattern by itself: functions are "
				 "of programs that hang on one");
	if (known && known->hook == HOOK_FUNCTION)
		return 0;
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "functions are of mechanisms that hang on any of the kernel's; %s has "
			 "hooks of another kind",
			 name);
}

static int others_find(struct many_hooks *many, const struct treatment *treatment)
{
	const char *pattern = treatment->functions_like;
	size_t spare = many->wanted / SPARE_SHARE + SPARE_LEAST;

	return pattern ? idle_functions_like(pattern, treatment->hook.function,
					     VARIANT_FUNCTIONS_MAX + 1, &many->others)
		       : idle_functions(many->wanted + spare, &many->others);
}

/* Of a pattern all are wanted that there are. */
static int others_check(struct many_hooks *many, const struct treatment *treatment,
			struct error *err)
{
	const char *pattern = treatment->functions_like;

	if (pattern && many->others.count >= VARIANT_FUNCTIONS_MAX)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "%d functions and more fit '%s': fewer are measured at once",
				 VARIANT_FUNCTIONS_MAX, pattern);
	if (pattern && !many->others.count)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "no function of this kernel that can be hooked fits '%s'",
				 pattern);
	if (many->others.count < many->wanted)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "of functions that no event runs this kernel has %zu to hook, and "
				 "not %zu",
				 many->others.count, many->wanted);
	if (pattern)
		many->wanted = many->others.count;
	return 0;
}

static int others_choose(struct many_hooks *many, const struct treatment *treatment,
			 struct error *err)
{
	const struct btf *btf = many->view->btf;
	int done;

	many->wanted = treatment->functions ? treatment->functions - 1 : 0;
	done = others_find(many, treatment);
	if (!done && many->mechanism->btf_prefix && btf)
		done = functions_typed(btf, &many->others);
	return done < 0 ? no_memory(err) : others_check(many, treatment, err);
}

static int links_allocate(struct many_hooks *many, struct error *err)
{
	size_t most = many->mechanism->takes_many ? 1 : many->wanted + 1;

	many->links = calloc(most, sizeof(*many->links));
	many->fds = calloc(most, sizeof(*many->fds));
	return many->links && many->fds ? 0 : no_memory(err);
}

/* Where it may not be raised, the kernel says at which link there were too few. */
static void descriptors_allow(size_t links)
{
	struct rlimit limit;
	rlim_t wanted = 1024 + DESCRIPTORS_EACH * links;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = wanted;
	if (limit.rlim_max < wanted)
		limit.rlim_max = wanted;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static int prepare(struct attachment *attachment, const struct treatment *treatment,
		   struct kernel_view *view, struct error *err)
{
	struct many_hooks *many = attachment->state = calloc(1, sizeof(*many));
	int done = many ? treatment_check(treatment, err) : no_memory(err);

	if (done)
		return done;
	many->view = view;
	many->each = treatment->each;
	many->mechanism = mechanism_find(treatment->mechanism);
	done = others_choose(many, treatment, err);
	if (!done)
		done = links_allocate(many, err);
	if (!done)
		descriptors_allow(many->wanted);
	return done;
}

/* One more link.  Of what is refused nothing stays. */
static int link_add(struct many_hooks *many, const struct treatment *own, struct error *err)
{
	struct attachment *link = &many->links[many->count];
	const int *fds;
	int done;

	*link = (struct attachment){ .kind = many->each, .step = "find" };
	done = many->each->prepare(link, own, many->view, err);
	if (!done)
		done = many->each->attach(link, own, many->view, err);
	if (done < 0) {
		many->each->detach(link);
		return done;
	}
	many->each->programs(link, &fds);
	many->fds[many->count++] = fds[0];
	return 0;
}

/* Those that are hooked stay in front. */
static void other_keep(struct many_hooks *many, size_t index)
{
	struct hook_others *others = &many->others;
	size_t to = many->hooked++;
	char *name = others->names[index];

	others->names[index] = others->names[to];
	others->names[to] = name;
	if (others->ids) {
		uint32_t id = others->ids[index];

		others->ids[index] = others->ids[to];
		others->ids[to] = id;
	}
}

/* One link of the event's function and of those from here on. */
static int group_add(struct many_hooks *many, const struct treatment *treatment, size_t first,
		     size_t count, struct error *err)
{
	const struct hook_others *others = &many->others;
	struct treatment own = *treatment;

	many->of_link = (struct hook_others){ others->names + first,
					      others->ids ? others->ids + first : NULL, count };
	own.hook.others = &many->of_link;
	return link_add(many, &own, err);
}

/* A link takes all or none, and does not say which it was: halves are tried, and their halves. */
static void group_sift(struct many_hooks *many, const struct treatment *treatment, size_t first,
		       size_t count)
{
	struct error ignored = {};

	if (!count || many->hooked >= many->wanted)
		return;
	if (!group_add(many, treatment, first, count, &ignored)) {
		many->each->detach(&many->links[--many->count]);
		for (size_t i = 0; i < count; i++)
			other_keep(many, first + i);
	} else if (count > 1) {
		group_sift(many, treatment, first, count / 2);
		group_sift(many, treatment, first + count / 2, count - count / 2);
	}
}

/* More than are wanted may be left. */
static int sifted_add(struct many_hooks *many, const struct treatment *treatment, struct error *err)
{
	struct error refused = *err;

	group_sift(many, treatment, 0, many->others.count);
	if (!many->hooked)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "%s", refused.text);
	if (many->hooked < many->wanted && !treatment->functions_like)
		return error_set(
		    err, ERROR_RESULT, EOPNOTSUPP,
		    "of functions that do not run in an event %zu go into one link, and "
		    "not %zu",
		    many->hooked, many->wanted);
	if (many->hooked > many->wanted)
		many->hooked = many->wanted;
	return group_add(many, treatment, 0, many->hooked, err);
}

/* Where the kernel has no such links at all, there is nothing to be found out. */
static int together_add(struct many_hooks *many, const struct treatment *treatment,
			struct error *err)
{
	int done = group_add(many, treatment, 0, many->wanted, err);

	if (!done)
		many->hooked = many->wanted;
	return done == -EINVAL ? sifted_add(many, treatment, err) : done;
}

static int first_add(struct attachment *attachment, const struct treatment *treatment,
		     struct error *err)
{
	struct many_hooks *many = attachment->state;
	int done = many->mechanism->takes_many ? together_add(many, treatment, err)
					       : link_add(many, treatment, err);

	attachment->step = many->links->step;
	memcpy(attachment->refusal, many->links->refusal, sizeof(attachment->refusal));
	return done;
}

/* Which functions a kernel refuses only trying tells. */
static int others_add(struct many_hooks *many, const struct treatment *treatment, struct error *err)
{
	struct treatment other = *treatment;
	struct error last = {};

	other.beside = true;
	other.consumer = CONSUMER_none;
	for (size_t i = 0; i < many->others.count && many->hooked < many->wanted; i++) {
		other.hook = (struct hook){ .function = many->others.names[i] };
		if (!link_add(many, &other, &last))
			other_keep(many, i);
	}
	if (many->hooked == many->wanted || (treatment->functions_like && many->hooked))
		return 0;
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "of functions that do not run in an event %zu could be hooked, and not "
			 "%zu; of the last: %s",
			 many->hooked, many->wanted, last.text);
}

/* What all of it took, and what is to be expected of it: the event's own alone is hit. */
static void sums_put(struct attachment *attachment)
{
	const struct many_hooks *many = attachment->state;

	for (size_t i = 0; i < many->count; i++) {
		attachment->load_ns += many->links[i].load_ns;
		attachment->attach_ns += many->links[i].attach_ns;
	}
	snprintf(attachment->hook_text, sizeof(attachment->hook_text), "%.128s and %zu others",
		 many->links->hook_text, many->hooked);
	attachment->preparation = many->links->preparation;
	attachment->reader = many->links->reader;
	attachment->hits_per_operation = many->links->hits_per_operation;
	attachment->has_idle_hooks = true;
}

static int attach(struct attachment *attachment, const struct treatment *treatment,
		  const struct kernel_view *view, struct error *err)
{
	struct many_hooks *many = attachment->state;
	int done = first_add(attachment, treatment, err);

	(void)view;
	if (!done && !many->mechanism->takes_many)
		done = others_add(many, treatment, err);
	if (!done)
		sums_put(attachment);
	return done;
}

static int link_prove(struct attachment *link, json_t *proof, struct error *err)
{
	int proved;

	link->proof = proof;
	proved = link->kind->prove(link, err);
	link->proof = NULL;
	return proved;
}

/* What ftrace carries, in one reading of its list. */
static int others_shown(const struct many_hooks *many, struct error *err)
{
	size_t shown = enabled_functions_among(many->others.names, many->hooked);

	return shown == many->hooked
		   ? 0
		   : error_set(
			 err, ERROR_RESULT, EPROTO,
			 "enabled_functions shows %zu of %zu functions that are hooked beside",
			 shown, many->hooked);
}

/* A probe's own list is short. */
static int others_prove(struct many_hooks *many, struct error *err)
{
	int proved = 0;

	if (many->mechanism->takes_many || many->mechanism->btf_prefix)
		return others_shown(many, err);
	for (size_t i = 1; i < many->count && !proved; i++) {
		json_t *proof = json_object();

		proved = link_prove(&many->links[i], proof, err);
		json_decref(proof);
	}
	return proved;
}

static int prove(struct attachment *attachment, struct error *err)
{
	struct many_hooks *many = attachment->state;
	int proved = link_prove(many->links, attachment->proof, err);

	if (!proved)
		proved = others_prove(many, err);
	json_object_set_new(attachment->proof, "functions",
			    json_integer((json_int_t)many->hooked + 1));
	return proved;
}

static size_t programs(const struct attachment *attachment, const int **ret_fds)
{
	const struct many_hooks *many = attachment->state;

	*ret_fds = many->fds;
	return many->count;
}

/* What the programs count is the sum already; each link is asked for its own. */
static double misses(const struct attachment *attachment, double of_programs)
{
	const struct many_hooks *many = attachment->state;
	double missed = of_programs;

	for (size_t i = 0; i < many->count; i++)
		missed += many->each->misses(&many->links[i], 0);
	return missed;
}

/* The event's own is the last: what it has set up holds for all. */
static void detach(struct attachment *attachment)
{
	struct many_hooks *many = attachment->state;

	if (!many)
		return;
	attachment->reader = NULL;
	while (many->count) {
		struct attachment *link = &many->links[--many->count];

		many->each->detach(link);
		attachment->detach_ns += link->detach_ns;
		attachment->text_left |= link->text_left;
	}
	functions_free(&many->others);
	free(many->links);
	free(many->fds);
	free(many);
	attachment->state = NULL;
}

const struct treatment_ops treatment_many_hooks = {
	.prepare = prepare,
	.attach = attach,
	.prove = prove,
	.programs = programs,
	.misses = misses,
	.detach = detach,
};
