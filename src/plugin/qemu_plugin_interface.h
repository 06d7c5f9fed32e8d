/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PLUGIN_QEMU_PLUGIN_INTERFACE_H
#define BPFTAX_PLUGIN_QEMU_PLUGIN_INTERFACE_H

/*
 * What we use of QEMU's interface for TCG plugins, declared by us from its documentation
 * (QEMU's "TCG Plugins", docs/devel/tcg-plugins), as Debian has no package with its header.
 *
 * The functions are QEMU's own, found when it loads the plugin.  Only such are used as every
 * version of the interface from 1 (QEMU 7.2) to 4 (QEMU 10.0) has; the one that changed in between
 * is qemu_plugin_insn_data, see insn_bytes() in plugin.c.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;

/* Handles that are good within one callback. */
struct qemu_plugin_tb;
struct qemu_plugin_insn;

struct qemu_plugin_info {
	const char *target_name; /* "x86_64", "aarch64" */
	struct {
		int min, cur; /* versions of the interface that this QEMU supports */
	} version;
	bool system_emulation;
	struct {
		int smp_vcpus, max_vcpus;
	} system;
};

enum qemu_plugin_registers {
	QEMU_PLUGIN_NO_REGISTERS, /* a callback that does not look at the CPU's */
};

enum qemu_plugin_access {
	QEMU_PLUGIN_READ = 1,
	QEMU_PLUGIN_WRITE,
	QEMU_PLUGIN_READ_AND_WRITE,
};

typedef void qemu_plugin_done(qemu_plugin_id_t id);
typedef void qemu_plugin_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);
typedef void qemu_plugin_executed(unsigned int cpu, void *data);
typedef void qemu_plugin_accessed(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address,
				  void *data);

/* Takes all callbacks back, forgets all translations, and calls done then, a little later. */
void qemu_plugin_reset(qemu_plugin_id_t id, qemu_plugin_done *done);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, qemu_plugin_translated *translated);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
					    qemu_plugin_executed *executed,
					    enum qemu_plugin_registers registers, void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, qemu_plugin_accessed *accessed,
				      enum qemu_plugin_registers registers,
				      enum qemu_plugin_access access, void *data);

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);

/*
 * Up to version 2 the first argument is all of them, and the result points to the bytes; from 3 on
 * so many are copied.  What is called with arguments that it does not know leaves them alone.
 */
uintptr_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *to, size_t size);

/* What a plugin has: the version that it is made for, and what is called once it is loaded. */
#define QEMU_PLUGIN_EXPORTED __attribute__((visibility("default")))

extern QEMU_PLUGIN_EXPORTED int qemu_plugin_version;

/* arguments: "fd=9"; 0, or -1 to be unloaded again. */
QEMU_PLUGIN_EXPORTED int qemu_plugin_install(qemu_plugin_id_t id,
					     const struct qemu_plugin_info *info,
					     int argument_count, char **arguments);

#endif
