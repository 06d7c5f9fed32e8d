// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object.h"
#include "agent/object_guarded.h"
#include "agent/object_hung.h"
#include "common/deadline.h"

#include <errno.h>
#include <string.h>

struct object {
	struct object_hung hung;
	struct object_loaded loaded;
	struct object_hook where; /* as its section says */
};

static int prepare(struct attachment *attachment, const struct treatment *treatment,
		   struct kernel_view *view, struct error *err)
{
	struct object *object = attachment->state = calloc(1, sizeof(*object));

	(void)view;
	if (!object)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	hooked_init(&object->hung.hooked, &treatment->hook);
	object->hung.mechanism = mechanism_find(treatment->mechanism);
	if (!object->hung.mechanism)
		return error_set(err, ERROR_RESULT, ENOENT, "no such mechanism: '%s'",
				 treatment->mechanism);
	return 0;
}

static int load(struct attachment *attachment, const struct treatment *treatment,
		const struct kernel_view *view, struct error *err)
{
	struct object *object = attachment->state;
	struct object_choice choice = { .image = treatment->image,
					.program = treatment->program,
					.target =
					    treatment->beside ? treatment->hook.function : NULL };
	int fd;

	attachment->step = "load";
	fd = object_guarded_load(&choice, &object->loaded, err);
	attachment->load_ns = object->loaded.load_ns;
	memcpy(attachment->refusal, object->loaded.log, sizeof(attachment->refusal));
	if (fd < 0)
		return fd;
	object_program_hook(object->loaded.program, treatment->image, &object->where);
	object_hung_aim(&object->hung, object->loaded.program, view);
	return 0;
}

static int attach(struct attachment *attachment, const struct treatment *treatment,
		  const struct kernel_view *view, struct error *err)
{
	struct object *object = attachment->state;
	int done = load(attachment, treatment, view, err);

	if (!done)
		done = reader_open(object->loaded.object, treatment->consumer, &attachment->reader,
				   err);
	if (!done)
		attachment->step = "attach";
	if (!done)
		done = object_hung_attach(&object->hung, &attachment->attach_ns, err);
	if (done < 0)
		return done;
	if (object->hung.mechanism->event)
		attachment->event = object->hung.mechanism->event(&object->hung.hooked);
	memcpy(attachment->hook_text, object->hung.hooked.hook_text, sizeof(attachment->hook_text));
	attachment->hits_per_operation = treatment->hits_per_event > 0
					     ? treatment->hits_per_event
					     : object->hung.mechanism->hits_per_operation;
	return 0;
}

static int prove(struct attachment *attachment, struct error *err)
{
	struct object *object = attachment->state;
	int proved = object_hung_prove(&object->hung, attachment->proof, err);

	json_object_set(attachment->proof, "verifier", object->loaded.verifier);
	object_hook_prove(&object->where, attachment->proof);
	if (object->loaded.filled)
		json_object_set(attachment->proof, "filled", object->loaded.filled);
	return proved;
}

static size_t programs(const struct attachment *attachment, const int **ret_fds)
{
	const struct object *object = attachment->state;

	*ret_fds = &object->hung.hooked.program_fd;
	return object->hung.hooked.program_fd >= 0;
}

static double misses(const struct attachment *attachment, double of_programs)
{
	const struct object *object = attachment->state;

	return object_hung_misses(&object->hung, of_programs);
}

static void detach(struct attachment *attachment)
{
	struct object *object = attachment->state;
	uint64_t begun_ns = deadline_now_ns();

	if (!object)
		return;
	hooked_close(&object->hung.hooked);
	attachment->detach_ns = deadline_now_ns() - begun_ns;
	reader_close(attachment->reader);
	attachment->reader = NULL;
	object_loaded_release(&object->loaded);
	attachment->text_left = object_hung_restore(&object->hung);
	free(object);
	attachment->state = NULL;
}

const struct treatment_ops treatment_object = {
	.prepare = prepare,
	.attach = attach,
	.prove = prove,
	.programs = programs,
	.misses = misses,
	.detach = detach,
};
