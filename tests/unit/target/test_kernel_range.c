// SPDX-License-Identifier: GPL-2.0-or-later
/* What lies between two kernels of an archive with many suites. */
#include "target/kernel_range.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define RECORD(package, version)                                                                   \
	"Package: linux-image-" package "\nVersion: " version "\nFilename: pool/" package ".deb\n" \
	"\n"

static const char records[] = RECORD("7.3-rc7-cloud-amd64", "7.3~rc7-1~exp1")
    RECORD("7.3.4+deb13-cloud-amd64", "7.3.4-1~bpo13+1")
	RECORD("6.16.12+deb13-cloud-amd64", "6.16.12-1~bpo13+1")
	    RECORD("6.16.3+deb13-cloud-amd64", "6.16.3-1~bpo13+1")
		RECORD("6.16.3+deb13-amd64", "6.16.3-1~bpo13+1")
		    RECORD("6.12.117+deb12-cloud-amd64", "6.12.117-1~deb12u1")
			RECORD("6.12.118+deb13-cloud-amd64", "6.12.118-1")
			    RECORD("6.1.0-56-cloud-amd64", "6.1.192-2");

static int find(const char *from, const char *to, bool candidates, struct kernel_range *range,
		struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	const struct kernel_range_ends ends = { from, to, candidates };

	assert_int_equal(kernel_index_add(&index, records, "amd64", KERNEL_OF_OWN_SUITE), 0);
	return kernel_range_find(&index, &ends, range, err);
}

/* "6.1.192-2/0 ...": version and series of each. */
static void expect(const char *from, const char *to, bool candidates, const char *versions)
{
	CLEANUP(kernel_range_clear) struct kernel_range range = { 0 };
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	struct error err;

	assert_int_equal(find(from, to, candidates, &range, &err), 0);
	for (size_t i = 0; i < range.count; i++)
		text_buffer_add(&text, "%s%s/%u", i ? " " : "", range.kernels[i].version,
				range.kernels[i].series);
	assert_string_equal(text_buffer_get(&text), versions);
}

static void ranges(void **state)
{
	(void)state;
	expect("debian-6.1-cloud", "debian-7.3-cloud", false,
	       "6.1.192-2/0 6.12.117-1~deb12u1/1 6.12.118-1/1 6.16.3-1~bpo13+1/2 "
	       "6.16.12-1~bpo13+1/2 7.3.4-1~bpo13+1/3");
	expect("debian-6.12-cloud=6.12.117-1~deb12u1", "debian-6.16-cloud", false,
	       "6.12.117-1~deb12u1/0 6.12.118-1/0 6.16.3-1~bpo13+1/1 6.16.12-1~bpo13+1/1");
	expect("debian-6.16-cloud", "debian-7.3-cloud", true,
	       "6.16.12-1~bpo13+1/0 7.3~rc7-1~exp1/1 7.3.4-1~bpo13+1/1");
	expect("debian-6.16-cloud", "debian-7.3-cloud=7.3~rc7-1~exp1", false,
	       "6.16.12-1~bpo13+1/0 7.3~rc7-1~exp1/1");
}

static void names(void **state)
{
	CLEANUP(kernel_range_clear) struct kernel_range range = { 0 };
	struct error err;

	(void)state;
	assert_int_equal(find("debian-6.12-cloud", "debian-7.3-cloud", false, &range, &err), 0);
	assert_string_equal(range.kernels[0].name, "debian-6.12-cloud=6.12.118-1");
	assert_string_equal(range.kernels[0].package, "linux-image-6.12.118+deb13-cloud-amd64");
}

static void what_was_built_for_two_releases_is_told(void **state)
{
	static const struct {
		struct ranged_kernel one, other;
		bool apart;
	} pairs[] = {
		{ { .package = "linux-image-7.2.12+deb13-cloud-amd64",
		    .version = "7.2.12-1~bpo13+1" },
		  { .package = "linux-image-7.2.12+deb14-cloud-amd64", .version = "7.2.12-1" },
		  true },
		{ { .package = "linux-image-6.12.118+deb13-cloud-amd64", .version = "6.12.118-1" },
		  { .package = "linux-image-6.16.3+deb13-cloud-amd64",
		    .version = "6.16.3-1~bpo13+1",
		    .origin = KERNEL_OF_RELEASED_SUITE },
		  false },
		{ { .package = "linux-image-6.1.0-56-cloud-amd64", .version = "6.1.192-2" },
		  { .package = "linux-image-7.3-rc7-cloud-amd64",
		    .version = "7.3~rc7-1~exp1",
		    .origin = KERNEL_OF_OTHER_SUITE },
		  true },
		{ { .package = "linux-image-6.1.0-55-cloud-amd64", .version = "6.1.190-1" },
		  { .package = "linux-image-6.1.0-56-cloud-amd64", .version = "6.1.192-2" },
		  false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++)
		assert_true(kernel_range_built_apart(&pairs[i].one, &pairs[i].other) ==
			    pairs[i].apart);
}

static void refused(const char *from, const char *to, enum error_kind kind, const char *words)
{
	struct kernel_range range;
	struct error err = { 0 };

	assert_true(find(from, to, false, &range, &err) < 0);
	assert_int_equal(err.kind, kind);
	if (!strstr(err.text, words))
		fail_msg("%s", err.text);
}

static void refusals(void **state)
{
	(void)state;
	refused("host", "debian-7.3-cloud", ERROR_USAGE, "--from 'host' is no name");
	refused("debian-6.1-cloud", "./bzImage", ERROR_USAGE, "--to './bzImage' is no name");
	refused("debian-6.12-cloud", "debian-6.16", ERROR_USAGE, "two flavours");
	refused("debian-7.3-cloud", "debian-6.1-cloud", ERROR_USAGE, "takes the older one");
	refused("debian-6.1-cloud", "debian-6.1-cloud", ERROR_USAGE, "nothing lies from");
	refused("debian-6.1-cloud", "debian-7.4-cloud", ERROR_ENVIRONMENT, "debian-7.4-cloud");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges),
		cmocka_unit_test(names),
		cmocka_unit_test(what_was_built_for_two_releases_is_told),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
