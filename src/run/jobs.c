// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/jobs.h"
#include "target/host.h"

static size_t default_jobs(const struct study *study)
{
	size_t cpus = host_cpus(), guests = host_guests_fit(study->memory_mib);

	return cpus < guests ? cpus : guests;
}

size_t jobs_of(const struct study *study)
{
	return study->jobs ? study->jobs : default_jobs(study);
}

size_t counted_jobs(const struct study *study, const struct cell_list *cells)
{
	size_t counted = cells_count(cells, TIMING_COUNTED);
	size_t jobs = jobs_of(study);

	return jobs < counted ? jobs : counted;
}
