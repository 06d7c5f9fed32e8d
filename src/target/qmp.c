// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/qmp.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_LIMIT_MS 1000

static void event_take(struct qmp *qmp, const char *event)
{
	if (!strcmp(event, "GUEST_PANICKED"))
		qmp->panicked = true;
	if (!strcmp(event, "STOP"))
		qmp->stopped = true;
}

/* Reads one message; an event is taken in and gives 0, an answer is handed out and gives 1. */
static int message_take(struct qmp *qmp, uint64_t deadline_ns, json_t **ret_answer,
			struct error *err)
{
	json_t *message;
	const char *event;
	int r = json_line_read(&qmp->reader, deadline_ns, &message, err);

	if (r == -EPIPE)
		qmp->closed = true;
	if (r < 0)
		return error_prefix(err, r, "QEMU's monitor");
	event = json_string_value(json_object_get(message, "event"));
	if (!event) {
		*ret_answer = message;
		return 1;
	}
	event_take(qmp, event);
	json_decref(message);
	return 0;
}

static int answer_wait(struct qmp *qmp, uint64_t deadline_ns, json_t **ret_answer,
		       struct error *err)
{
	int r;

	do {
		r = message_take(qmp, deadline_ns, ret_answer, err);
	} while (!r);
	return r < 0 ? r : 0;
}

static int greeting_check(struct qmp *qmp, const json_t *greeting, struct error *err)
{
	int major, minor, micro;

	if (json_unpack((json_t *)greeting, "{s:{s:{s:{s:i,s:i,s:i}}}}", "QMP", "version", "qemu",
			"major", &major, "minor", &minor, "micro", &micro) < 0)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "QEMU's monitor did not greet as expected");
	snprintf(qmp->version, sizeof(qmp->version), "%d.%d.%d", major, minor, micro);
	return 0;
}

int qmp_open(struct qmp *qmp, int fd, uint64_t deadline_ns, struct error *err)
{
	json_t *greeting = NULL, *nothing = NULL;
	int r;

	*qmp = (struct qmp){ .fd = fd };
	line_reader_init(&qmp->reader, fd);
	r = answer_wait(qmp, deadline_ns, &greeting, err);
	if (!r)
		r = greeting_check(qmp, greeting, err);
	if (!r)
		r = qmp_command(qmp, "qmp_capabilities", deadline_ns, &nothing, err);
	json_decref(greeting);
	json_decref(nothing);
	return r;
}

static int return_take(const char *name, json_t *answer, json_t **ret_return, struct error *err)
{
	const char *why = "an answer without a result";
	json_t *result = json_object_get(answer, "return");

	if (result) {
		*ret_return = json_incref(result);
		return 0;
	}
	json_unpack(answer, "{s:{s:s}}", "error", "desc", &why);
	return error_set(err, ERROR_ENVIRONMENT, EPROTO, "QEMU refused %s: %s", name, why);
}

int qmp_command(struct qmp *qmp, const char *name, uint64_t deadline_ns, json_t **ret_return,
		struct error *err)
{
	json_t *request = json_pack("{s:s}", "execute", name);
	json_t *answer = NULL;
	int r = json_line_write(qmp->fd, request, deadline_ns, err);

	if (!r)
		r = answer_wait(qmp, deadline_ns, &answer, err);
	if (!r)
		r = return_take(name, answer, ret_return, err);
	json_decref(request);
	json_decref(answer);
	return r;
}

static void status_ask(struct qmp *qmp)
{
	const char *status = "";
	json_t *result = NULL;

	qmp->stopped = false;
	if (qmp_command(qmp, "query-status", deadline_after_ms(STATUS_LIMIT_MS), &result, NULL) < 0)
		return;
	json_unpack(result, "{s:s}", "status", &status);
	qmp->internal_error = !strcmp(status, "internal-error");
	qmp->panicked = qmp->panicked || !strcmp(status, "guest-panicked");
	json_decref(result);
}

void qmp_drain(struct qmp *qmp)
{
	json_t *answer = NULL;
	int r;

	while (!qmp->closed && (r = message_take(qmp, 0, &answer, NULL)) >= 0)
		if (r > 0)
			json_decref(answer); /* to a command that had timed out */
	if (qmp->stopped && !qmp->closed)
		status_ask(qmp);
}

static int thread_ids_take(const json_t *cpus, pid_t **ret_thread_ids, size_t *ret_count,
			   struct error *err)
{
	size_t count = json_array_size(cpus);
	CLEANUP_FREE pid_t *ids = calloc(count + 1, sizeof(*ids));

	if (!ids)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (size_t i = 0; i < count; i++) {
		const json_t *cpu = json_array_get(cpus, i);

		ids[i] = (pid_t)json_integer_value(json_object_get(cpu, "thread-id"));
		if (ids[i] <= 0)
			return error_set(err, ERROR_ENVIRONMENT, EPROTO,
					 "QEMU does not name the threads of its CPUs");
	}
	*ret_thread_ids = take_pointer(ids);
	*ret_count = count;
	return 0;
}

int qmp_thread_ids(struct qmp *qmp, uint64_t deadline_ns, pid_t **ret_thread_ids, size_t *ret_count,
		   struct error *err)
{
	json_t *cpus = NULL;
	int r = qmp_command(qmp, "query-cpus-fast", deadline_ns, &cpus, err);

	if (!r)
		r = thread_ids_take(cpus, ret_thread_ids, ret_count, err);
	json_decref(cpus);
	return r;
}

void qmp_close(struct qmp *qmp)
{
	line_reader_clear(&qmp->reader);
}
