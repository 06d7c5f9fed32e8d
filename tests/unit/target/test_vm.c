// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_package.h"
#include "target/target.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/file.h"

#include <dirent.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/*
 * Guests that really boot, with the echo agent in them.  Skipped, with the reason, where QEMU or a
 * fetched kernel is missing: meson takes 77 as "skipped".
 */
#define SKIPPED 77
#define NEWER "debian-6.12-cloud"
#define OLDER "debian-6.1-cloud"
/* Nothing here waits so long but on a host that others use. */
#define ANSWER_LIMIT_MS 60000
/* This one never answers. */
#define HANG "hang"
#define HANG_LIMIT_MS 3000
/* Nor does this one, and its kernel has said why by then. */
#define STALL "stall"
#define STALL_LIMIT_MS 15000

static char *agent_path;

static void say(void *context, const char *line)
{
	(void)context;
	print_message("  %s\n", line);
}

static struct target_config config_for(const char *kernel)
{
	return (struct target_config){ .kind = "vm",
				       .run_id = "test",
				       .agent_path = agent_path,
				       .kernel = kernel,
				       .accel = "auto",
				       .cpus = 1,
				       .memory_mib = 256,
				       .say = say };
}

static struct target *boot(const struct target_config *config)
{
	struct target *target = NULL;
	struct error err = { 0 };

	if (target_start(config, &target, &err) < 0)
		fail_msg("%s", err.text);
	return target;
}

static unsigned int limit_of(const char *word)
{
	if (!strcmp(word, HANG))
		return HANG_LIMIT_MS;
	return strcmp(word, STALL) ? ANSWER_LIMIT_MS : STALL_LIMIT_MS;
}

static int ask(struct target *target, const char *word, json_t **ret_answer, struct error *err)
{
	unsigned int limit_ms = limit_of(word);
	json_t *request = json_pack("{s:s}", "request", word);
	int r = target_send(target, request, err);

	json_decref(request);
	return r ? r : target_receive(target, deadline_after_ms(limit_ms), ret_answer, err);
}

