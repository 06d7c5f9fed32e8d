/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ERROR_H
#define BPFTAX_ERROR_H

/*
 * Errors that travel upwards.
 *
 * A function that can fail returns 0 (or a non-negative result) or a negative errno, and fills a
 * `struct error` with one sentence that says what happened and what to do next.  Only src/cli
 * prints it.  The kind decides the exit status of the program.
 *
 *	int config_read(const char *path, struct config *ret_config, struct error *err)
 *	{
 *		int fd = open(path, O_RDONLY | O_CLOEXEC);
 *
 *		if (fd < 0)
 *			return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot read '%s'", path);
 *		...
 *	}
 */

/* Kinds, with the value of the exit status that they lead to. */
enum error_kind {
	ERROR_RESULT = 1,      /* something that was to be measured was not */
	ERROR_USAGE = 2,       /* the user asked for something that does not make sense */
	ERROR_ENVIRONMENT = 3, /* the machine cannot do it */
};

struct error {
	enum error_kind kind;
	char text[2048]; /* one line, no trailing full stop needed, no newline */
};

/* Fills *err (which may be NULL) and returns -code.  code is a positive errno. */
int error_set(struct error *err, enum error_kind kind, int code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, with ": " and strerror(code) at the end of the sentence. */
int error_errno(struct error *err, enum error_kind kind, int code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Puts "context: " before the text that is there already.  Returns code unchanged. */
int error_prefix(struct error *err, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Analysers read one file at a time: they are told that what the first two return is negative. */
#if defined(__clang_analyzer__) || defined(BPFTAX_ANALYZED)
#define error_set(err, kind, code, ...) ((void)(error_set)(err, kind, code, __VA_ARGS__), -(code))
#define error_errno(err, kind, code, ...)                                                          \
	((void)(error_errno)(err, kind, code, __VA_ARGS__), -(code))
#endif

#endif
