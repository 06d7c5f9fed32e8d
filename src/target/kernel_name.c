// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_name.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#define DIGITS "0123456789"
#define SMALL_LETTERS "abcdefghijklmnopqrstuvwxyz"

/* The length of "6.12" at the beginning of the text, or 0. */
static size_t series_length(const char *text)
{
	size_t major = strspn(text, DIGITS);
	size_t minor = major && text[major] == '.' ? strspn(text + major + 1, DIGITS) : 0;

	return minor ? major + 1 + minor : 0;
}

/* Copies a part of a text; false when there is no room. */
static bool part_copy(char *buffer, size_t size, const char *text, size_t length)
{
	if (length >= size)
		return false;
	memcpy(buffer, text, length);
	buffer[length] = '\0';
	return true;
}

/* "-cloud" and what may stand behind it; an end at once is the flavour without a word. */
static int flavour_parse(const char *text, struct kernel_name *name)
{
	size_t length;

	if (*text != '-')
		return *text ? -EINVAL : 0;
	length = strspn(++text, SMALL_LETTERS DIGITS);
	if (!length || text[length] || !islower((unsigned char)*text) ||
	    !part_copy(name->flavour, sizeof(name->flavour), text, length))
		return -EINVAL;
	return 0;
}

static const char prefix[] = "debian-", newest[] = "newest";

static int name_parse(const char *text, struct kernel_name *name)
{
	const char *series = text + strlen(prefix);
	size_t length;

	if (!text_starts_with(text, prefix))
		return -EINVAL;
	name->newest = text_starts_with(series, newest);
	length = name->newest ? strlen(newest) : series_length(series);
	if (!length || !part_copy(name->series, sizeof(name->series), series, length))
		return -EINVAL;
	return flavour_parse(series + length, name);
}

static bool is_version(const char *text)
{
	return isdigit((unsigned char)*text) && !strchr(text, '/');
}

static int parse(const char *specification, bool any_version, struct kernel_name *ret_name)
{
	struct kernel_name name = { 0 };
	size_t length = strcspn(specification, "=");
	const char *version = specification[length] ? specification + length + 1 : NULL;

	if (!part_copy(name.name, sizeof(name.name), specification, length) ||
	    name_parse(name.name, &name) < 0)
		return -EINVAL;
	if (version && !any_version && (name.newest || !is_version(version)))
		return -EINVAL;
	name.version = version;
	*ret_name = name;
	return 0;
}

int kernel_name_parse(const char *specification, struct kernel_name *ret_name)
{
	return parse(specification, false, ret_name);
}

bool kernel_name_is(const char *specification)
{
	struct kernel_name name;

	return !parse(specification, true, &name);
}

int kernel_name_check(const char *specification, struct kernel_name *ret_name, struct error *err)
{
	if (!kernel_name_parse(specification, ret_name))
		return 0;
	if (kernel_name_is(specification))
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is no version of a package",
				 strchr(specification, '=') + 1);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "'%s' is no name of a kernel to fetch: 'bpftax kernel list' shows some",
			 specification);
}

bool kernel_name_is_pattern(const char *specification)
{
	return text_starts_with(specification, prefix) && strpbrk(specification, "*?[");
}

bool kernel_name_matches(const char *pattern, const char *name)
{
	return !fnmatch(pattern, name, 0);
}

bool kernel_version_is_candidate(const char *version)
{
	return strstr(version, "~rc");
}

/*
 * What is left of a release when its numbers are gone: "6.1.0-56-cloud" and "7.3-rc7-cloud" leave
 * "cloud", "6.12.117+deb12" nothing.
 */
static const char *release_flavour(const char *release)
{
	const char *part = release;

	for (; part; part = strchr(part, '-')) {
		part += *part == '-';
		if (isalpha((unsigned char)*part) &&
		    !(text_starts_with(part, "rc") && isdigit((unsigned char)part[2])))
			return part;
	}
	return "";
}

int kernel_name_of_package(const char *package, const char *version, const char *architecture,
			   struct kernel_name *ret_name)
{
	static const char image[] = "linux-image-";
	char release[128], text[128];
	const char *flavour;
	size_t length = strlen(package), end = strlen(architecture) + 1;
	int series = (int)series_length(version);

	if (!text_starts_with(package, image) || !text_ends_with(package, architecture) ||
	    length <= strlen(image) + end || package[length - end] != '-' ||
	    !isdigit((unsigned char)package[strlen(image)]) || !series ||
	    !part_copy(release, sizeof(release), package + strlen(image),
		       length - strlen(image) - end))
		return -EINVAL;
	flavour = release_flavour(release);
	snprintf(text, sizeof(text), "debian-%.*s%s%s", series, version, *flavour ? "-" : "",
		 flavour);
	return kernel_name_parse(text, ret_name);
}

bool kernel_version_is_of(const char *version, const char *series)
{
	size_t length = series_length(version);

	return length == strlen(series) && !strncmp(version, series, length);
}

const char *kernel_name_summary(const struct kernel_name *name, char *buffer, size_t size)
{
	static const struct {
		const char *flavour, *words;
	} known[] = { { "", "for any machine" },
		      { "cloud", "for cloud machines" },
		      { "rt", "PREEMPT_RT" } };
	const char *words = name->flavour;

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(known[i].flavour, name->flavour))
			words = known[i].words;
	snprintf(buffer, size, "%s, %s", name->series, words);
	return buffer;
}
