// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/architecture.h"
#include "target/deb.h"
#include "target/deb_version.h"
#include "target/fetch_directory.h"
#include "target/kernel_choice.h"
#include "target/kernel_config.h"
#include "target/kernel_package.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const struct architecture *architecture(void)
{
	return architecture_find("x86_64");
}

static int scratch_make(void **state)
{
	static char path[64];

	strcpy(path, "/tmp/bpftax-test-XXXXXX");
	*state = mkdtemp(path);
	return *state ? setenv("XDG_CACHE_HOME", path, 1) : -1;
}

static int scratch_remove(void **state)
{
	return file_remove_tree(*state);
}

static void versions_are_ordered(void **state)
{
	/* Each is older than the next. */
	static const char *const versions[] = {
		"6.1.9-1",     "6.1.10~rc1-1", "6.1.10-1~deb12u1", "6.1.10-1~deb12u2", "6.1.10-1",
		"6.1.10-1+b1", "6.1.192-2",    "6.12.9-1",	   "6.12.117-1"
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(versions); i++)
		for (size_t j = 0; j < ARRAY_SIZE(versions); j++) {
			int order = deb_version_compare(versions[i], versions[j]);

			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("%s and %s: %d", versions[i], versions[j], order);
		}
	assert_int_equal(deb_version_compare("1.007", "1.7"), 0);
}

static void options_of_a_config(void **state)
{
	static const char config[] = "# CONFIG_OFF is not set\nCONFIG_ONE=y\nCONFIG_TWO=m\n"
				     "CONFIG_TWO_MORE=y\nCONFIG_HZ=250\nXCONFIG_X=y\n";

	(void)state;
	assert_int_equal(kernel_config_get(config, "CONFIG_ONE"), KERNEL_OPTION_ON);
	assert_int_equal(kernel_config_get(config, "CONFIG_TWO"), KERNEL_OPTION_MODULE);
	assert_int_equal(kernel_config_get(config, "CONFIG_HZ"), KERNEL_OPTION_ON);
	assert_int_equal(kernel_config_get(config, "CONFIG_OFF"), KERNEL_OPTION_OFF);
	assert_int_equal(kernel_config_get(config, "CONFIG_X"), KERNEL_OPTION_OFF);
	assert_int_equal(kernel_config_get(NULL, "CONFIG_ONE"), KERNEL_OPTION_UNKNOWN);
}

/* As in 5.10, whose list has no bpf. */
static void a_text_of_a_config_is_without_quotes(void **state)
{
	static const char config[] = "CONFIG_LSM_MMAP_MIN_ADDR=65536\n"
				     "CONFIG_LSM=\"lockdown,yama,tomoyo\"\n"
				     "CONFIG_EMPTY=\"\"\nCONFIG_Y=y\n";
	CLEANUP_FREE char *list = kernel_config_string(config, "CONFIG_LSM");
	CLEANUP_FREE char *empty = kernel_config_string(config, "CONFIG_EMPTY");

	(void)state;
	assert_string_equal(list, "lockdown,yama,tomoyo");
	assert_string_equal(empty, "");
	assert_null(kernel_config_string(config, "CONFIG_Y"));
	assert_null(kernel_config_string(config, "CONFIG_NONE"));
	assert_null(kernel_config_string(NULL, "CONFIG_LSM"));
}

static void a_security_module_is_added_once(void **state)
{
	static const char newer[] = "CONFIG_LSM=\"landlock,lockdown,bpf,ipe\"\n";
	static const char older[] = "CONFIG_LSM=\"lockdown,yama,ebpf\"\n";
	CLEANUP_FREE char *list = kernel_config_lsm_with(older, "bpf");

	(void)state;
	assert_string_equal(list, "lockdown,yama,ebpf,bpf");
	assert_null(kernel_config_lsm_with(newer, "bpf"));
	assert_null(kernel_config_lsm_with("CONFIG_X=y\n", "bpf"));
	assert_null(kernel_config_lsm_with(NULL, "bpf"));
}

static void tar_member(struct archive *tar, const char *path, const char *text)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, path);
	archive_entry_set_filetype(entry, S_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (int64_t)strlen(text));
	archive_write_header(tar, entry);
	archive_write_data(tar, text, strlen(text));
	archive_entry_free(entry);
}

