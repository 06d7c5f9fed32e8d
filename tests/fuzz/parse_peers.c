// SPDX-License-Identifier: GPL-2.0-or-later
/* What other programs say: the agent to the coordinator and back, QEMU, iperf3. */
#include "parsers.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "agent/channel.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/json_line.h"
#include "protocol/counters.h"
#include "protocol/messages.h"
#include "run/micro_chunks.h"
#include "target/qmp.h"
#include "workload/iperf3_result.h"

/* Of a line, so that lines which are too long are met. */
#define LINE_MOST 65536
/* What the buffers of a socket hold without a reader. */
#define SOCKET_MOST 65536

/* What the coordinator does with a message, whichever it was the answer to. */
static void message_take(const json_t *message)
{
	struct packed_chunks chunks = { 0 };
	struct counters counters;
	struct error err = { 0 };

	for (int request = 0; request < REQUEST_COUNT; request++)
		if (reply_check((enum request_id)request, message, &err) < 0)
			fuzz_require(err.text[0] != '\0', "refused without a sentence");
	message_is_event(message);
	counters_from_json(json_object_get(message, "counters"), &counters);
	if (!reply_check(REQUEST_micro, message, &err) &&
	    !micro_chunks_pack(message, 0, &chunks, &err))
		free(chunks.bytes);
}

void fuzz_agent_replies(const uint8_t *bytes, size_t length)
{
	CLEANUP_CLOSE int fd = fuzz_file(bytes, length);
	struct line_reader reader;
	struct error err;
	int r;

	line_reader_init(&reader, fd);
	reader.limit_bytes = LINE_MOST;
	do {
		json_t *message = NULL;

		r = json_line_read(&reader, deadline_after_ms(1000), &message, &err);
		if (!r)
			message_take(message);
		json_decref(message);
	} while (!r || r == -EPROTO);
	line_reader_clear(&reader);
}

void fuzz_agent_requests(const uint8_t *bytes, size_t length)
{
	int in = fuzz_file(bytes, length);
	CLEANUP_CLOSE int out = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct channel channel;
	json_t *request;

	fuzz_require(!channel_open(&channel, in, out), "no channel");
	while ((request = channel_receive(&channel))) {
		enum request_id which = REQUEST_COUNT;
		struct error err = { 0 };

		if (request_check(request, &which, &err) < 0)
			fuzz_require(err.text[0] != '\0', "refused without a sentence");
		else
			fuzz_require(which < REQUEST_COUNT, "a request that there is not");
		json_decref(request);
	}
	fclose(channel.in);
}

/* QEMU has said all of it before anybody asked, and is gone. */
void fuzz_qmp(const uint8_t *bytes, size_t length)
{
	uint64_t deadline_ns = deadline_after_ms(1000);
	struct error err = { 0 };
	pid_t *threads = NULL;
	struct qmp qmp;
	size_t count;
	int fds[2];

	if (length > SOCKET_MOST)
		return;
	fuzz_require(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), "no socket");
	fuzz_require(write(fds[1], bytes, length) == (ssize_t)length, "no room in a socket");
	shutdown(fds[1], SHUT_WR);
	if (!qmp_open(&qmp, fds[0], deadline_ns, &err) &&
	    !qmp_thread_ids(&qmp, deadline_ns, &threads, &count, &err))
		free(threads);
	qmp_drain(&qmp);
	qmp_close(&qmp);
	close(fds[0]);
	close(fds[1]);
}

void fuzz_iperf3(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length);
	struct iperf3_result result;
	struct error err = { 0 };

	if (iperf3_result_parse(text, &result, &err) < 0)
		fuzz_require(err.text[0] != '\0', "refused without a sentence");
	else
		fuzz_require(result.seconds > 0 && result.received_bytes >= 0, "less than nothing");
}

/* What is taken is what would be written. */
void fuzz_chunks(const uint8_t *bytes, size_t length)
{
	struct sample_chunks chunks;
	struct packed_chunks again;

	if (chunks_unpack(bytes, length, &chunks) < 0)
		return;
	fuzz_require(!chunks_pack(&chunks, &again) && again.length == length &&
			 !memcmp(again.bytes, bytes, length),
		     "chunks that were taken are written otherwise");
	free(again.bytes);
	sample_chunks_release(&chunks);
}
