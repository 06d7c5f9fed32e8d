// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/messages.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

enum field_type { TEXT, COUNT, NUMBER, FLAG, OBJECT, LIST, STATUS };
enum field_need { ALWAYS, MAYBE, DONE, REFUSED };
enum field_side { OF_REQUEST, OF_REPLY };

struct field {
	enum request_id request;
	enum field_side side;
	const char *name;
	enum field_type type;
	enum field_need need;
	int since;
};

static const struct field fields[] = {
#define ASKS(request, field, type, need, since)                                                    \
	{ REQUEST_##request, OF_REQUEST, field, type, need, since },
#define ANSWERS(request, field, type, need, since)                                                 \
	{ REQUEST_##request, OF_REPLY, field, type, need, since },
#include "protocol/message_list.h"
};

static const struct {
	const char *name;
	int since;
} requests[] = {
#define REQUEST(identifier, name, since) { name, since },
#include "protocol/message_list.h"
};

static const char *const events[] = {
#define EVENT(identifier, name, since) name,
#include "protocol/message_list.h"
};

enum event_id {
#define EVENT(identifier, name, since) EVENT_##identifier,
#include "protocol/message_list.h"
};

static const char *const statuses[] = { "attached", "measured", "set", "unsupported", "failed" };

const char *request_name(enum request_id request)
{
	return requests[request].name;
}

json_t *request_vpack(enum request_id request, const char *format, va_list arguments)
{
	json_t *message = json_pack("{s:s}", "do", requests[request].name);
	json_t *packed = format ? json_vpack_ex(NULL, 0, format, arguments) : json_object();

	if (json_object_update(message, packed) < 0) {
		json_decref(message);
		message = NULL;
	}
	json_decref(packed);
	return message;
}

json_t *request_pack(enum request_id request, const char *format, ...)
{
	va_list arguments;
	json_t *message;

	va_start(arguments, format);
	message = request_vpack(request, format, arguments);
	va_end(arguments);
	return message;
}

enum request_id request_of(const json_t *message)
{
	const char *name = json_string_value(json_object_get(message, "do"));

	for (size_t i = 0; name && i < ARRAY_SIZE(requests); i++)
		if (!strcmp(requests[i].name, name))
			return (enum request_id)i;
	return REQUEST_COUNT;
}

static bool is_word_of(const json_t *value, const char *const *words, size_t count)
{
	const char *word = json_string_value(value);

	for (size_t i = 0; word && i < count; i++)
		if (!strcmp(words[i], word))
			return true;
	return false;
}

static bool type_fits(const json_t *value, enum field_type type)
{
	switch (type) {
	case TEXT:
		return json_is_string(value);
	case COUNT:
		return json_is_integer(value) && json_integer_value(value) >= 0;
	case NUMBER:
		return json_is_number(value);
	case FLAG:
		return json_is_boolean(value);
	case OBJECT:
		return json_is_object(value);
	case LIST:
		return json_is_array(value);
	case STATUS:
		return is_word_of(value, statuses, ARRAY_SIZE(statuses));
	}
	return false;
}

static const char *const type_words[] = {
	[TEXT] = "a text",
	[COUNT] = "a whole number from 0 on",
	[NUMBER] = "a number",
	[FLAG] = "true or false",
	[OBJECT] = "an object",
	[LIST] = "a list",
	[STATUS] = "attached, measured, set, unsupported or failed",
};

static bool is_refused(const json_t *message)
{
	static const char *const refusals[] = { "unsupported", "failed" };

	return is_word_of(json_object_get(message, "status"), refusals, ARRAY_SIZE(refusals));
}

static bool is_needed(const struct field *field, bool refused)
{
	switch (field->need) {
	case ALWAYS:
		return true;
	case DONE:
		return !refused;
	case REFUSED:
		return refused;
	case MAYBE:
		break;
	}
	return false;
}

/* The message under check: whose it is in a sentence. */
struct checked {
	const json_t *message;
	enum request_id request;
	enum field_side side;
};

static int misfit(const struct checked *checked, const char *field, const char *what,
		  struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, EPROTO,
			 "%s %s does not fit version %d of the protocol: '%s' %s; bpftax and "
			 "bpftax-agent have to be of one build",
			 checked->side == OF_REQUEST ? "the request" : "the agent's reply to",
			 requests[checked->request].name, PROTOCOL_VERSION, field, what);
}

static int field_check(const struct checked *checked, const struct field *field, struct error *err)
{
	const json_t *value = json_object_get(checked->message, field->name);
	char what[96];

	if (!value)
		return is_needed(field, is_refused(checked->message))
			   ? misfit(checked, field->name, "is missing", err)
			   : 0;
	if (type_fits(value, field->type))
		return 0;
	snprintf(what, sizeof(what), "has to be %s", type_words[field->type]);
	return misfit(checked, field->name, what, err);
}

static bool is_of(const struct field *field, const struct checked *checked)
{
	return field->request == checked->request && field->side == checked->side;
}

static bool is_field(const struct checked *checked, const char *name)
{
	if (checked->side == OF_REQUEST && !strcmp(name, "do"))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (is_of(&fields[i], checked) && !strcmp(fields[i].name, name))
			return true;
	return false;
}

static int message_check(const struct checked *checked, struct error *err)
{
	const char *name;
	json_t *value;
	int fits = 0;

	for (size_t i = 0; i < ARRAY_SIZE(fields) && !fits; i++)
		if (is_of(&fields[i], checked))
			fits = field_check(checked, &fields[i], err);
	if (fits < 0)
		return fits;
	json_object_foreach ((json_t *)checked->message, name, value)
		if (!is_field(checked, name))
			return misfit(checked, name, "is no field of it", err);
	return 0;
}

int request_check(const json_t *message, enum request_id *ret_request, struct error *err)
{
	struct checked checked = { message, request_of(message), OF_REQUEST };
	const char *name = json_string_value(json_object_get(message, "do"));
	int fits;

	if (checked.request == REQUEST_COUNT)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 name ? "version %d of the protocol has no request '%s'; bpftax "
					"and bpftax-agent have to be of one build"
				      : "a message is no request of version %d of the protocol: "
					"it has no text 'do'",
				 PROTOCOL_VERSION, name);
	fits = message_check(&checked, err);
	if (!fits)
		*ret_request = checked.request;
	return fits;
}

int reply_check(enum request_id request, const json_t *message, struct error *err)
{
	struct checked checked = { message, request, OF_REPLY };
	const json_t *error = json_object_get(message, "error");

	if (!error)
		return message_check(&checked, err);
	if (!json_is_string(error) || json_object_size(message) != 1)
		return misfit(&checked, "error", "has to be a text, and alone", err);
	return 0;
}

bool message_is_event(const json_t *message)
{
	return is_word_of(json_object_get(message, "event"), events, ARRAY_SIZE(events));
}

json_t *event_measuring(void)
{
	return json_pack("{s:s}", "event", events[EVENT_measuring]);
}

int messages_version(void)
{
	int version = 0;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		version = fields[i].since > version ? fields[i].since : version;
	for (size_t i = 0; i < ARRAY_SIZE(requests); i++)
		version = requests[i].since > version ? requests[i].since : version;
	return version;
}
