/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_PARSERS_H
#define FUZZ_PARSERS_H

/*
 * Every parser of bytes that came from somebody else, each as a function that takes any bytes: it
 * returns, whatever they are, or abort()s where something that has to hold does not.
 *
 *	const struct fuzz_parser *parser = fuzz_parser_find("gate");
 *
 *	parser->take(bytes, length);
 *
 * libFuzzer makes the bytes (`make fuzz`, fuzz_parser.c); in `make check` they are those of
 * corpus/NAME and mutants of these with a fixed seed (test_corpora.c).  A parser of the tree that
 * has none here is one that nobody tried: adding one is a function and a row of parsers.c.
 */

#include <stddef.h>
#include <stdint.h>

struct fuzz_parser {
	const char *name; /* of its corpus, too */
	void (*take)(const uint8_t *bytes, size_t length);
	const char *sources; /* whose coverage counts, blanks between them */
};

extern const struct fuzz_parser fuzz_parsers[];
extern const size_t fuzz_parsers_count;

/* NULL where there is none of this name. */
const struct fuzz_parser *fuzz_parser_find(const char *name);

/* abort()s with the sentence when it does not hold. */
void fuzz_require(int holds, const char *what);

/* The bytes as a text, a NUL behind them; the caller frees. */
char *fuzz_text(const uint8_t *bytes, size_t length);

/* A file in memory that holds the bytes, its offset at 0; the caller closes it. */
int fuzz_file(const uint8_t *bytes, size_t length);

/* parse_study.c: what users write. */
void fuzz_study(const uint8_t *bytes, size_t length);
void fuzz_study_json(const uint8_t *bytes, size_t length);
void fuzz_gate(const uint8_t *bytes, size_t length);
void fuzz_import(const uint8_t *bytes, size_t length);

/* parse_peers.c: what other programs say: the agent, the coordinator, QEMU, iperf3. */
void fuzz_agent_replies(const uint8_t *bytes, size_t length);
void fuzz_agent_requests(const uint8_t *bytes, size_t length);
void fuzz_qmp(const uint8_t *bytes, size_t length);
void fuzz_iperf3(const uint8_t *bytes, size_t length);
void fuzz_chunks(const uint8_t *bytes, size_t length);

/* parse_kernel_texts.c: what a kernel's files say. */
void fuzz_symbols(const uint8_t *bytes, size_t length);
void fuzz_traces(const uint8_t *bytes, size_t length);
void fuzz_proc(const uint8_t *bytes, size_t length);
void fuzz_config(const uint8_t *bytes, size_t length);
void fuzz_usdt(const uint8_t *bytes, size_t length);

/* parse_object.c: objects of BPF programs, as anybody compiled or made them. */
void fuzz_object(const uint8_t *bytes, size_t length);
void fuzz_section(const uint8_t *bytes, size_t length);

/* parse_packages.c: kernels, as the archive has them. */
void fuzz_deb(const uint8_t *bytes, size_t length);
void fuzz_module(const uint8_t *bytes, size_t length);
void fuzz_bzimage(const uint8_t *bytes, size_t length);
void fuzz_arm64_image(const uint8_t *bytes, size_t length);
void fuzz_compressed(const uint8_t *bytes, size_t length);
void fuzz_apt(const uint8_t *bytes, size_t length);

/* parse_anatomy.c: what was recorded of a guest, and anatomies as they are kept. */
void fuzz_recording(const uint8_t *bytes, size_t length);
void fuzz_anatomy(const uint8_t *bytes, size_t length);

#endif
