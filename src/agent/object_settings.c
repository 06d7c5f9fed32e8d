// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_settings.h"
#include "agent/object_fill.h"
#include "agent/object_globals.h"
#include "agent/object_maps.h"
#include "agent/object_target.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

static const struct setting_kind {
	const char *option;
	int (*apply)(struct bpf_object *object, const char *name, const char *value,
		     struct error *err);
	/* Once the object is loaded; NULL: nothing is left to do.  The number is told. */
	int (*complete)(struct bpf_object *object, const char *name, const char *value,
			uint64_t *ret_number, struct error *err);
} kinds[] = {
	{ "global", object_global_set, NULL },
	{ "map-size", object_map_resize, NULL },
	{ "fill", object_fill_check, object_fill },
	{ "hook", object_target_check, NULL }, /* put when the program is loaded */
};

static const struct setting_kind *kind_find(const char *option)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(kinds[i].option, option))
			return &kinds[i];
	return NULL;
}

static int setting_apply(struct bpf_object *object, const struct object_setting *setting,
			 struct error *err)
{
	const struct setting_kind *kind = kind_find(setting->option);

	if (kind)
		return kind->apply(object, setting->name, setting->value, err);
	return error_set(err, ERROR_USAGE, EINVAL, "an object has no setting '%s'",
			 setting->option);
}

/* With n of it told by the name of what it is of. */
static int setting_complete(struct bpf_object *object, const struct object_setting *setting,
			    json_t **told, struct error *err)
{
	const struct setting_kind *kind = kind_find(setting->option);
	uint64_t number = 0;
	int done;

	if (!kind || !kind->complete)
		return 0;
	done = kind->complete(object, setting->name, setting->value, &number, err);
	if (done < 0)
		return done;
	if (!*told)
		*told = json_object();
	json_object_set_new(*told, setting->name, json_integer((json_int_t)number));
	return 0;
}

static struct object_setting setting_of(const json_t *kept)
{
	struct object_setting setting = {};

	json_unpack((json_t *)kept, "[s, s, s]", &setting.option, &setting.name, &setting.value);
	return setting;
}

int object_settings_complete(struct bpf_object *object, const struct object_image *image,
			     json_t **ret_filled, struct error *err)
{
	const json_t *kept;
	size_t i;
	int done = 0;

	*ret_filled = NULL;
	json_array_foreach (image->settings, i, kept) {
		struct object_setting setting = setting_of(kept);

		if (!done)
			done = setting_complete(object, &setting, ret_filled, err);
	}
	return done;
}

int object_settings_apply(struct bpf_object *object, const struct object_image *image,
			  struct error *err)
{
	const json_t *kept;
	size_t i;

	json_array_foreach (image->settings, i, kept) {
		struct object_setting setting = setting_of(kept);
		int done = setting_apply(object, &setting, err);

		if (done < 0)
			return done;
	}
	object_maps_seed(object);
	return 0;
}

int object_setting_check(struct bpf_object *object, const struct object_setting *setting,
			 struct error *err)
{
	int done = setting_apply(object, setting, err);

	return done < 0 ? done : object_maps_check_memory(object, memory_available_bytes(), err);
}

int object_setting_keep(struct object_image *image, const struct object_setting *setting,
			struct error *err)
{
	if (!image->settings)
		image->settings = json_array();
	if (json_array_append_new(image->settings, json_pack("[s, s, s]", setting->option,
							     setting->name, setting->value)) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return 0;
}
