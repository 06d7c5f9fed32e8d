// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/machine.h"
#include "agent/arch/arch.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <dirent.h>
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

static void cpu_model_put(json_t *machine)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/cpuinfo");
	const char *at = text ? strstr(text, arch_ops.cpu_model_word) : NULL;

	at = at ? strchr(at, ':') : NULL;
	if (at)
		text_put(machine, "cpu_model", strndup(at + 2, strcspn(at + 2, "\n")));
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
		json_object_set_new(machine, "architecture", json_string(name.machine));
	}
	if (!sysinfo(&info))
		json_object_set_new(
		    machine, "memory_mib",
		    json_integer((json_int_t)(info.totalram * info.mem_unit >> 20)));
	json_object_set_new(machine, "cpus", json_integer(sysconf(_SC_NPROCESSORS_ONLN)));
	cpu_model_put(machine);
	json_object_set_new(machine, "mitigations", mitigations_read());
	text_put(machine, "boot_parameters", sysfile_read("/proc/cmdline"));
	text_put(machine, "security_modules", sysfile_read("/sys/kernel/security/lsm"));
	text_put(machine, "lockdown", sysfile_read("/sys/kernel/security/lockdown"));
	text_put(machine, "clocksource",
		 sysfile_read("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
	return machine;
}