static size_t data_tar_make(char *buffer, size_t size)
{
	struct archive *tar = archive_write_new();
	size_t length;

	archive_write_set_format_pax_restricted(tar);
	archive_write_add_filter_xz(tar);
	archive_write_open_memory(tar, buffer, size, &length);
	tar_member(tar, "./boot/vmlinuz-6", "kernel");
	tar_member(tar, "./usr/doc", "text");
	archive_write_close(tar);
	archive_write_free(tar);
	return length;
}

static void deb_make(const char *path)
{
	struct archive *deb = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	static char data[65536];
	size_t length = data_tar_make(data, sizeof(data));

	archive_write_set_format_ar_svr4(deb);
	archive_write_open_filename(deb, path);
	archive_entry_set_pathname(entry, "data.tar.xz");
	archive_entry_set_filetype(entry, S_IFREG);
	archive_entry_set_size(entry, (int64_t)length);
	archive_write_header(deb, entry);
	archive_write_data(deb, data, length);
	archive_entry_free(entry);
	archive_write_close(deb);
	archive_write_free(deb);
}

static char *boot_only(void *context, const char *member)
{
	return strncmp(member, "./boot/", 7) ? NULL
					     : file_path("%s/out/%s", (char *)context, member + 7);
}

static void a_package_is_unpacked(void **state)
{
	const struct deb_wish wish = { .choose = boot_only, .context = *state };
	CLEANUP_FREE char *deb = file_path("%s/x.deb", (char *)*state), *text = NULL;
	CLEANUP_FREE char *kernel = file_path("%s/out/vmlinuz-6", (char *)*state);
	CLEANUP_FREE char *other = file_path("%s/out/doc", (char *)*state);
	struct error err = { 0 };

	deb_make(deb);
	assert_int_equal(deb_extract(deb, &wish, &err), 0);
	assert_int_equal(file_read(kernel, &text, NULL, NULL), 0);
	assert_string_equal(text, "kernel");
	assert_int_equal(access(other, F_OK), -1);
}

static void damaged_packages(void **state)
{
	const struct deb_wish wish = { .choose = boot_only, .context = *state };
	CLEANUP_FREE char *deb = file_path("%s/x.deb", (char *)*state), *bytes = NULL;
	struct error err = { 0 };
	size_t length;

	deb_make(deb);
	assert_int_equal(file_read(deb, &bytes, &length, NULL), 0);
	for (size_t cut = 0; cut < length; cut += 16) {
		assert_int_equal(file_write_atomically(deb, bytes, cut, NULL), 0);
		assert_int_equal(deb_extract(deb, &wish, &err), -EBADMSG);
		assert_non_null(strstr(err.text, deb));
	}
	assert_true(deb_extract("/no/such.deb", &wish, &err) < 0);
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void unpacking_can_be_interrupted(void **state)
{
	const struct deb_wish wish = { .choose = boot_only,
				       .context = *state,
				       .stopping = at_once };
	CLEANUP_FREE char *deb = file_path("%s/x.deb", (char *)*state);

	deb_make(deb);
	assert_int_equal(deb_extract(deb, &wish, NULL), -EINTR);
}

static void fetched(const char *cache, const char *name, const char *version)
{
	CLEANUP_FREE char *path =
	    file_path("%s/bpftax/kernels/%s/%s/vmlinux", cache, name, version);

	assert_int_equal(file_make_parents(path, NULL), 0);
	assert_int_equal(file_write_atomically(path, "12345", 5, NULL), 0);
}

static void expect_found(const char *specification, const char *version)
{
	CLEANUP_FREE char *directory = NULL;

	assert_int_equal(kernel_package_find(architecture(), specification, &directory, NULL), 0);
	assert_string_equal(strrchr(directory, '/') + 1, version);
}

static void the_newest_package_is_found(void **state)
{
	struct error err = { 0 };
	char *none = NULL;

	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-rt", &none, &err),
			 -ENOENT);
	fetched(*state, "debian-6.1-rt", "6.1.99-1");
	fetched(*state, "debian-6.1-rt", "6.1.100-1");
	fetched(*state, "debian-6.1-rt", "6.1.100-1~deb12u1");
	fetched(*state, "debian-6.1-cloud", "6.1.200-1");
	expect_found("debian-6.1-rt", "6.1.100-1");
	expect_found("debian-6.1-rt=6.1.99-1", "6.1.99-1");
	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-rt=6.1.98-1", &none, &err),
			 -ENOENT);
	assert_int_equal(kernel_package_find(architecture(), "debian-6", &none, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-rt=../../x", &none, &err),
			 -EINVAL);
	assert_null(none);
}

