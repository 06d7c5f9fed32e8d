// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Anatomies as CSV (RFC 4180), a row a function, with what is counted of an event; a number with a
 * fraction is its sum over so many events, as its last column says.
 */
#include "common/cleanup.h"
#include "formats/anatomy.h"
#include "formats/csv_fields.h"

#include <inttypes.h>

static int put_row(const struct anatomy *anatomy, const struct anatomy_row *row, FILE *out)
{
	const struct anatomy_subject *subject = &anatomy->subject;
	const char *texts[] = { subject->cell,		subject->release,   subject->architecture,
				subject->configuration, subject->mechanism, subject->program,
				subject->hook,		subject->workload,  layer_names[row->layer],
				row->function,		row->module };
	bool whole = counts_divide(&row->counts, anatomy->events);
	int code = csv_put_texts(out, texts, ARRAY_SIZE(texts));

	if (row->depth >= 0)
		fprintf(out, "%d", row->depth);
	for (int i = 0; i < COUNTS; i++)
		fprintf(out, ",%" PRId64,
			whole ? row->counts.of[i] / (int64_t)anatomy->events : row->counts.of[i]);
	fprintf(out, ",%" PRIu64 "\r\n", whole ? UINT64_C(1) : anatomy->events);
	return code;
}

int anatomy_print_csv(const struct anatomy_set *set, FILE *out,
		      const struct report_options *options)
{
	int code = 0;

	(void)options;
	fputs("cell,kernel,arch,configuration,mechanism,program,hook,workload,layer,function,"
	      "module,depth",
	      out);
	for (int i = 0; i < COUNTS; i++)
		fprintf(out, ",%s", count_names[i]);
	fputs(",events\r\n", out);
	for (size_t i = 0; i < set->count; i++)
		for (size_t row = 0; row < set->anatomies[i]->row_count && !code; row++)
			code = put_row(set->anatomies[i], &set->anatomies[i]->rows[row], out);
	return code;
}
