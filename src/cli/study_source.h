/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_SOURCE_H
#define BPFTAX_STUDY_SOURCE_H

/*
 * Where studies come from: a path, a name among the study files that came along, or the default
 * study, which is part of the program.
 *
 *	struct study study;
 *
 *	study_init(&study);
 *	study_load(line.arguments[0], &study, &err);      // NULL: the default study
 */

#include "common/error.h"
#include "study/study.h"

/*
 * Reads the study file on top of *study and names it after the file.  What holds a '/' or ends in
 * .ini is a path; another name is looked for in ./studies, beside the program (../studies, as in
 * a build tree, and ../share/bpftax/studies), and where studies were installed.  Errors: -ENOENT
 * and -EINVAL with ERROR_USAGE and the nearest study, or ERROR_ENVIRONMENT when reading fails.
 */
int study_load(const char *source, struct study *study, struct error *err);

/*
 * The names that study_load() takes, each once, in the order of the folders that are looked
 * through; the caller frees with text_words_free().  0 or -ENOMEM.
 */
int study_names_list(char ***ret_names, size_t *ret_count);

#endif
