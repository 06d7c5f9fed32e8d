// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call_known.h"
#include "agent/trigger/call_names.h"
#include "agent/trigger/call_paths.h"
#include "agent/trigger/call_sockets.h"
#include "agent/trigger/call_tasks.h"
#include "common/cleanup.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Beyond what is no directory: nothing is made on the way that is freed later, by a softirq. */
#define CALL_NO_PATH "/dev/null/x"

#undef FD_ZERO /* of <sys/select.h>; here it is /dev/zero */
#define FD_ZERO FD_ZERO_FILE

/* What calls read and write: nobody looks at it. */
static char call_buffer[512];
static const struct iovec call_vector[1] = { { call_buffer, 64 } };
static const char call_zeroes[128];
static const int call_one[1] = { 1 };
static unsigned int call_length[1] = { sizeof(call_buffer) };
static unsigned int call_capabilities[2] = { 0x20080522, 0 };

static void dup_close(const struct call_files *files)
{
	close(dup(files->null));
}

static void pipe_turn(const struct call_files *files)
{
	if (write(files->pipe[1], call_buffer, 1) == 1 && read(files->pipe[0], call_buffer, 1) < 0)
		return;
}

static void map_unmap(const struct call_files *files)
{
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)files;
	if (page == MAP_FAILED)
		return;
	*(volatile char *)page = 1;
	munmap(page, 4096);
}

#define CALL(call, ...) { .name = #call, .number = SYS_##call, .arguments = { __VA_ARGS__ } },
#define ACT(function, what, ...) { .name = what, .number = -1, .act = function, ##__VA_ARGS__ },
static const struct call known[] = {
#include "agent/trigger/call_list.h"
};
#undef CALL
#undef ACT

const char *call_name(size_t i)
{
	return i < ARRAY_SIZE(known) ? known[i].name : NULL;
}

const struct call *call_known(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(known[i].name, name))
			return &known[i];
	return NULL;
}
