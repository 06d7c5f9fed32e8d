// SPDX-License-Identifier: GPL-2.0-or-later
#include "parsers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "common/cleanup.h"
#include "common/file.h"

/* clang-format off */
const struct fuzz_parser fuzz_parsers[] = {
	{ "study", fuzz_study, "study/study_file.c study/option_value.c study/words.c study/study_check.c" },
	{ "study-json", fuzz_study_json, "study/study_json.c study/option_value.c" },
	{ "gate", fuzz_gate, "compare/gate.c" },
	{ "import", fuzz_import, "store/store_import.c store/transfer_text.c" },
	{ "agent-replies", fuzz_agent_replies, "common/json_line.c protocol/messages.c run/micro_chunks.c" },
	{ "agent-requests", fuzz_agent_requests, "agent/channel.c protocol/messages.c" },
	{ "qmp", fuzz_qmp, "target/qmp.c common/json_line.c" },
	{ "iperf3", fuzz_iperf3, "workload/iperf3_result.c" },
	{ "chunks", fuzz_chunks, "store/packed_chunks.c" },
	{ "recording", fuzz_recording, "anatomy/recording.c anatomy/window_role.c anatomy/code_symbols.c anatomy/instruction_x86_64.c anatomy/instruction_aarch64.c" },
	{ "anatomy", fuzz_anatomy, "anatomy/anatomy_unpack.c" },
	{ "symbols", fuzz_symbols, "agent/symbol_text.c" },
	{ "traces", fuzz_traces, "agent/trace_text.c" },
	{ "proc", fuzz_proc, "agent/proc_text.c agent/perf_format.c" },
	{ "config", fuzz_config, "target/kernel_config.c" },
	{ "usdt", fuzz_usdt, "agent/trigger/usdt_note.c" },
	{ "object", fuzz_object, "agent/object_file.c agent/object_globals.c agent/object_kconfig.c agent/object_maps.c agent/btf_value.c" },
	{ "section", fuzz_section, "agent/object_section.c" },
	{ "deb", fuzz_deb, "target/deb.c" },
	{ "module", fuzz_module, "target/module_info.c" },
	{ "bzimage", fuzz_bzimage, "target/x86_image.c target/elf_kernel.c target/kernel_image.c" },
	{ "arm64-image", fuzz_arm64_image, "target/arm64_image.c target/elf_kernel.c" },
	{ "compressed", fuzz_compressed, "target/uncompress.c" },
	{ "apt", fuzz_apt, "target/kernel_index.c target/apt_source.c target/apt_suites.c target/kernel_name.c target/deb_version.c" },
};
/* clang-format on */
const size_t fuzz_parsers_count = ARRAY_SIZE(fuzz_parsers);

const struct fuzz_parser *fuzz_parser_find(const char *name)
{
	for (size_t i = 0; i < fuzz_parsers_count; i++)
		if (!strcmp(fuzz_parsers[i].name, name))
			return &fuzz_parsers[i];
	return NULL;
}

void fuzz_require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

char *fuzz_text(const uint8_t *bytes, size_t length)
{
	char *text = malloc(length + 1);

	fuzz_require(text != NULL, "no memory");
	if (length)
		memcpy(text, bytes, length);
	text[length] = '\0';
	return text;
}

int fuzz_file(const uint8_t *bytes, size_t length)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	fuzz_require(fd >= 0 && file_write_all(fd, bytes, length) == 0 &&
			 lseek(fd, 0, SEEK_SET) == 0,
		     "no file in memory");
	return fd;
}
