// SPDX-License-Identifier: GPL-2.0-or-later
#include "guest.h"
#include "run/agent_client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#define SKIPPED 77
#define PATIENCE_S 60

/*
 * Once more where it fails: an assertion in QEMU's own msix.c has ended it at its start, in one of
 * some hundreds of boots.
 */
static int start_twice(struct guest *guest, struct error *err)
{
	int done = target_start(&guest->config, &guest->target, err);

	if (!done)
		return 0;
	printf("no guest at first: %s\n", err->text);
	*err = (struct error){};
	return target_start(&guest->config, &guest->target, err);
}

struct guest *guest_start(const char *kernel, const char *agent, const char *iperf3)
{
	struct guest *guest = calloc(1, sizeof(*guest));
	struct error err = {};

	guest->config = (struct target_config){
		.kind = "vm",
		.run_id = "test",
		.agent_path = agent,
		.iperf3_path = iperf3,
		.kernel = kernel,
		.accel = "auto",
		.cpus = 1, /* two may run old code where these tests attach: kernel-notes.md */
		.memory_mib = 512,
		.need_veth = iperf3 != NULL,
	};
	if (start_twice(guest, &err) < 0) {
		printf("skipped: no guest: %s\n", err.text);
		exit(SKIPPED);
	}
	return guest;
}

json_t *guest_ask(struct guest *guest, enum request_id id, const char *format, ...)
{
	struct error err = {};
	json_t *request, *reply = NULL;
	va_list args;

	va_start(args, format);
	request = request_vpack(id, format, args);
	va_end(args);
	assert_non_null(request);
	if (agent_call(guest->target, request, PATIENCE_S, NULL, NULL, &reply, &err) < 0)
		fail_msg("the agent: %s", err.text);
	return reply;
}

void guest_stop(struct guest *guest)
{
	target_stop(guest->target);
	free(guest);
}