/* As a bpftax left it that took what Debian 13's linux-image-cloud-amd64 depends on. */
static void another_series_is_not_found(void **state)
{
	char *none = NULL;

	fetched(*state, "debian-6.1-cloud", "6.12.118-1");
	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-cloud", &none, NULL),
			 -ENOENT);
	assert_int_equal(
	    kernel_package_find(architecture(), "debian-6.1-cloud=6.12.118-1", &none, NULL),
	    -ENOENT);
	assert_null(none);
	fetched(*state, "debian-6.1-cloud", "6.1.192-2");
	expect_found("debian-6.1-cloud", "6.1.192-2");
}

static void what_can_be_fetched_is_listed_beside(void **state)
{
	static struct kernel_offer offers[] = { { .name = (char *)"debian-6.12-cloud" },
						{ .name = (char *)"debian-6.12-cloud" },
						{ .name = (char *)"debian-6.1-rt" } };
	const struct kernel_index index = { offers, ARRAY_SIZE(offers) };
	struct kernel_package *packages = NULL;
	size_t count = 0;

	fetched(*state, "debian-6.1-rt", "6.1.99-1");
	fetched(*state, "debian-5.10", "5.10.223-1");
	fetched(*state, "no-kernel", "1");
	assert_int_equal(kernel_package_list(architecture(), &index, &packages, &count, NULL), 0);
	assert_int_equal(count, 3);
	assert_string_equal(packages[0].name, "debian-6.12-cloud");
	assert_null(packages[0].version);
	assert_string_equal(packages[1].name, "debian-6.1-rt");
	assert_string_equal(packages[1].version, "6.1.99-1");
	assert_string_equal(packages[2].name, "debian-5.10");
	kernel_packages_free(packages, count);
}

static void packages_are_listed_and_removed(void **state)
{
	struct kernel_package *packages = NULL;
	size_t count = 0;

	fetched(*state, "debian-6.1-rt", "6.1.99-1");
	fetched(*state, "debian-6.1-rt", "6.1.100-1");
	assert_int_equal(kernel_package_list(architecture(), NULL, &packages, &count, NULL), 0);
	assert_int_equal(count, 2);
	assert_string_equal(packages[0].version, "6.1.100-1");
	assert_int_equal(packages[0].size_bytes, 5);
	kernel_packages_free(packages, count);
	assert_int_equal(kernel_package_remove(architecture(), "debian-6.1-rt=6.1.100-1", NULL), 0);
	expect_found("debian-6.1-rt", "6.1.99-1");
	assert_int_equal(kernel_package_remove(architecture(), "debian-6.1-rt", NULL), 0);
	assert_int_equal(kernel_package_remove(architecture(), "debian-6.1-rt", NULL), -ENOENT);
}

static void expect_choices(const char *word, const char *const *names)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices choices = { 0 };
	size_t i = 0;

	assert_int_equal(kernel_choices_fetched(architecture(), word, &choices, NULL), 0);
	for (; names[i] && i < choices.count; i++)
		assert_string_equal(choices.items[i], names[i]);
	assert_null(names[i]);
	assert_int_equal(choices.count, i);
}

/* The newest of each series, the oldest series first; never another name than those that match. */
static void a_pattern_is_what_has_been_fetched(void **state)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices none = { 0 };
	struct error err = { 0 };

	assert_int_equal(kernel_choices_fetched(architecture(), "debian-*-cloud", &none, &err),
			 -ENOENT);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "kernel fetch 'debian-*-cloud'"));
	fetched(*state, "debian-6.12-cloud", "6.12.117-1~deb12u1");
	fetched(*state, "debian-6.12-cloud", "6.12.118-1");
	fetched(*state, "debian-6.12", "6.12.118-1");
	fetched(*state, "debian-6.1-cloud", "6.12.118-1"); /* as an earlier bpftax left it */
	fetched(*state, "debian-5.10-cloud", "5.10.223-1");
	fetched(*state, "debian-7.3-cloud", "7.3~rc7-1~exp1");
	fetched(*state, "debian-7.3-cloud", "7.3.4-1~bpo13+1");
	expect_choices("debian-*-cloud",
		       (const char *const[]){ "debian-5.10-cloud=5.10.223-1",
					      "debian-6.12-cloud=6.12.118-1",
					      "debian-7.3-cloud=7.3.4-1~bpo13+1", NULL });
	expect_choices("debian-6.1-cloud", (const char *const[]){ "debian-6.1-cloud", NULL });
	expect_choices("/boot/vmlinuz-*", (const char *const[]){ "/boot/vmlinuz-*", NULL });
}

