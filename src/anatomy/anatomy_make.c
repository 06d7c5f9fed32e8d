// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_make.h"
#include "anatomy/anatomy_fields.h"
#include "anatomy/anatomy_frames.h"
#include "anatomy/anatomy_order.h"
#include "anatomy/anatomy_rows.h"
#include "anatomy/code_functions.h"
#include "anatomy/event.h"
#include "anatomy/event_path.h"
#include "anatomy/tally.h"
#include "anatomy/window_choice.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/* What it is made of, on the way. */
struct making {
	const struct anatomy_source *source;
	struct anatomy *anatomy;
	struct code_functions functions;
	struct chosen_windows chosen;
	struct tally attached, bare;
	struct frames frames; /* of one event, less the bare one's */
};

static void making_release(struct making *making)
{
	anatomy_free(making->anatomy);
	code_functions_release(&making->functions);
	windows_release(&making->chosen);
	tally_release(&making->attached);
	tally_release(&making->bare);
	frames_release(&making->frames);
}

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int source_check(const struct anatomy_source *source, struct error *err)
{
	if (source->roles->count == source->recording->window_count)
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, EBADMSG,
			 "%zu windows were recorded where the agent ran %zu; measure again",
			 source->recording->window_count, source->roles->count);
}

static int choose(struct making *making, struct error *err)
{
	const struct anatomy_source *source = making->source;

	if (windows_choose(source->roles, source->window, &making->chosen) < 0)
		return no_memory(err);
	if (!making->chosen.events)
		return error_set(err, ERROR_RESULT, ENODATA,
				 "no window with the program and none without it was left "
				 "undisturbed; measure again");
	making->anatomy->events = making->chosen.events;
	return 0;
}

/* "vfs_read+0x9" hooks vfs_read; what is no function hooks none.  NULL without memory. */
static char *hooked_function(const struct anatomy_subject *subject)
{
	const char *hook = subject->hook ? subject->hook : "";

	return strndup(hook, strcspn(hook, "+"));
}

/* The path with the program, less the bare one. */
static int path_subtract(struct making *making, const char *hooked)
{
	const struct recording *recording = making->source->recording;
	CLEANUP(frames_release) struct frames bare = { 0 };
	int code =
	    event_path_frames(recording, &making->functions,
			      &recording->windows[making->chosen.attached_path], &making->frames);

	if (!code)
		code = event_path_frames(recording, &making->functions,
					 &recording->windows[making->chosen.bare_path], &bare);
	return code ? code : event_subtract(&making->frames, &bare, hooked);
}

static int frames_make(struct making *making)
{
	CLEANUP_FREE char *hooked = hooked_function(&making->anatomy->subject);
	int code = hooked ? path_subtract(making, hooked) : -ENOMEM;

	if (!code)
		code = anatomy_frames_take(making->anatomy, &making->frames,
					   making->chosen.path_events, hooked);
	return code ? code : anatomy_rows_order(making->anatomy);
}

static bool has_path(const struct making *making)
{
	const struct recording *recording = making->source->recording;
	const struct chosen_windows *chosen = &making->chosen;

	return chosen->attached_path != WINDOW_NONE && chosen->bare_path != WINDOW_NONE &&
	       recording->windows[chosen->attached_path].path &&
	       recording->windows[chosen->bare_path].path;
}

static int tallies_make(struct making *making)
{
	const struct recording *recording = making->source->recording;
	const struct chosen_windows *chosen = &making->chosen;
	int code = tally_make(recording, &making->functions, chosen->attached,
			      chosen->attached_count, &making->attached);

	return code ? code
		    : tally_make(recording, &making->functions, chosen->bare, chosen->bare_count,
				 &making->bare);
}

static void trust_fill(struct making *making)
{
	const struct chosen_windows *chosen = &making->chosen;
	struct anatomy_trust *trust = &making->anatomy->trust;

	trust->windows = making->attached.windows;
	trust->agreeing = making->attached.agreeing;
	trust->bare = making->bare.windows;
	trust->bare_agreeing = making->bare.agreeing;
	trust->disturbed = chosen->disturbed;
	trust->timed = chosen->attached_elapsed_ns && chosen->bare_elapsed_ns;
	trust->clock = (int64_t)(chosen->attached_elapsed_ns - chosen->bare_elapsed_ns);
	trust->path = has_path(making);
}

static int contents_make(struct making *making)
{
	struct anatomy *anatomy = making->anatomy;
	int code = code_functions_find(making->source->recording, making->source->symbols,
				       &anatomy->texts, &making->functions);

	if (!code)
		code = tallies_make(making);
	if (!code)
		code = anatomy_rows_make(anatomy, &making->functions, making->attached.medians,
					 making->bare.medians);
	if (!code && !anatomy_is_small(anatomy))
		code = -EBADMSG;
	if (code)
		return code;
	trust_fill(making);
	return has_path(making) ? frames_make(making) : 0;
}

static int contents_error(int code, struct error *err)
{
	return code == -EBADMSG
		   ? error_set(err, ERROR_RESULT, EBADMSG,
			       "more was recorded of its windows than they can hold; measure again")
		   : no_memory(err);
}

int anatomy_make(const struct anatomy_source *source, struct anatomy **ret_anatomy,
		 struct error *err)
{
	CLEANUP(making_release)
	struct making making = { .source = source, .anatomy = calloc(1, sizeof(struct anatomy)) };
	int code = source_check(source, err);

	if (code < 0)
		return code;
	if (!making.anatomy || anatomy_subject_keep(making.anatomy, &source->subject) < 0)
		return no_memory(err);
	code = choose(&making, err);
	if (code < 0)
		return code;
	code = contents_make(&making);
	if (code < 0)
		return contents_error(code, err);
	*ret_anatomy = take_pointer(making.anatomy);
	return 0;
}
