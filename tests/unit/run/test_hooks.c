// SPDX-License-Identifier: GPL-2.0-or-later
/* The rehearsal of the sham's hooks: which are kept, and that memory that is not there is missed.
 */
#include "run/hooks.h"
#include "protocol/version.h"
#include "run_fixture.h"
#include "common/cleanup.h"
#include "study/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Linked with -Wl,--wrap for both: only what this project allocates comes by here. */
static bool no_names, no_flags;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);

void *__wrap_calloc(size_t count, size_t size)
{
	return no_flags && size == sizeof(bool) ? NULL : __real_calloc(count, size);
}

char *__wrap_strdup(const char *text)
{
	return no_names && !strcmp(text, "udp_abort") ? NULL : __real_strdup(text);
}

#define THERE "{\"exists\":true,\"traceable\":true,\"similar\":[]}"
#define ABSENT "{\"exists\":false,\"traceable\":false,\"similar\":[]}"

static const struct target_exchange script[] = {
	{ NULL, PROTOCOL_HELLO_LINE },
	{ "\"udp_abort\"", THERE },
	{ "\"oom:mark_victim\"", ABSENT },
	{ "\"oom:wake_reaper\"", ABSENT },
	{ "\"attach\"",
	  "{\"status\":\"attached\",\"hook\":\"udp_abort\",\"hits_per_operation\":1.0,"
	  "\"proof\":{}}" },
	{ "\"detach\"", "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0}" },
};

static int setup(void **state)
{
	struct run_fixture *f = calloc(1, sizeof(*f));

	no_names = no_flags = false;
	run_fixture_begin(f);
	option_set(option_find("mechanism", OPTION_FOR_RUN), "fentry,tp-btf", &f->study, NULL);
	run_fixture_prepare(f, "udp-drain");
	free(f->bench.shams.usable);
	f->bench.shams.usable = NULL;
	run_fixture_target(f, script, ARRAY_SIZE(script));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	no_names = no_flags = false;
	run_fixture_end(*state);
	free(*state);
	return 0;
}

static void a_sham_needs_its_hook(void **state)
{
	struct run_fixture *f = *state;
	struct error err = { 0 };

	if (hooks_rehearse(&f->bench, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(f->bench.shams.function, "udp_abort");
	assert_null(f->bench.shams.tracepoint);
	assert_true(f->bench.shams.usable[0]);
	assert_false(f->bench.shams.usable[1]);
}

static void a_name_that_is_not_kept_is_an_error(void **state)
{
	struct run_fixture *f = *state;
	struct error err = { 0 };

	no_names = true;
	assert_int_equal(hooks_rehearse(&f->bench, &err), -ENOMEM);
}

static void so_is_a_list_that_there_is_no_room_for(void **state)
{
	struct run_fixture *f = *state;
	struct error err = { 0 };

	no_flags = true;
	assert_int_equal(hooks_rehearse(&f->bench, &err), -ENOMEM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sham_needs_its_hook),
		TEST(a_name_that_is_not_kept_is_an_error),
		TEST(so_is_a_list_that_there_is_no_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