static void expect_echo(struct target *target)
{
	struct error err = { 0 };
	json_t *answer = NULL;

	if (ask(target, "echo", &answer, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(json_string_value(json_object_get(answer, "request")), "echo");
	json_decref(answer);
}

static void expect_modules(struct target *target, const char *const *names)
{
	struct error err = { 0 };
	json_t *answer = NULL;

	assert_int_equal(ask(target, "modules", &answer, &err), 0);
	for (; *names; names++)
		if (!strstr(json_string_value(json_object_get(answer, "modules")), *names))
			fail_msg("%s is not loaded", *names);
	json_decref(answer);
}

static void with_all_modules(const char *kernel)
{
	static const char *const modules[] = { "veth", "virtio_net", "sch_tbf", "pvpanic_pci",
					       NULL };
	struct target_config config = config_for(kernel);
	struct target *target;
	struct vcpu_times before, after;

	config.need_veth = config.need_virtio_net = true;
	target = boot(&config);
	assert_string_equal(target->facts.channel, "virtio");
	assert_non_null(target->facts.kernel_config);
	assert_true(target->facts.forward_port > 0);
	assert_int_equal(target_vcpu_times(target, &before), 0);
	expect_echo(target);
	expect_modules(target, modules);
	assert_int_equal(target_vcpu_times(target, &after), 0);
	assert_true(before.cpu_ns > 0 && after.cpu_ns > before.cpu_ns);
	assert_true(after.wait_ns >= before.wait_ns);
	target_stop(target);
}

static void newer_with_all_modules(void **state)
{
	(void)state;
	with_all_modules(NEWER);
}

static void older_with_all_modules(void **state)
{
	(void)state;
	with_all_modules(OLDER);
}

/* A guest of its own, from start to stop; what went wrong stands in err. */
struct counted {
	pthread_t thread;
	struct target_config config;
	struct error err;
	int code;
};

static void *counted_run(void *context)
{
	struct counted *counted = context;
	struct target *target = NULL;
	json_t *answer = NULL;

	counted->code = target_start(&counted->config, &target, &counted->err);
	for (int i = 0; i < 100 && !counted->code; i++) {
		counted->code = ask(target, counted->config.kernel, &answer, &counted->err);
		if (!counted->code && strcmp(json_string_value(json_object_get(answer, "request")),
					     counted->config.kernel) != 0)
			counted->code = -EPROTO;
		json_decref(answer);
		answer = NULL;
	}
	if (!counted->code && strcmp(target->facts.timing, "icount") != 0)
		counted->code = -EINVAL;
	target_stop(target);
	return NULL;
}

/* As the counted cells of a run: a thread each, another kernel each. */
static void two_counted_guests_at_once(void **state)
{
	struct counted guests[] = { { .config = config_for(NEWER) },
				    { .config = config_for(OLDER) } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(guests); i++) {
		guests[i].config.icount = guests[i].config.pin = true;
		assert_int_equal(pthread_create(&guests[i].thread, NULL, counted_run, &guests[i]),
				 0);
	}
	for (size_t i = 0; i < ARRAY_SIZE(guests); i++)
		pthread_join(guests[i].thread, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(guests); i++)
		if (guests[i].code)
			fail_msg("%s: %d, %s", guests[i].config.kernel, guests[i].code,
				 guests[i].err.text);
}

/* A vmlinux alone: 6.1 has virtio as modules, so without them the serial port has to do. */
static void without_modules_over_the_serial_port(void **state)
{
	char alone[] = "/tmp/bpftax-alone-XXXXXX";
	CLEANUP_FREE char *directory = NULL, *path = NULL, *link = NULL;
	struct target_config config;
	struct target *target;

	(void)state;
	assert_int_equal(kernel_package_find(architecture_find("x86_64"), OLDER, &directory, NULL),
			 0);
	/* Where it lies its modules stand beside it, and would be taken. */
	assert_non_null(mkdtemp(alone));
	path = file_path("%s/vmlinux", directory);
	link = file_path("%s/vmlinux", alone);
	assert_int_equal(symlink(path, link), 0);
	config = config_for(link);
	target = boot(&config);
	assert_string_equal(target->facts.channel, "serial");
	expect_echo(target);
	target_stop(target);
	unlink(link);
	rmdir(alone);
}

static void expect_death(const char *word, int code, const char *sentence)
{
	struct target_config config = config_for(NEWER);
	struct target *target = boot(&config);
	struct error err = { 0 };
	json_t *answer = NULL;

	assert_int_equal(ask(target, word, &answer, &err), code);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	if (!strstr(err.text, sentence))
		fail_msg("'%s' is not in: %s", sentence, err.text);
	assert_null(strchr(err.text, '\n'));
	target_stop(target);
}

static void a_panic_ends_with_its_reason(void **state)
{
	(void)state;
	expect_death("panic", -EPIPE, "Kernel panic - not syncing: sysrq triggered crash");
}

static void an_agent_that_leaves(void **state)
{
	(void)state;
	expect_death("leave", -EPIPE, "Attempted to kill init");
}

static void a_guest_that_hangs(void **state)
{
	(void)state;
	expect_death(HANG, -ETIMEDOUT, "did not answer in time");
}

/* As where a program does not end: the kernel waits for its readers. */
static void a_guest_that_stalls_rcu(void **state)
{
	(void)state;
	expect_death(STALL, -ETIMEDOUT, "did not answer in time (rcu: INFO: rcu_");
}

/* Its agent is the process that nobody may kill. */
static void a_guest_without_memory(void **state)
{
	(void)state;
	expect_death("memory", -EPIPE,
		     "Kernel panic - not syncing: System is deadlocked on memory");
}

static int qemu_major(void)
{
	FILE *told = popen("qemu-system-x86_64 --version", "r");
	int major = 0;

	assert_non_null(told);
	assert_int_equal(fscanf(told, "QEMU emulator version %d", &major), 1);
	pclose(told);
	return major;
}

/* With several CPUs the emulator may be the reason, and with one it is not. */
static void an_init_that_is_none(void **state)
{
	struct target_config config = config_for(NEWER);

	(void)state;
	config.agent_path = "/etc/passwd";
	config.accel = "tcg";
	for (config.cpus = 1; config.cpus <= 2; config.cpus++) {
		struct target *target = NULL;
		struct error err = { 0 };

		assert_int_equal(target_start(&config, &target, &err), -EPIPE);
		assert_int_equal(err.kind, ERROR_ENVIRONMENT);
		assert_non_null(strstr(err.text, "No working init found"));
		assert_int_equal(strstr(err.text, "QEMU can be the reason") != NULL,
				 config.cpus > 1 && qemu_major() < 10);
	}
}

static void a_wanted_port_that_is_taken(void **state)
{
	struct target_config config = config_for(NEWER);
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	CLEANUP_CLOSE int holder = socket(AF_INET, SOCK_STREAM, 0);
	struct target *target = NULL;
	socklen_t length = sizeof(address);
	struct error err = { 0 };

	(void)state;
	assert_int_equal(bind(holder, (struct sockaddr *)&address, length), 0);
	assert_int_equal(getsockname(holder, (struct sockaddr *)&address, &length), 0);
	config.need_virtio_net = true;
	config.accel = "tcg";
	config.forward_port = ntohs(address.sin_port);
	assert_int_equal(target_start(&config, &target, &err), -EADDRINUSE);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
}

static void more_memory_than_there_is(void **state)
{
	struct target_config config = config_for(NEWER);
	struct target *target = NULL;
	struct error err = { 0 };

	(void)state;
	config.memory_mib = 1 << 30;
	assert_int_equal(target_start(&config, &target, &err), -ENOMEM);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "--memory"));
}

