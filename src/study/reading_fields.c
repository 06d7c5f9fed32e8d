// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/reading_fields.h"
#include "study/option_fields.h"

void reading_init(struct reading *reading, unsigned int commands)
{
	*reading = (struct reading){ 0 };
	option_fields_default(OPTION_OF_READING, commands, reading);
}

void reading_free(struct reading *reading)
{
	if (reading)
		option_fields_free(OPTION_OF_READING, reading);
}
