// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/user_locale.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

bool user_locale_is_utf8(void)
{
	locale_t user = newlocale(LC_CTYPE_MASK, "", NULL);
	bool utf8;

	if (!user)
		return false;
	utf8 = strcmp(nl_langinfo_l(CODESET, user), "UTF-8") == 0;
	freelocale(user);
	return utf8;
}
