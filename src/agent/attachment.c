// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/attachment.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

static int prove(struct attachment *attachment, struct error *err)
{
	attachment->step = "prove";
	attachment->proof = json_object();
	return attachment->kind->prove(attachment, err);
}

int attachment_make(struct attachment *attachment, const struct treatment *treatment,
		    struct kernel_view *view, struct error *err)
{
	int done;

	*attachment = (struct attachment){ .kind = treatment->kind, .step = "find" };
	done = treatment->kind->prepare(attachment, treatment, view, err);
	traces_read(&attachment->before);
	if (!done)
		done = treatment->kind->attach(attachment, treatment, view, err);
	if (!done)
		done = prove(attachment, err);
	if (done < 0)
		json_decref(attachment_remove(attachment));
	return done;
}

bool attachment_holds(struct attachment *attachment)
{
	struct error err;
	CLEANUP_FREE char *was = json_dumps(attachment->proof, JSON_SORT_KEYS);
	CLEANUP_FREE char *is = NULL;
	json_t *proof = attachment->proof;
	const char *step = attachment->step;
	bool holds = !prove(attachment, &err);

	is = json_dumps(attachment->proof, JSON_SORT_KEYS);
	json_decref(attachment->proof);
	attachment->proof = proof;
	attachment->step = step;
	return holds && was && is && !strcmp(was, is);
}

int attachment_retune(struct attachment *attachment, struct kernel_view *view, uint64_t delay_ns,
		      double *ret_injected_ns, struct error *err)
{
	if (!attachment->kind->retune)
		return error_set(err, ERROR_RESULT, ENOTSUP,
				 "what is attached is no delay program");
	return attachment->kind->retune(attachment, view, delay_ns, ret_injected_ns, err);
}

static void forget(struct attachment *attachment)
{
	traces_free(&attachment->before);
	json_decref(attachment->proof);
	attachment->proof = NULL;
	attachment->kind = NULL;
	attachment->preparation = NULL;
}

/* Of one that got as far as loading any. */
static void programs_note(const struct attachment *attachment, struct own_programs *ret_programs)
{
	const int *fds = NULL;
	size_t count = attachment->state ? attachment->kind->programs(attachment, &fds) : 0;

	own_programs_read(fds, count, ret_programs);
}

json_t *attachment_remove(struct attachment *attachment)
{
	struct own_programs programs;
	json_t *left;

	if (!attachment->kind)
		return json_array();
	programs_note(attachment, &programs);
	attachment->kind->detach(attachment);
	left = traces_settle(&attachment->before, &programs);
	own_programs_free(&programs);
	if (attachment->text_left)
		json_array_append_new(left, json_string("the text at the probe"));
	forget(attachment);
	return left;
}

void attachment_discard(struct attachment *attachment)
{
	if (!attachment->kind)
		return;
	attachment->kind->detach(attachment);
	forget(attachment);
}

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	struct program_statistics all = {}, one;
	const int *fds;
	size_t count = attachment->kind->programs(attachment, &fds);
	int read = 0;

	for (size_t i = 0; i < count && !read; i++) {
		read = program_statistics_read(fds[i], &one);
		if (read < 0)
			break;
		all.hits += one.hits;
		all.run_time_ns += one.run_time_ns;
		all.misses += one.misses;
	}
	if (read < 0)
		return read;
	all.misses = attachment->kind->misses(attachment, all.misses);
	*ret_statistics = all;
	return read;
}
