/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_SETTINGS_H
#define BPFTAX_AGENT_OBJECT_SETTINGS_H

/*
 * What is to be otherwise in an object than its file says: each is checked once, when it is asked
 * for, and holds for every load from then on.
 *
 *	struct object_setting setting = { "global", "target_pid", "1" };
 *
 *	done = object_setting_check(object, &setting, &err);     // ENOENT: nothing has this name
 *	object_setting_keep(image, &setting, &err);
 *	...
 *	object_settings_apply(object, image, &err);              // opened, not loaded yet
 */

#include <bpf/libbpf.h>
#include "agent/object_images.h"
#include "common/error.h"

struct object_setting {
	const char *option; /* what kind: "global", "map-size", "fill", "hook" */
	const char *name;   /* of what it is of the object */
	const char *value;
};

/*
 * On an object that was opened, has those that are kept, and is then to be closed.  -ENOENT: the
 * object has no such thing; other codes: it cannot be so.  ERROR_USAGE.
 */
int object_setting_check(struct bpf_object *object, const struct object_setting *setting,
			 struct error *err);

/* One that was checked, for all loads to come.  -ENOMEM. */
int object_setting_keep(struct object_image *image, const struct object_setting *setting,
			struct error *err);

/*
 * Those that are kept; and what makes loads alike (object_maps_seed()).
 */
int object_settings_apply(struct bpf_object *object, const struct object_image *image,
			  struct error *err);

/*
 * Once it is loaded: fills what is to be filled.  *ret_filled, also on failure: {"map": entries},
 * a new object, or NULL where nothing is to be.
 */
int object_settings_complete(struct bpf_object *object, const struct object_image *image,
			     json_t **ret_filled, struct error *err);

#endif
