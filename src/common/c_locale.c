// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/c_locale.h"

struct c_locale c_locale_enter(void)
{
	struct c_locale locale = { .plain = newlocale(LC_ALL_MASK, "C", NULL) };

	if (locale.plain)
		locale.before = uselocale(locale.plain);
	return locale;
}

void c_locale_leave(struct c_locale *locale)
{
	if (!locale->plain)
		return;
	uselocale(locale->before);
	freelocale(locale->plain);
}
