/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sections of the page, in their order: a heading and html_put_NAME(), which writes what stands
 * under it.  A section that writes nothing is left out with its heading, so that none has to say
 * beforehand whether it applies.  Adding one is a file and a line here.
 *
 *	#define HTML_SECTION(name, heading) ...
 *	#include "page/html_sections.h"
 */
HTML_SECTION(limits, "What limits it")
HTML_SECTION(effects, "Effect")
HTML_SECTION(verdicts, "Verdicts")
HTML_SECTION(costs, "Cost per event")
HTML_SECTION(response, "Predicted and measured")
HTML_SECTION(blocks, "Over the run")
HTML_SECTION(distributions, "Distribution")
HTML_SECTION(kernel, "The kernel's own statistics beside it")
HTML_SECTION(numbers, "Numbers")
HTML_SECTION(sentences, "What to know")
HTML_SECTION(machine, "Machine")
HTML_SECTION(plan, "Plan")
HTML_SECTION(exclusions, "Exclusions")
HTML_SECTION(again, "Run it again")
