// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/window_role.h"
#include "anatomy/anatomy.h"

#include <errno.h>
#include <stdlib.h>

/* No window of the agent's is so long; the store keeps what is below. */
#define NS_MOST (INT64_C(1) << 53)

static bool number_read(const json_t *number, int64_t most, uint64_t *ret_number)
{
	json_int_t value = json_integer_value(number);

	if (!json_is_integer(number) || value < 0 || value > most)
		return false;
	*ret_number = (uint64_t)value;
	return true;
}

static bool flag_read(const json_t *flag, bool *ret_flag)
{
	*ret_flag = json_is_true(flag);
	return json_is_boolean(flag);
}

static bool role_read(const json_t *told, struct window_role *ret_role)
{
	uint64_t window;
	struct window_role role;
	bool is_one =
	    flag_read(json_object_get(told, "bare"), &role.bare) &&
	    flag_read(json_object_get(told, "path"), &role.path) &&
	    flag_read(json_object_get(told, "disturbed"), &role.disturbed) &&
	    number_read(json_object_get(told, "window"), UINT32_MAX, &window) &&
	    number_read(json_object_get(told, "events"), ANATOMY_EVENTS_MOST, &role.events) &&
	    number_read(json_object_get(told, "ns"), NS_MOST, &role.elapsed_ns);

	if (!is_one)
		return false;
	role.after = role.bare;
	role.window = (unsigned int)window;
	*ret_role = role;
	return true;
}

static int roles_read(const json_t *list, struct window_roles *roles, struct error *err)
{
	for (size_t i = 0; i < json_array_size(list); i++, roles->count++)
		if (!role_read(json_array_get(list, i), &roles->roles[i]))
			return error_set(err, ERROR_RESULT, EBADMSG,
					 "the agent's list of recorded windows holds something "
					 "else");
	return 0;
}

int window_roles_from_json(const json_t *list, struct window_roles *ret_roles, struct error *err)
{
	struct window_roles roles = {
		.roles = calloc(json_array_size(list) + 1, sizeof(*roles.roles)),
	};
	int r = roles.roles ? roles_read(list, &roles, err)
			    : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");

	if (r < 0)
		window_roles_clear(&roles);
	else
		*ret_roles = roles;
	return r;
}

void window_roles_clear(struct window_roles *roles)
{
	free(roles->roles);
	*roles = (struct window_roles){ 0 };
}
