// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/treatment.h"
#include "protocol/names.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What carries the delays: the cheapest attachment, where the study has it. */
#define DELAY_MECHANISM (mechanism_names[MECHANISM_fentry].name)
#define DELAY_PROGRAM "delay-0ns"

/*
 * Of the study's default hook once; with two receivers of different families by turns, of the
 * function for half of the datagrams, as udpv6_recvmsg has those of IPv6 (net/ipv6/udp.c).
 */
static double function_events(const struct study *study)
{
	if (strcmp(study->function, STUDY_FUNCTION) != 0)
		return NAN;
	return study->settings.server_family == SERVER_BOTH ? .5 : 1;
}

static double tracepoint_events(const struct study *study)
{
	return strcmp(study->tracepoint, STUDY_TRACEPOINT) != 0 ? NAN : 1;
}

static double hook_events(const struct study *study, const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);

	return known && known->hook == HOOK_TRACEPOINT ? tracepoint_events(study)
						       : function_events(study);
}

static int list_add(struct treatment_list *list, const struct treatment *treatment)
{
	struct treatment *added = &list->treatments[list->count];

	*added = *treatment;
	added->id = (unsigned int)list->count;
	if (!added->name)
		return -ENOMEM;
	program_variant_parse(added->program, &added->variant);
	list->count++;
	return 0;
}

static int sham_add(struct treatment_list *list)
{
	return list_add(list, &(struct treatment){ .kind = TREATMENT_SHAM,
						   .program = program_names[PROGRAM_null].name,
						   .name = strdup("baseline") });
}

static int hooked_add(struct treatment_list *list, const struct study *study,
		      struct treatment treatment)
{
	treatment.function = study->function;
	treatment.tracepoint = study->tracepoint;
	treatment.hook_events = hook_events(study, treatment.mechanism);
	return list_add(list, &treatment);
}

static int builtin_add(struct treatment_list *list, const struct study *study,
		       const char *mechanism, const char *program)
{
	char *name = NULL;

	if (asprintf(&name, "%s-%s", mechanism, program) < 0)
		return -ENOMEM;
	return hooked_add(list, study,
			  (struct treatment){ .kind = TREATMENT_BUILTIN,
					      .mechanism = mechanism,
					      .program = program,
					      .name = name });
}

/* Its hook is its own, and how often anything comes by nobody knows. */
static int object_add(struct treatment_list *list, const struct object_program *program, char *name)
{
	int added = list_add(list, &(struct treatment){ .kind = TREATMENT_OBJECT,
							.mechanism = program->mechanism,
							.program = program->program,
							.function = program->function,
							.tracepoint = program->tracepoint,
							.hook_events = NAN,
							.object = program,
							.name = name });

	/* Whatever it is called, it is no program of ours at scale. */
	if (!added)
		list->treatments[list->count - 1].variant =
		    (struct program_variant){ .threads = 1, .programs = 1, .functions = 1 };
	return added;
}

/* "@100functions", "@vfs_*"; of one alone, which is measured anyway, "". */
static void scale_write(const char *word, char *text, size_t size)
{
	*text = '\0';
	if (function_pattern_is(word))
		snprintf(text, size, "@%s", word);
	else if (strtoul(word, NULL, 10) > 1)
		snprintf(text, size, "@%sfunctions", word);
}

static int object_add_scaled(struct treatment_list *list, const struct object_program *program,
			     const char *word)
{
	char scale[VARIANT_PATTERN_MAX + 2], *name = NULL;
	struct treatment *treatment;

	scale_write(word, scale, sizeof(scale));
	if (!*scale)
		return 0;
	if (asprintf(&name, "%s%s", program->name, scale) < 0 ||
	    object_add(list, program, name) < 0)
		return -ENOMEM;
	treatment = &list->treatments[list->count - 1];
	if (asprintf(&treatment->scaled, "%s%s", program->program, scale) < 0) {
		treatment->scaled = NULL;
		return -ENOMEM;
	}
	treatment->program = treatment->scaled;
	program_variant_parse(scale, &treatment->variant);
	return 0;
}

static int object_add_all(struct treatment_list *list, const struct study *study,
			  const struct object_program *program)
{
	int code = object_add(list, program, strdup(program->name));

	for (size_t i = 0; i < study->functions.count && !code; i++)
		code = object_add_scaled(list, program, study->functions.words[i]);
	return code;
}

static const char *delay_mechanism(const struct study *study)
{
	return word_list_has(&study->mechanisms, DELAY_MECHANISM) ? DELAY_MECHANISM
								  : study->mechanisms.words[0];
}

static int delay_add(struct treatment_list *list, const struct study *study)
{
	return hooked_add(list, study,
			  (struct treatment){ .kind = TREATMENT_DELAY,
					      .mechanism = delay_mechanism(study),
					      .program = DELAY_PROGRAM,
					      .name = strdup("delay") });
}

static int list_fill(struct treatment_list *list, const struct study *study,
		     const struct object_program_list *objects)
{
	int code = sham_add(list);

	for (size_t i = 0; objects && i < objects->count && !code; i++)
		code = object_add_all(list, study, &objects->programs[i]);
	for (size_t m = 0; m < study->mechanisms.count; m++)
		for (size_t p = 0; p < study_program_count(study) && !code; p++)
			code = builtin_add(list, study, study->mechanisms.words[m],
					   study->programs.words[p]);
	return !code && study->delays.count ? delay_add(list, study) : code;
}

int treatments_make(const struct study *study, const struct object_program_list *objects,
		    struct treatment_list *ret_list)
{
	size_t most = study->mechanisms.count * study_program_count(study) + 2 +
		      (objects ? objects->count * (1 + study->functions.count) : 0);
	struct treatment_list list = { calloc(most, sizeof(*list.treatments)), 0 };

	if (!list.treatments || list_fill(&list, study, objects) < 0) {
		treatments_free(&list);
		return -ENOMEM;
	}
	*ret_list = list;
	return 0;
}

void treatments_free(struct treatment_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->treatments[i].name);
		free(list->treatments[i].scaled);
	}
	free(list->treatments);
	*list = (struct treatment_list){};
}

bool treatment_is_measured(const struct treatment *treatment)
{
	return treatment->kind == TREATMENT_BUILTIN || treatment->kind == TREATMENT_OBJECT;
}

size_t treatments_measured(const struct treatment_list *list)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += treatment_is_measured(&list->treatments[i]);
	return count;
}
