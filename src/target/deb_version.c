// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/deb_version.h"

#include <ctype.h>
#include <string.h>

static int rank(char c)
{
	if (c == '~')
		return -1;
	if (!c || isdigit((unsigned char)c))
		return 0;
	return isalpha((unsigned char)c) ? (unsigned char)c : (unsigned char)c + 256;
}

static int compare_text(const char **left, const char **right)
{
	while (rank(**left) || rank(**right)) {
		int difference = rank(**left) - rank(**right);

		if (difference)
			return difference;
		(*left)++;
		(*right)++;
	}
	return 0;
}

/* Numbers of any length: the longer one is larger once the leading zeros are gone. */
static int compare_number(const char **left, const char **right)
{
	size_t left_digits, right_digits;
	int difference;

	*left += strspn(*left, "0");
	*right += strspn(*right, "0");
	left_digits = strspn(*left, "0123456789");
	right_digits = strspn(*right, "0123456789");
	if (left_digits != right_digits)
		return left_digits < right_digits ? -1 : 1;
	difference = strncmp(*left, *right, left_digits);
	*left += left_digits;
	*right += right_digits;
	return difference;
}

int deb_version_compare(const char *left, const char *right)
{
	int difference = 0;

	while (!difference && (*left || *right)) {
		difference = compare_text(&left, &right);
		if (!difference)
			difference = compare_number(&left, &right);
	}
	return difference;
}
