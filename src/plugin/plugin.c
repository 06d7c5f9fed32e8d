// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The plugin: has QEMU tell a recorder what runs while the agent's marks say so.
 *
 *	qemu-system-x86_64 -plugin bpftax-recorder.so,fd=9 ...
 *
 * Most of the time it only looks for marks in what is translated, which costs a running guest
 * nothing.  Between the marks RECORDING_MARK_WATCH and RECORDING_MARK_REST every instruction calls
 * it; at either all translated code is thrown away, as what is watched is built into it.
 */
#include "plugin/marks.h"
#include "plugin/qemu_plugin_interface.h"
#include "plugin/recorder.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/*
 * QEMU reads it, and hands no pointer of ours to what it calls when it translates: both have to be
 * global.
 */
int qemu_plugin_version = 1;

static struct {
	qemu_plugin_id_t id;
	int interface_version;
	enum recording_mark_kind marks; /* how this machine's look */
	struct recorder recorder;
} plugin;

/*
 * QEMU takes a plugin that says a version between the oldest and the newest that it supports, and
 * reads it before it calls anything of ours: what there is to be called tells which these are.
 */
__attribute__((constructor)) static void version_choose(void)
{
	if (dlsym(RTLD_DEFAULT, "qemu_plugin_register_vcpu_insn_exec_inline"))
		qemu_plugin_version = 1;
	else if (dlsym(RTLD_DEFAULT, "qemu_plugin_mem_get_value"))
		qemu_plugin_version = 4;
	else
		qemu_plugin_version = 2;
}

/* So many of an instruction's bytes as it has; the result is that number. */
static size_t insn_bytes(const struct qemu_plugin_insn *insn,
			 uint8_t bytes[RECORDING_INSTRUCTION_BYTES_MAX])
{
	size_t size = qemu_plugin_insn_size(insn);
	uintptr_t result;

	if (size > RECORDING_INSTRUCTION_BYTES_MAX)
		return 0;
	result = qemu_plugin_insn_data(insn, bytes, size);
	if (plugin.interface_version < 3)
		memcpy(bytes, (const void *)result, size);
	return size;
}

static void insn_executed(unsigned int cpu, void *data)
{
	(void)cpu;
	recorder_executed(&plugin.recorder, data);
}

static void insn_accessed(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address,
			  void *data)
{
	(void)cpu;
	(void)address;
	if (plugin.recorder.open)
		recorder_accessed(&plugin.recorder, data, qemu_plugin_mem_is_store(info));
}

static void watch_done(qemu_plugin_id_t id);
static void rest_done(qemu_plugin_id_t id);

static void mark_executed(unsigned int cpu, void *data)
{
	enum recording_mark mark = (enum recording_mark)(uintptr_t)data;

	(void)cpu;
	switch (mark) {
	case RECORDING_MARK_BEGIN:
		recorder_begin(&plugin.recorder);
		break;
	case RECORDING_MARK_WATCH:
		qemu_plugin_reset(plugin.id, watch_done);
		break;
	case RECORDING_MARK_WINDOW:
	case RECORDING_MARK_PATH:
		recorder_window_begin(&plugin.recorder, mark == RECORDING_MARK_PATH);
		break;
	case RECORDING_MARK_END:
		recorder_window_end(&plugin.recorder);
		break;
	case RECORDING_MARK_PAUSE:
		recorder_window_pause(&plugin.recorder);
		break;
	case RECORDING_MARK_GO_ON:
		recorder_window_go_on(&plugin.recorder);
		break;
	case RECORDING_MARK_REST:
		qemu_plugin_reset(plugin.id, rest_done);
		break;
	}
}

/* Whether it was a mark. */
static bool mark_watch(struct qemu_plugin_insn *insn, const uint8_t *bytes, size_t size)
{
	int mark = recording_mark_of(plugin.marks, bytes, size);

	if (mark <= 0)
		return false;
	qemu_plugin_register_vcpu_insn_exec_cb(insn, mark_executed, QEMU_PLUGIN_NO_REGISTERS,
					       (void *)(uintptr_t)mark);
	return true;
}

static void insn_watch(struct qemu_plugin_insn *insn)
{
	uint8_t bytes[RECORDING_INSTRUCTION_BYTES_MAX];
	size_t size = insn_bytes(insn, bytes);
	struct watched *watched;

	if (!size || mark_watch(insn, bytes, size))
		return;
	watched = recorder_instruction(&plugin.recorder, qemu_plugin_insn_vaddr(insn), bytes, size);
	if (!watched)
		return;
	qemu_plugin_register_vcpu_insn_exec_cb(insn, insn_executed, QEMU_PLUGIN_NO_REGISTERS,
					       watched);
	qemu_plugin_register_vcpu_mem_cb(insn, insn_accessed, QEMU_PLUGIN_NO_REGISTERS,
					 QEMU_PLUGIN_READ_AND_WRITE, watched);
}

static void all_watch(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++)
		insn_watch(qemu_plugin_tb_get_insn(tb, i));
}

static void marks_watch(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	uint8_t bytes[RECORDING_INSTRUCTION_BYTES_MAX];

	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

		if (qemu_plugin_insn_size(insn) == recording_mark_size(plugin.marks))
			mark_watch(insn, bytes, insn_bytes(insn, bytes));
	}
}

static void watch_done(qemu_plugin_id_t id)
{
	qemu_plugin_register_vcpu_tb_trans_cb(id, all_watch);
}

static void rest_done(qemu_plugin_id_t id)
{
	qemu_plugin_register_vcpu_tb_trans_cb(id, marks_watch);
}

static int refuse(const char *why)
{
	fprintf(stderr, "bpftax-recorder: %s\n", why);
	return -1;
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_plugin_info *info,
			int argument_count, char **arguments)
{
	int fd;

	if (argument_count != 1 || sscanf(arguments[0], "fd=%d", &fd) != 1)
		return refuse("it is given a descriptor to write to, as in fd=9");
	if (!info->system_emulation || info->system.smp_vcpus != 1)
		return refuse("it records a machine of one CPU");
	plugin.id = id;
	plugin.interface_version = info->version.cur;
	plugin.marks = recording_mark_kind_of(info->target_name);
	if (plugin.marks == RECORDING_MARKS_NONE)
		return refuse("the marks of this processor are not known");
	recorder_init(&plugin.recorder, fd, info->target_name);
	rest_done(id);
	return 0;
}
