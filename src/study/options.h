/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_OPTIONS_H
#define BPFTAX_OPTIONS_H

/*
 * Every option, once: the table behind study files, the command line, --help, the JSON of a study
 * and whatever else needs to know them.
 *
 *	study_init(&study);                                     // defaults
 *	options_parse_ini(text, length, "studies/x.ini", &study, &err);
 *	option_set(option_find("samples", OPTION_FOR_RUN), "5", &study, &err);
 *	study_check(&study, &err);
 *
 * An option is a row of options_table: a name, a kind, the field of struct study, or of struct
 * reading, that it fills, and the commands that take it.  A name may stand in several rows as long
 * as their commands do not overlap (`run --samples N`, `report --samples`).  Adding an option is
 * adding a row.
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "study/option_words.h"
#include "study/study.h"

enum option_kind {
	OPTION_STRING,	 /* char *, owned */
	OPTION_WORD,	 /* an enum: index into the row's words */
	OPTION_LIST,	 /* struct word_list, by commas */
	OPTION_DURATION, /* uint64_t, nanoseconds */
	OPTION_UNSIGNED, /* unsigned int, from min to max */
	OPTION_MEMORY,	 /* unsigned int, MiB, from min to max */
	OPTION_SEED,	 /* uint64_t below 2^63; sets seed_given too */
	OPTION_FLAG,	 /* bool */
	OPTION_PERCENT,	 /* double, below 100 */
};

/* The commands that take an option; bits. */
enum option_command {
	OPTION_FOR_RUN = 1 << 0,
	OPTION_FOR_REPORT = 1 << 1,
	OPTION_FOR_LIST = 1 << 2,
	OPTION_FOR_MICRO = 1 << 3,
	OPTION_FOR_EXPORT = 1 << 4,
	OPTION_FOR_IMPORT = 1 << 5,
	OPTION_FOR_COMPARE = 1 << 6,
	OPTION_FOR_HISTORY = 1 << 7,
	OPTION_FOR_CURVE = 1 << 15,
	OPTION_FOR_DOCTOR = 1 << 8,
	OPTION_FOR_BISECT = 1 << 9,
	OPTION_FOR_ATLAS = 1 << 16,
	OPTION_FOR_ANATOMY = 1 << 18,
	OPTION_FOR_RESUME = 1 << 17,
	OPTION_FOR_COST = 1 << 19,
};

/* Whose field an option fills. */
enum option_of {
	OPTION_OF_STUDY,   /* struct study, study/study.h */
	OPTION_OF_READING, /* struct reading, study/reading.h */
};

/* Whether runs that differ in an option may be compared. */
enum option_differs {
	/* It says which rows there are, or is what one compares: told, and nothing else. */
	OPTION_DIFFERS_TOLD,
	/* Another thing is measured: told, refused where strict, and no point of one history. */
	OPTION_DIFFERS_NEVER,
	/* It says how long, where to and in which order: nobody minds. */
	OPTION_DIFFERS_FREELY,
};

struct option_row {
	const char *name;
	char letter;	      /* 0: none */
	const char *argument; /* as --help shows it; NULL for a flag */
	enum option_kind kind;
	enum option_of of;
	size_t offset; /* in what `of` says */
	unsigned int commands;
	bool study_key;		  /* may stand in a study file, and is part of a study's JSON */
	const char *default_text; /* what study_init() sets; NULL: empty */
	const struct option_word *words; /* WORD, STRING, LIST: the only values; or NULL */
	unsigned int min, max;		 /* UNSIGNED, MEMORY */
	bool repeats; /* LIST: on the command line also by several options; one word is text in JSON
		       */
	bool omit_default; /* a study that leaves it alone does not mention it */
	/* STRING, LIST: refuses a word with a reason; or NULL */
	int (*check)(const char *word, struct error *err);
	/* What else follows from the value that was set; or NULL. */
	void (*settle)(struct study *study);
	enum option_differs differs;
	bool setting; /* of workloads: study/setting_list.h */
	bool here;    /* of these: of use to the coordinator alone */
	const char *help;
};

extern const struct option_row options_table[];
extern const size_t options_table_count;

/* The row of this name for one of these commands, or NULL. */
const struct option_row *option_find(const char *name, unsigned int commands);

/* Of a key of a study's JSON; what is no option there is told. */
enum option_differs option_differs_of(const char *key);

/* The option name nearest to one that is not known, or NULL. */
const char *option_nearest(const char *name, unsigned int commands);

/*
 * Sets one option from text (a flag takes yes, no, true or false) in fields, the struct study or
 * struct reading that the row is of.  The field is replaced, and stays as it was on failure:
 * -EINVAL with ERROR_USAGE and what would be valid, or -ENOMEM.
 */
int option_set(const struct option_row *option, const char *text, void *fields, struct error *err);

/*
 * The text that option_set() would take to make the field what it is; the caller frees.
 * *ret_text is NULL for an empty string or list and for a seed that was not given.
 */
int option_get(const struct option_row *option, const void *fields, char **ret_text);

/* Whether a study does not mention it: it is as by default, and its row says that this is enough.
 */
bool option_is_omitted(const struct option_row *option, const struct study *study);

/*
 * Reads a study file's text (length bytes, ended by NUL; the caller read the file) on top of what
 * *study holds.  Keys are the names of the options, in no section or in [study].  Errors are
 * -EINVAL with ERROR_USAGE, "name:line: ..." and the nearest valid word; *study is then partly
 * filled and still to be freed.
 */
int options_parse_ini(const char *text, size_t length, const char *name, struct study *study,
		      struct error *err);

/* The study as the text of a study file, every key in the table's order; the caller frees. */
char *options_to_ini(const struct study *study);

#endif
