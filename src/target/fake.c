// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/target_kinds.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * A conversation written down beforehand, or a function that answers, for tests of what speaks to
 * targets.
 */

struct fake {
	const struct target_exchange *exchanges;
	size_t count;
	size_t next;
	bool sent; /* what the next exchange expects has come */
	char *(*respond)(void *context, const json_t *request);
	void *respond_context;
	char *answer; /* to what was sent last, not received yet */
};

static int fake_start(struct target *target, const struct target_config *config, struct error *err)
{
	struct fake *fake = calloc(1, sizeof(*fake));

	if (!fake)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*fake = (struct fake){ .exchanges = config->exchanges,
			       .count = config->exchanges_count,
			       .respond = config->respond,
			       .respond_context = config->respond_context };
	if (fake->respond)
		fake->answer = fake->respond(fake->respond_context, NULL);
	target->state = fake;
	target->facts =
	    (struct target_facts){ .accelerator = "none", .timing = "native", .channel = "pipe" };
	return 0;
}

static int request_answer(struct fake *fake, const char *line, size_t length, struct error *err)
{
	json_t *request = json_loadb(line, length, 0, NULL);

	if (!request)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO, "no JSON: %.*s", (int)length,
				 line);
	free(fake->answer);
	fake->answer = fake->respond(fake->respond_context, request);
	json_decref(request);
	return 0;
}

static int answer_take(struct fake *fake, char **ret_line, struct error *err)
{
	if (!fake->answer)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the agent is gone");
	*ret_line = fake->answer;
	fake->answer = NULL;
	return 0;
}

static int fake_send(struct target *target, const char *line, size_t length, struct error *err)
{
	struct fake *fake = target->state;
	const struct target_exchange *exchange;

	if (fake->respond)
		return request_answer(fake, line, length, err);
	if (fake->next >= fake->count)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE,
				 "the script is over, but this came: %.*s", (int)length, line);
	exchange = &fake->exchanges[fake->next];
	if (!exchange->expected || fake->sent)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "the script expects no message now, but this came: %.*s",
				 (int)length, line);
	if (!strstr(line, exchange->expected))
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "the script expects '%s', but this came: %.*s", exchange->expected,
				 (int)length, line);
	fake->sent = true;
	return 0;
}

static int fake_receive(struct target *target, uint64_t deadline_ns, char **ret_line,
			struct error *err)
{
	struct fake *fake = target->state;
	const struct target_exchange *exchange = &fake->exchanges[fake->next];
	char *line;

	(void)deadline_ns;
	if (fake->respond)
		return answer_take(fake, ret_line, err);
	if (fake->next >= fake->count)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the script is over");
	if (exchange->expected && !fake->sent)
		return error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
				 "the script waits for '%s' first", exchange->expected);
	if (!exchange->reply)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the agent is gone");
	line = strdup(exchange->reply);
	if (!line)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	fake->next++;
	fake->sent = false;
	*ret_line = line;
	return 0;
}

static void fake_stop(struct target *target)
{
	struct fake *fake = target->state;

	if (fake)
		free(fake->answer);
	free(fake);
}

const struct target_ops target_fake = {
	.start = fake_start,
	.send = fake_send,
	.receive = fake_receive,
	.stop = fake_stop,
};