static void the_newest_fetched_of_a_flavour(void **state)
{
	fetched(*state, "debian-6.12-cloud", "6.12.118-1");
	fetched(*state, "debian-7.3-cloud", "7.3.4-1~bpo13+1");
	fetched(*state, "debian-7.4-cloud", "7.4~rc1-1~exp1");
	fetched(*state, "debian-8.0-rt", "8.0.1-1");
	expect_found("debian-newest-cloud", "7.3.4-1~bpo13+1");
}

static void fetched_of_another_suite(const char *cache, const char *name, const char *version)
{
	static const char record[] = "{\"own_suite\": false}";
	CLEANUP_FREE char *path =
	    file_path("%s/bpftax/kernels/%s/%s/package.json", cache, name, version);

	fetched(cache, name, version);
	assert_int_equal(file_write_atomically(path, record, strlen(record), NULL), 0);
}

/* What bisect or NAME=VERSION has fetched is not what others measure from then on. */
static void a_name_stays_the_own_suite_s(void **state)
{
	fetched_of_another_suite(*state, "debian-6.12-cloud", "6.12.118-1");
	expect_found("debian-6.12-cloud", "6.12.118-1"); /* there is no other */
	fetched(*state, "debian-6.12-cloud", "6.12.100-1~deb12u1");
	fetched(*state, "debian-6.12-cloud", "6.12.117-1~deb12u1");
	expect_found("debian-6.12-cloud", "6.12.117-1~deb12u1");
	expect_found("debian-6.12-cloud=6.12.118-1", "6.12.118-1");
	expect_choices("debian-*-cloud",
		       (const char *const[]){ "debian-6.12-cloud=6.12.117-1~deb12u1", NULL });
}

static void names_are_removed_by_pattern(void **state)
{
	struct kernel_package *packages = NULL;
	size_t count = 0;

	fetched(*state, "debian-6.12-cloud", "6.12.118-1");
	fetched(*state, "debian-6.12-rt", "6.12.118-1");
	fetched(*state, "debian-7.3-cloud", "7.3.4-1~bpo13+1");
	assert_int_equal(kernel_package_remove(architecture(), "debian-*-cloud", NULL), 0);
	assert_int_equal(kernel_package_list(architecture(), NULL, &packages, &count, NULL), 0);
	assert_int_equal(count, 1);
	assert_string_equal(packages[0].name, "debian-6.12-rt");
	kernel_packages_free(packages, count);
	assert_int_equal(kernel_package_remove(architecture(), "debian-*-cloud", NULL), -ENOENT);
}

/* Another's kernels lie beside, under its name, and are nobody else's. */
static void the_cache_is_by_architecture(void **state)
{
	static const struct architecture other = { .name = "other64" };
	CLEANUP_FREE char *path =
	    file_path("%s/bpftax/kernels/other64/debian-6.12-cloud/6.12.118-1", (char *)*state);
	CLEANUP_FREE char *directory = NULL;

	assert_int_equal(file_make_directory(path, NULL), 0);
	assert_int_equal(kernel_package_find(&other, "debian-6.12-cloud", &directory, NULL), 0);
	assert_string_equal(directory, path);
	free(take_pointer(directory));
	assert_int_equal(kernel_package_find(architecture(), "debian-6.12-cloud", &directory, NULL),
			 -ENOENT);
	assert_int_equal(kernel_package_remove(&other, "debian-6.12-cloud", NULL), 0);
}

static void work_start(const char *parent, struct fetch_directory *work)
{
	CLEANUP_FREE char *file = NULL;

	assert_int_equal(fetch_directory_make(parent, work, NULL), 0);
	file = file_path("%s/x", work->path);
	assert_int_equal(file_write_atomically(file, "1", 1, NULL), 0);
}

