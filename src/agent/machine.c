// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/machine.h"
#include "agent/arch/arch.h"
#include "agent/clock.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "protocol/architectures.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

#define VULNERABILITIES "/sys/devices/system/cpu/vulnerabilities"

static void text_put(json_t *machine, const char *key, char *text)
{
	if (text) {
		text[strcspn(text, "\n")] = '\0';
		json_object_set_new(machine, key, json_string(text));
	}
	free(text);
}

/* What stands behind the word in the text's first line that begins with it; or NULL. */
static const char *value_of(const char *text, const char *word, size_t *ret_length)
{
	const char *at = text ? strstr(text, word) : NULL;

	at = at ? strchr(at, ':') : NULL;
	if (!at)
		return NULL;
	at += 1 + strspn(at + 1, " ");
	*ret_length = strcspn(at, "\n");
	return at;
}

static void cpu_model_put(json_t *machine)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/cpuinfo");
	char model[128] = "";
	size_t used = 0;

	for (size_t i = 0; i < arch_ops.cpu_model_word_count && used < sizeof(model); i++) {
		size_t length = 0;
		const char *value = value_of(text, arch_ops.cpu_model_words[i], &length);

		if (value)
			used += (size_t)snprintf(model + used, sizeof(model) - used, "%s%.*s",
						 used ? " " : "", (int)length, value);
	}
	if (*model)
		json_object_set_new(machine, "cpu_model", json_string(model));
}

static json_t *mitigations_read(void)
{
	DIR *directory = opendir(VULNERABILITIES);
	json_t *mitigations = json_object();
	struct dirent *entry;

	while (directory && (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			text_put(mitigations, entry->d_name,
				 sysfile_read(VULNERABILITIES "/%s", entry->d_name));
	if (directory)
		closedir(directory);
	return mitigations;
}

json_t *machine_describe(void)
{
	json_t *machine = json_object();
	struct utsname name;
	struct sysinfo info;

	if (!uname(&name)) {
		json_object_set_new(machine, "release", json_string(name.release));
		json_object_set_new(machine, "kernel_version", json_string(name.version));
		json_object_set_new(machine, "architecture",
				    json_string(architecture_name_of(name.machine)));
	}
	if (!sysinfo(&info))
		json_object_set_new(
		    machine, "memory_mib",
		    json_integer((json_int_t)(info.totalram * info.mem_unit >> 20)));
	json_object_set_new(machine, "cpus", json_integer(sysconf(_SC_NPROCESSORS_ONLN)));
	json_object_set_new(machine, "clock_grain_ns", json_integer((json_int_t)clock_grain_ns()));
	cpu_model_put(machine);
	json_object_set_new(machine, "mitigations", mitigations_read());
	text_put(machine, "boot_parameters", sysfile_read("/proc/cmdline"));
	text_put(machine, "security_modules", sysfile_read("/sys/kernel/security/lsm"));
	text_put(machine, "lockdown", sysfile_read("/sys/kernel/security/lockdown"));
	text_put(machine, "clocksource",
		 sysfile_read("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
	return machine;
}
