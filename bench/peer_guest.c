// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * peer_guest KERNEL ACCEL time|exact INIT BENCH: a guest as `bpftax micro` starts it, with INIT
 * (peer_init.c) as its first process and the kernel's benchmark beside it.  Each line of standard
 * input goes to INIT, its answer to standard output.  The first line that is printed says what
 * guest it is.
 */
#include "target/target.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MEMORY_MIB 512
#define PATIENCE_MS 600000

static void say(void *context, const char *line)
{
	(void)context;
	fprintf(stderr, "%s\n", line);
}

static int complain(const struct error *err)
{
	fprintf(stderr, "peer_guest: %s\n", err->text);
	return (int)err->kind;
}

/* Takes the message over. */
static void print_json(json_t *message)
{
	json_dumpf(message, stdout, JSON_COMPACT);
	putchar('\n');
	fflush(stdout);
	json_decref(message);
}

static const char *or_unknown(const char *text)
{
	return text ? text : "unknown";
}

static void print_facts(const struct target *target)
{
	print_json(json_pack(
	    "{s:s, s:s, s:s, s:s}", "kernel", or_unknown(target->facts.kernel_origin),
	    "accelerator", or_unknown(target->facts.accelerator), "timing",
	    or_unknown(target->facts.timing), "qemu", or_unknown(target->facts.qemu_version)));
}

static int exchange(struct target *target, const char *line, struct error *err)
{
	json_t *request = json_loads(line, 0, NULL), *reply;
	int r;

	if (!request)
		return error_set(err, ERROR_USAGE, EINVAL, "not JSON: %s", line);
	r = target_send(target, request, err);
	json_decref(request);
	if (!r)
		r = target_receive(target, deadline_after_ms(PATIENCE_MS), &reply, err);
	if (!r)
		print_json(reply);
	return r;
}

static int converse(struct target *target, struct error *err)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	int r = 0;

	print_facts(target);
	while (!r && getline(&line, &size, stdin) > 0)
		r = exchange(target, line, err);
	return r;
}

int main(int argc, char **argv)
{
	struct target_config config = {
		.kind = "vm", .run_id = "peer", .cpus = 1, .memory_mib = MEMORY_MIB, .say = say
	};
	struct error err = { 0 };
	struct target *target;
	int r;

	if (argc != 6) {
		fprintf(stderr, "usage: peer_guest KERNEL ACCEL time|exact INIT BENCH\n");
		return ERROR_USAGE;
	}
	config.kernel = argv[1];
	config.accel = argv[2];
	config.icount = !strcmp(argv[3], "exact");
	config.agent_path = argv[4];
	config.iperf3_path = argv[5];
	if (target_start(&config, &target, &err) < 0)
		return complain(&err);
	r = converse(target, &err);
	target_stop(target);
	return r < 0 ? complain(&err) : 0;
}