static void a_fetch_appears_when_it_is_complete(void **state)
{
	CLEANUP_FREE char *final = file_path("%s/NAME/1", (char *)*state), *half = NULL;
	CLEANUP_FREE char *orphan = file_path("%s/.part-orphan", (char *)*state);
	struct fetch_directory first = FETCH_DIRECTORY_INIT, second = FETCH_DIRECTORY_INIT;

	assert_int_equal(mkdir(orphan, 0755), 0);
	work_start(*state, &first);
	assert_int_equal(access(orphan, F_OK), -1); /* nobody held it */
	work_start(*state, &second);
	assert_int_equal(access(first.path, F_OK), 0); /* held by us */
	half = strdup(second.path);
	assert_int_equal(access(final, F_OK), -1);
	assert_int_equal(fetch_directory_publish(&first, final, NULL), 0);
	assert_int_equal(fetch_directory_publish(&second, final, NULL), 0);
	fetch_directory_clear(&first);
	fetch_directory_clear(&second);
	assert_int_equal(access(final, F_OK), 0);
	assert_int_equal(access(half, F_OK), -1);
}

/* Who waits is told once, and may have enough. */
struct waiting {
	unsigned int told, asked;
};

static void waiting_told(void *context, const char *line)
{
	assert_non_null(strstr(line, "debian-6.12-cloud is being fetched already"));
	((struct waiting *)context)->told++;
}

static bool waiting_stops(void *context)
{
	return ++((struct waiting *)context)->asked == 2;
}

/* In one process as between two: the second fetch finds what the first has made. */
static void one_fetches_at_a_time(void **state)
{
	struct waiting waiting = { 0 };
	const struct kernel_notify notify = { waiting_told, &waiting, waiting_stops, &waiting };
	struct error err = { 0 };
	int first = fetch_lock(*state, "debian-6.12-cloud", &notify, &err);
	int other = fetch_lock(*state, "debian-6.1-cloud", &notify, &err);

	assert_true(first >= 0 && other >= 0);
	assert_int_equal(fetch_lock(*state, "debian-6.12-cloud", &notify, &err), -EINTR);
	assert_int_equal(waiting.told, 1);
	assert_int_equal(waiting.asked, 2);
	close(first);
	first = fetch_lock(*state, "debian-6.12-cloud", &notify, &err);
	assert_true(first >= 0);
	close(first);
	close(other);
}

#define REMOVERS 8

static void *remove_one(void *context)
{
	const char *path = context;

	return (void *)(intptr_t)fetch_directory_discard(path, NULL);
}

static char *filled_directory(const char *parent, int number)
{
	char *path = file_path("%s/%d", parent, number);

	assert_int_equal(file_make_directory(path, NULL), 0);
	for (int i = 0; i < 100; i++) {
		CLEANUP_FREE char *file = file_path("%s/%d", path, i);

		assert_int_equal(file_write_atomically(file, "x", 1, NULL), 0);
	}
	return path;
}

/* Threads of one process: the name that hides what is being removed is each one's own. */
static void several_are_removed_at_once(void **state)
{
	pthread_t threads[REMOVERS];
	char *paths[REMOVERS];

	for (int i = 0; i < REMOVERS; i++)
		paths[i] = filled_directory(*state, i);
	for (int i = 0; i < REMOVERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, remove_one, paths[i]), 0);
	for (int i = 0; i < REMOVERS; i++) {
		void *removed;

		pthread_join(threads[i], &removed);
		assert_int_equal((intptr_t)removed, 0);
		assert_int_equal(access(paths[i], F_OK), -1);
		free(paths[i]);
	}
}

#define SCRATCH_TEST(function)                                                                     \
	cmocka_unit_test_setup_teardown(function, scratch_make, scratch_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_ordered),
		cmocka_unit_test(options_of_a_config),
		cmocka_unit_test(a_text_of_a_config_is_without_quotes),
		cmocka_unit_test(a_security_module_is_added_once),
		SCRATCH_TEST(a_package_is_unpacked),
		SCRATCH_TEST(damaged_packages),
		SCRATCH_TEST(unpacking_can_be_interrupted),
		SCRATCH_TEST(the_newest_package_is_found),
		SCRATCH_TEST(another_series_is_not_found),
		SCRATCH_TEST(what_can_be_fetched_is_listed_beside),
		SCRATCH_TEST(packages_are_listed_and_removed),
		SCRATCH_TEST(a_pattern_is_what_has_been_fetched),
		SCRATCH_TEST(the_newest_fetched_of_a_flavour),
		SCRATCH_TEST(a_name_stays_the_own_suite_s),
		SCRATCH_TEST(names_are_removed_by_pattern),
		SCRATCH_TEST(the_cache_is_by_architecture),
		SCRATCH_TEST(several_are_removed_at_once),
		SCRATCH_TEST(one_fetches_at_a_time),
		SCRATCH_TEST(a_fetch_appears_when_it_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
