/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_C_LOCALE_H
#define BPFTAX_C_LOCALE_H

/*
 * Numbers with a decimal point, whatever the user's locale, as long as a scope lasts:
 *
 *	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();
 *
 *	if (!locale.plain)
 *		return -ENOMEM;
 *	fprintf(out, "%g", value);
 *
 * Of this thread only.
 */

#include <locale.h>

struct c_locale {
	locale_t plain, before; /* plain is 0 when there was no memory: nothing has changed */
};

struct c_locale c_locale_enter(void);
void c_locale_leave(struct c_locale *locale);

#endif