static void kernels_that_are_none(void **state)
{
	static const char *const kernels[] = { "/bin/true", "/etc/passwd", "/no/such", "/tmp",
					       "debian-6.x" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kernels); i++) {
		struct target_config config = config_for(kernels[i]);
		struct target *target = NULL;
		struct error err = { 0 };

		assert_true(target_start(&config, &target, &err) < 0);
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_non_null(strstr(err.text, kernels[i]));
	}
}

static bool process_with_name(const char *run_id)
{
	CLEANUP_FREE char *wanted = file_path("bpftax-%s", run_id);
	DIR *processes = opendir("/proc");
	struct dirent *entry;
	bool found = false;

	while (!found && (entry = readdir(processes))) {
		CLEANUP_FREE char *path = file_path("/proc/%s/cmdline", entry->d_name);
		CLEANUP_FREE char *arguments = NULL;
		size_t length = 0;

		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
		    !file_read(path, &arguments, &length, NULL))
			found = length && memmem(arguments, length, wanted, strlen(wanted) + 1);
	}
	closedir(processes);
	return found;
}

/* Killed without a chance to clean up: QEMU must go too. */
static void nothing_outlives_the_program(void **state)
{
	struct target_config config = config_for(NEWER);
	CLEANUP_FREE char *run_id = file_path("orphan%d", getpid());
	int ready[2];
	char byte;
	pid_t child;

	(void)state;
	config.run_id = run_id;
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (!child) {
		boot(&config);
		(void)!write(ready[1], "x", 1);
		pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_true(process_with_name(run_id));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	for (int i = 0; i < ANSWER_LIMIT_MS / 50 && process_with_name(run_id); i++)
		usleep(50000);
	assert_false(process_with_name(run_id));
}

static const char *reason_to_skip(const char *const *needed)
{
	static char text[200];

	if (system("command -v qemu-system-x86_64 > /dev/null") != 0)
		return "QEMU is not installed";
	for (; *needed; needed++) {
		CLEANUP_FREE char *directory = NULL;

		if (!kernel_package_find(architecture_find("x86_64"), *needed, &directory, NULL))
			continue;
		snprintf(text, sizeof(text),
			 "'bpftax kernel fetch %s' has not been run, or does not find it", *needed);
		return text;
	}
	return NULL;
}

static const struct CMUnitTest newer[] = {
	cmocka_unit_test(newer_with_all_modules),
	cmocka_unit_test(a_panic_ends_with_its_reason),
	cmocka_unit_test(an_agent_that_leaves),
	cmocka_unit_test(a_guest_that_hangs),
	cmocka_unit_test(a_guest_that_stalls_rcu),
	cmocka_unit_test(a_guest_without_memory),
	cmocka_unit_test(an_init_that_is_none),
	cmocka_unit_test(a_wanted_port_that_is_taken),
	cmocka_unit_test(more_memory_than_there_is),
	cmocka_unit_test(kernels_that_are_none),
	cmocka_unit_test(nothing_outlives_the_program),
};

static const struct CMUnitTest older[] = {
	cmocka_unit_test(older_with_all_modules),
	cmocka_unit_test(two_counted_guests_at_once),
	cmocka_unit_test(without_modules_over_the_serial_port),
};

/* What needs both kernels is a test of its own, as a release of Debian may have only one. */
int main(int argc, char **argv)
{
	static const char *const one[] = { NEWER, NULL }, *const both[] = { NEWER, OLDER, NULL };
	bool with_older = argc > 2 && !strcmp(argv[2], "older");
	const char *why = reason_to_skip(with_older ? both : one);

	if (argc < 2)
		return 99;
	agent_path = argv[1];
	if (why) {
		print_message("skipped: %s\n", why);
		return SKIPPED;
	}
	return with_older ? cmocka_run_group_tests(older, NULL, NULL)
			  : cmocka_run_group_tests(newer, NULL, NULL);
}
