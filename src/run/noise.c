// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/noise.h"
#include "run/visit.h"
#include "protocol/workloads.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <string.h>

static int reading_add(struct noise *noise, double reading)
{
	double *larger = reallocarray(noise->readings, noise->count + 1, sizeof(*larger));

	if (!larger)
		return -ENOMEM;
	noise->readings = larger;
	larger[noise->count++] = reading;
	return 0;
}

static int window_run(struct run_session *session, bool statistics, double *ret_operation_ns,
		      struct error *err)
{
	struct window_lengths lengths = visit_lengths(session);
	struct counters counters;
	int done = session_statistics(session, statistics, err);

	if (!done)
		done = visit_window(session, &lengths, &counters, err);
	if (done < 0)
		return done;
	*ret_operation_ns = counters.value[COUNTER_operation_ns];
	return 0;
}

/* As a baseline's in the study: a window with statistics off, and one with them on. */
static int windows_run(struct run_session *session, struct noise *noise, struct error *err)
{
	bool both = session->study->statistics == STATISTICS_BOTH && noise->attached;
	double reading, ignored;
	int done = window_run(session, false, &reading, err);

	if (!done && both)
		done = window_run(session, true, &ignored, err);
	if (!done && noise->attached)
		done = session_statistics(session, false, err);
	if (!done && reading_add(noise, reading) < 0)
		done = error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return done;
}

static int attached_visit(struct run_session *session, const struct visit_hook *sham,
			  struct noise *noise, struct error *err)
{
	struct visit_hook hook = *sham;
	json_t *reply = NULL;
	char left[700];
	int done = visit_attach(session, &hook, NULL, &reply, err);

	json_decref(reply);
	if (!done)
		done = error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the sham of %s could be attached once, and now no more",
				 hook.mechanism);
	if (done > 0)
		done = windows_run(session, noise, err);
	return done < 0 ? done : visit_detach(session, left, sizeof(left), err);
}

/* The shams in turn, as blocks have them; once at least. */
static int visits_run(struct run_session *session, double length_s, struct noise *noise,
		      struct error *err)
{
	uint64_t end_ns = deadline_now_ns() + (uint64_t)(length_s * 1e9);
	const struct word_list *mechanisms = &session->study->mechanisms;
	size_t turn = 0;
	int done;

	do {
		struct visit_hook sham =
		    visit_sham(session, mechanisms->words[turn++ % mechanisms->count]);

		noise->attached = sham.mechanism;
		done = noise->attached ? attached_visit(session, &sham, noise, err)
				       : windows_run(session, noise, err);
	} while (!done && deadline_now_ns() < end_ns);
	return done;
}

static int workload_open(struct run_session *session, struct error *err)
{
	return session_call(session,
			    request_pack(REQUEST_workload_start, "{s:s s:{s:b}}", "workload",
					 workload_find(session->workload)->agent, "settings", "pin",
					 session->study->pin != PIN_NO),
			    60, NULL, err);
}

int noise_measure(struct run_session *session, double length_s, struct noise *ret_noise,
		  struct error *err)
{
	struct noise noise = {};
	uint64_t begun_ns;
	int done;

	session->workload = "udp-drain";
	done = workload_open(session, err);
	begun_ns = deadline_now_ns();
	if (!done)
		done = visits_run(session, length_s, &noise, err);
	if (!done)
		done =
		    session_call(session, request_pack(REQUEST_workload_stop, NULL), 60, NULL, err);
	if (done < 0) {
		noise_free(&noise);
		return done;
	}
	noise.visit_s = (double)(deadline_now_ns() - begun_ns) / 1e9 / (double)noise.count;
	*ret_noise = noise;
	return 0;
}

void noise_free(struct noise *noise)
{
	free(noise->readings);
	*noise = (struct noise){};
}
