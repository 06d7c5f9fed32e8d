// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_usdt.h"
#include "agent/arch/arch.h"
#include "agent/trigger/usdt.h"
#include "agent/trigger/user_probes.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The names and layouts of <bpf/usdt.bpf.h>, which is for programs alone. */
#define SPECS_MAP "__bpf_usdt_specs"
#define PLACES_MAP "__bpf_usdt_ip_to_spec_id"
#define IN_REGISTER 1 /* BPF_USDT_ARG_REG */

struct argument_spec {
	uint64_t value;
	uint32_t kind;
	int16_t context_offset;
	bool is_signed;
	char bits_cleared;
};

struct mark_spec {
	struct argument_spec arguments[USDT_TEXT_ARGUMENTS];
	uint64_t cookie;
	int16_t count;
};

/* What a program without a cookie is attached for. */
static const uint32_t spec_id;

/* Whether the compiler left each argument where the function got it. */
static bool arguments_are(const char *noted, const char *each)
{
	char wanted[USDT_ARGUMENTS_SIZE];
	size_t length = 0;

	for (int i = 0; i < USDT_TEXT_ARGUMENTS && length < sizeof(wanted); i++)
		length += (size_t)snprintf(wanted + length, sizeof(wanted) - length, "%s%s",
					   i ? " " : "", each);
	return length < sizeof(wanted) && !strcmp(noted, wanted);
}

static int mark_find(struct user_probe *ret_mark, struct error *err)
{
	int found = user_probe_find(USER_PROBE_USDT_TEXT, ret_mark, err);

	if (found < 0 || arguments_are(ret_mark->arguments, arch_ops.first_argument.note))
		return found;
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "the agent was built so that the arguments of its mark %s are not where "
			 "bpf_usdt_arg() is told (%s)",
			 USER_PROBE_USDT_TEXT, ret_mark->arguments);
}

static struct mark_spec spec_make(void)
{
	struct mark_spec spec = { .count = USDT_TEXT_ARGUMENTS };

	for (int i = 0; i < USDT_TEXT_ARGUMENTS; i++)
		spec.arguments[i] =
		    (struct argument_spec){ .kind = IN_REGISTER,
					    .context_offset =
						arch_ops.first_argument.context_offset };
	return spec;
}

static int entry_put(const struct bpf_map *map, const void *key, size_t key_size, const void *value,
		     size_t value_size, struct error *err)
{
	int done;

	if (bpf_map__key_size(map) != key_size || bpf_map__value_size(map) != value_size)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "its map '%s' has keys of %u and values of %u bytes, not of %zu "
				 "and %zu as <bpf/usdt.bpf.h> has them",
				 bpf_map__name(map), bpf_map__key_size(map),
				 bpf_map__value_size(map), key_size, value_size);
	done = bpf_map_update_elem(bpf_map__fd(map), key, value, BPF_ANY);
	return done < 0 ? error_errno(err, ERROR_RESULT, -done, "its map '%s' takes no entry",
				      bpf_map__name(map))
			: 0;
}

/* By the place kernels find it that have no cookies (before 5.15). */
int object_usdt_fill(const struct bpf_object *object, struct error *err)
{
	const struct bpf_map *specs = bpf_object__find_map_by_name(object, SPECS_MAP);
	const struct bpf_map *places = bpf_object__find_map_by_name(object, PLACES_MAP);
	struct mark_spec spec = spec_make();
	struct user_probe mark;
	int done = specs ? mark_find(&mark, err) : 0;

	if (!done && specs)
		done = entry_put(specs, &spec_id, sizeof(spec_id), &spec, sizeof(spec), err);
	if (!done && specs && places)
		done = entry_put(places, &mark.address, sizeof(mark.address), &spec_id,
				 sizeof(spec_id), err);
	return done;
}
