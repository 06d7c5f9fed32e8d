// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_guarded.h"
#include "agent/apart.h"
#include "agent/told.h"
#include "common/cleanup.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

/* Of CPU, emulated where the guest is: 10,000 programs are read in a second. */
#define READING_MOST_S 60

/* What is done in the copy, and with what. */
struct deed {
	const struct object_image *image;
	const struct object_setting *setting;
	const struct object_choice *choice;
};

/* How it went there, for verdict_take(). */
static json_t *verdict(int code, const struct error *err)
{
	return json_pack("{s:i s:i s:o}", "code", code, "kind", (int)err->kind, "reason",
			 told(err->text));
}

static json_t *describe(void *context)
{
	const struct deed *deed = context;
	struct error err = {};
	json_t *description;
	int code = object_file_describe(deed->image, &description, &err);

	return code < 0 ? verdict(code, &err) : description;
}

static json_t *check(void *context)
{
	const struct deed *deed = context;
	struct error err = {};
	int code = object_file_check(deed->image, deed->setting, &err);

	return verdict(code, &err);
}

static json_t *load(void *context)
{
	const struct deed *deed = context;
	struct object_loaded loaded = {};
	struct error err = {};
	int code = object_file_load(deed->choice, &loaded, &err);
	json_t *reply = verdict(code < 0 ? code : 0, &err);

	json_object_set_new(reply, "log", told(loaded.log));
	return reply;
}

/* What a user can do is the same for each. */
static int ended(int end, const char *doing, enum error_kind kind, struct error *err)
{
	int signal = WIFSIGNALED(end) ? WTERMSIG(end) : 0;
	char how[32];

	if (end == APART_NOT_BEGUN)
		return error_set(err, ERROR_ENVIRONMENT, EAGAIN,
				 "%s takes a process of its own, and none is to be had here",
				 doing);
	apart_end_say(end, how, sizeof(how));
	if (signal == SIGXCPU)
		return error_set(
		    err, kind, ENOEXEC,
		    "%s took more than %d s of CPU and was ended: is the file damaged?", doing,
		    READING_MOST_S);
	if (signal == SIGKILL)
		return error_set(err, kind, ENOEXEC,
				 "%s was killed, as where memory ends: --memory SIZE for more",
				 doing);
	return error_set(err, kind, ENOEXEC,
			 "%s ended the reader with %s: the file is damaged, or meets a fault of "
			 "libbpf's; clang -g -O2 -target bpf -c makes it anew",
			 doing, how);
}

/* Takes the verdict over; one that is none says 0. */
static int verdict_take(json_t *verdict, struct error *err)
{
	int code = (int)json_integer_value(json_object_get(verdict, "code"));

	if (code < 0)
		error_set(err,
			  (enum error_kind)json_integer_value(json_object_get(verdict, "kind")),
			  -code, "%s", json_string_value(json_object_get(verdict, "reason")));
	json_decref(verdict);
	return code;
}

int object_guarded_describe(const struct object_image *image, json_t **ret_description,
			    struct error *err)
{
	struct deed deed = { .image = image };
	int end;
	json_t *reply = apart_run_limited(describe, &deed, READING_MOST_S, &end);

	if (!reply)
		return ended(end, "reading it", ERROR_USAGE, err);
	if (json_object_get(reply, "code"))
		return verdict_take(reply, err);
	*ret_description = reply;
	return 0;
}

int object_guarded_set(struct object_image *image, const struct object_setting *setting,
		       struct error *err)
{
	struct deed deed = { .image = image, .setting = setting };
	int end, done;
	json_t *reply = apart_run_limited(check, &deed, READING_MOST_S, &end);

	if (!reply)
		return ended(end, "reading it", ERROR_USAGE, err);
	done = verdict_take(reply, err);
	return done < 0 ? done : object_setting_keep(image, setting, err);
}

/* The kernel frees a process's maps a moment after its end, and they may be half of its memory. */
static void maps_settle(void)
{
	struct timespec moment = { 0, 50000000 };

	nanosleep(&moment, NULL);
}

static int load_try(const struct object_choice *choice, struct object_loaded *loaded,
		    struct error *err)
{
	struct deed deed = { .choice = choice };
	int end;
	json_t *reply = apart_run_limited(load, &deed, 0, &end);

	if (!reply)
		return ended(end, "loading it", ERROR_RESULT, err);
	snprintf(loaded->log, sizeof(loaded->log), "%s",
		 json_string_value(json_object_get(reply, "log")));
	maps_settle();
	return verdict_take(reply, err);
}

int object_guarded_load(const struct object_choice *choice, struct object_loaded *loaded,
			struct error *err)
{
	json_t *survived = choice->image->survived;
	const char *name = choice->program ? choice->program : "";
	int done = json_object_get(survived, name) ? 0 : load_try(choice, loaded, err);

	if (done < 0)
		return done;
	json_object_set_new(survived, name, json_true());
	return object_file_load(choice, loaded, err);
}
