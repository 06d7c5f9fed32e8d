/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_RESPONSE_SENTENCE_H
#define BPFTAX_WORDS_RESPONSE_SENTENCE_H

/*
 * Where a workload sits and where its receiver saturates, for a reader.
 *
 *	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
 *
 *	response_tell(&report->responses[0], &text);
 */

#include "common/text_buffer.h"
#include "estimate/types.h"

/* Adds a sentence without its full stop. */
void response_tell(const struct report_response *response, struct text_buffer *text);

/* The same in few words, and without the workload's name. */
void response_tell_briefly(const struct report_response *response, struct text_buffer *text);

#endif
