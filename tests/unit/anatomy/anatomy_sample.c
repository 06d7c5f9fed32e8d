// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy_sample.h"
#include "common/cleanup.h"
#include "recording_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2 and 3 stand at one address: the kernel's text was patched there. */
static const struct sample_instruction code[] = {
	[0] = { .address = 0x1000, .size = 5, .flow = FLOW_CALL, .target = 0x2000 },
	[1] = { .address = 0x1005, .size = 2, .flow = FLOW_JUMP, .target = 0x1000 },
	[2] = { .address = 0x2000, .size = 5, .flow = FLOW_NEXT },
	[3] = { .address = 0x2000, .size = 5, .flow = FLOW_CALL, .target = 0x3000 },
	[4] = { .address = 0x2005, .size = 1, .flow = FLOW_RETURN },
	[5] = { .address = 0x3000, .size = 4, .flow = FLOW_NEXT, .stores = 1 },
	[6] = { .address = 0x3004, .size = 5, .flow = FLOW_CALL, .target = 0x4000 },
	[7] = { .address = 0x3009, .size = 5, .flow = FLOW_CALL, .target = 0x5000 },
	[8] = { .address = 0x300e, .size = 5, .flow = FLOW_CALL, .target = 0x7000 },
	[9] = { .address = 0x3013, .size = 1, .flow = FLOW_RETURN, .loads = 1 },
	[10] = { .address = 0x4000, .size = 4, .atomic = true, .loads = 1, .stores = 1 },
	[11] = { .address = 0x4004, .size = 1, .flow = FLOW_RETURN },
	[12] = { .address = 0x5000, .size = 5, .flow = FLOW_CALL, .target = 0x6000 },
	[13] = { .address = 0x5005, .size = 1, .flow = FLOW_RETURN },
	[14] = { .address = 0x6000, .size = 4, .flow = FLOW_NEXT, .loads = 2 },
	[15] = { .address = 0x6004, .size = 2, .flow = FLOW_JUMP, .target = 0x6008 },
	[16] = { .address = 0x6008, .size = 1, .flow = FLOW_RETURN },
	[17] = { .address = 0x7000, .size = 4, .system = true },
	[18] = { .address = 0x7004, .size = 1, .flow = FLOW_RETURN },
	[19] = { .address = 0x1007, .size = 1, .flow = FLOW_RETURN },
	[20] = { .address = 0x3009, .size = 5, .flow = FLOW_CALL, .target = 0x5005 },
};

static const uint32_t bare_path[] = { 0, 2, 4, 1 };
static const uint32_t map_path[] = {
	0, 3, 5, 6, 10, 11, 7, 12, 14, 15, 16, 13, 8, 17, 18, 9, 4, 1
};
/* Its program begins at its last instruction, which is the start of no symbol. */
static const uint32_t null_path[] = { 0, 3, 5, 6, 10, 11, 20, 13, 8, 17, 18, 9, 4, 1 };

static const struct event_kind event_bare = { NULL, bare_path, ARRAY_SIZE(bare_path) };
const struct event_kind event_map = { "map", map_path, ARRAY_SIZE(map_path) };
const struct event_kind event_null = { "null", null_path, ARRAY_SIZE(null_path) };

static const struct {
	uint64_t start;
	const char *name, *module;
} symbols[] = {
	{ 0x1000, "bpf_prog_0123456789abcdef_trigger", "bpf" },
	{ 0x2000, "hooked_fn", "" },
	{ 0x3000, "bpf_trampoline_6442463286_1", "bpf" },
	{ 0x4000, "__bpf_prog_enter", "" },
	{ 0x5000, "bpf_prog_6deef7357e7b4530_fentry_map", "bpf" },
	{ 0x6000, "array_map_update_elem", "" },
	{ 0x7000, "__bpf_prog_exit", "" },
};

static void symbols_make(struct code_symbols *ret_symbols)
{
	struct code_symbol *list = calloc(ARRAY_SIZE(symbols), sizeof(*list));

	for (size_t i = 0; i < ARRAY_SIZE(symbols); i++)
		list[i] = (struct code_symbol){ .start = symbols[i].start,
						.end = symbols[i].start + 0x100,
						.name = strdup(symbols[i].name),
						.module = strdup(symbols[i].module) };
	*ret_symbols = (struct code_symbols){ list, ARRAY_SIZE(symbols) };
}

/* So many events, then the end of the trigger; the caller frees. */
static uint32_t *path_of(const struct event_kind *kind, size_t events, size_t *ret_length)
{
	uint32_t *path = calloc(kind->length * events + 1, sizeof(*path));

	for (size_t i = 0; i < events; i++)
		memcpy(path + i * kind->length, kind->path, kind->length * sizeof(*path));
	*ret_length = kind->length * events + 1;
	path[*ret_length - 1] = 19;
	return path;
}

static bool is_bare(size_t window)
{
	return window < 3 || window == SAMPLE_BARE_PATH;
}

static uint64_t events_of(size_t window)
{
	return window < SAMPLE_BARE_PATH ? SAMPLE_EVENTS : SAMPLE_PATH_EVENTS;
}

static void role_make(size_t window, size_t length, struct window_role *ret_role)
{
	*ret_role = (struct window_role){
		.bare = is_bare(window),
		.events = events_of(window),
		.elapsed_ns = length,
		.path = window >= SAMPLE_BARE_PATH,
	};
}

void event_sample_make(const struct event_kind *kind, struct event_sample *ret_sample)
{
	struct sample_window windows[SAMPLE_WINDOWS];
	uint32_t *paths[SAMPLE_WINDOWS];

	*ret_sample = (struct event_sample){
		.subject = { .cell = "debian-6.12-cloud",
			     .release = "6.12.1",
			     .architecture = "x86_64",
			     .configuration = kind == &event_map ? "fentry-map" : "fentry-null",
			     .mechanism = "fentry",
			     .program = kind->program,
			     .hook = "hooked_fn" },
	};
	for (size_t i = 0; i < SAMPLE_WINDOWS; i++) {
		size_t length;

		paths[i] = path_of(is_bare(i) ? &event_bare : kind, events_of(i), &length);
		windows[i] = (struct sample_window){ paths[i], length, i >= SAMPLE_BARE_PATH };
		role_make(i, length, &ret_sample->list[i]);
	}
	ret_sample->roles = (struct window_roles){ ret_sample->list, SAMPLE_WINDOWS };
	recording_sample_make(code, ARRAY_SIZE(code), windows, SAMPLE_WINDOWS,
			      &ret_sample->recording);
	symbols_make(&ret_sample->symbols);
	for (size_t i = 0; i < SAMPLE_WINDOWS; i++)
		free(paths[i]);
}

struct anatomy *event_sample_anatomy(const struct event_sample *sample)
{
	const struct anatomy_source source = {
		.recording = &sample->recording,
		.symbols = &sample->symbols,
		.roles = &(struct window_roles){ (struct window_role *)sample->list,
						 sample->roles.count },
		.subject = sample->subject,
	};
	struct anatomy *anatomy;
	struct error err;

	if (anatomy_make(&source, &anatomy, &err) == 0)
		return anatomy;
	fprintf(stderr, "%s\n", err.text);
	abort();
}

void event_sample_release(struct event_sample *sample)
{
	recording_clear(&sample->recording);
	code_symbols_clear(&sample->symbols);
}
