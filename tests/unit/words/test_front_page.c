// SPDX-License-Identifier: GPL-2.0-or-later
/* What the first page says of single cells names them, in a run of several kernels. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "synthetic_load.h"
#include "common/cleanup.h"
#include "words/front_page.h"
#include "words/front_remarks.h"

static const struct front_part *part_of(const struct front_page *page, const char *title)
{
	for (size_t p = 0; p < page->count; p++)
		if (page->parts[p].title && !strcmp(page->parts[p].title, title))
			return &page->parts[p];
	return NULL;
}

static size_t first_timed(const struct run_report *run, size_t group)
{
	size_t cell = 0;

	while (run->group_of[cell] != group || strcmp(run->groups[group].timing, "timed") != 0)
		cell++;
	return cell;
}

static void assert_hills(struct run_report *run, const size_t *cells, const char *const *names,
			 size_t count)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 80 };
	const struct front_part *part;

	assert_int_equal(front_page_build(run, &style, &page), 0);
	part = part_of(&page, "WHERE THE RECEIVER IS");
	assert_non_null(part);
	assert_int_equal(part->line_count, count);
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(names[i]);

		assert_true(cells[i] < run->count);
		assert_memory_equal(part->lines[i].text, names[i], length);
	}
}

/* The cells alone have a response; what they had comes back. */
static void with_hills(struct run_report *run, const size_t *cells, const char *const *names,
		       size_t count)
{
	struct report_response_point point = { .result = run->reports[0]->results };
	struct report_response response = {
		.workload = "iperf3", .busy = { .5, .4, .6 }, .points = &point, .count = 1
	};
	struct report_response *own[4];
	size_t own_count[4];

	assert_true(count <= ARRAY_SIZE(own));
	for (size_t i = 0; i < count; i++) {
		own[i] = run->reports[cells[i]]->responses;
		own_count[i] = run->reports[cells[i]]->response_count;
		run->reports[cells[i]]->responses = &response;
		run->reports[cells[i]]->response_count = 1;
	}
	assert_hills(run, cells, names, count);
	for (size_t i = 0; i < count; i++) {
		run->reports[cells[i]]->responses = own[i];
		run->reports[cells[i]]->response_count = own_count[i];
	}
}

/* All stand under one key, so that each says of which kernel it is, and of which of its boots. */
static void hills_have_their_kernel(void **state)
{
	static const char *const kernels[] = { "debian-6.1-cloud timed boot 0: ",
					       "debian-6.12-cloud timed boot 0: " };
	static const char *const boots[] = { "debian-6.1-cloud timed boot 0: ",
					     "debian-6.1-cloud timed boot 1: " };
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);
	struct run_report *run = NULL;
	struct error err;
	size_t first;

	(void)state;
	assert_int_equal(run_report_build(data, &run, &err), 0);
	first = first_timed(run, 0);
	with_hills(run, (const size_t[]){ first, first_timed(run, 1) }, kernels, 2);
	assert_int_equal(run->group_of[first + 1], 0);
	with_hills(run, (const size_t[]){ first, first + 1 }, boots, 2);
	run_report_free(run);
	run_data_free(data);
}

/* Makes the cell's first program one whose cost is a lower bound. */
static void leave_out(struct run_report *run, size_t cell, struct configuration_record *record)
{
	struct report *report = run->reports[cell];

	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].role == ROLE_TREATMENT) {
			*record = *report->results[i].record;
			record->program = (char *)"ringbuf";
			report->results[i].record = record;
			return;
		}
}

static void remarks_have_their_kernel(void **state)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);
	struct front_part *part = front_page_add(&page, NULL);
	struct run_report *run = NULL;
	struct configuration_record record;
	struct error err;

	(void)state;
	assert_int_equal(run_report_build(data, &run, &err), 0);
	leave_out(run, first_timed(run, 1), &record);
	assert_int_equal(front_say_remarks(part, run), 0);
	assert_int_equal(part->line_count, 1);
	assert_memory_equal(part->lines[0].text, "debian-6.12-cloud timed boot", 28);
	assert_non_null(strstr(part->lines[0].text, "is a lower bound"));
	run_report_free(run);
	run_data_free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hills_have_their_kernel),
		cmocka_unit_test(remarks_have_their_kernel),
	};

	return cmocka_run_group_tests_name("front_page", tests, NULL, NULL);
}
