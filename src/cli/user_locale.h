/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_USER_LOCALE_H
#define BPFTAX_CLI_USER_LOCALE_H

/* What the user's locale says of terminals; the program itself stays in that of C. */

#include <stdbool.h>

/* Whether text may be UTF-8. */
bool user_locale_is_utf8(void);

#endif
