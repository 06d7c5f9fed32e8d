// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel's BTF is read once.  libbpf reads it anew for every object that it relocates or that
 * names a function of the kernel, and frees it, which takes longer than a reload (the kernel's
 * whole BTF has 150,000 types).  It has no setter for one that is there; so the linker puts these
 * in place of its two functions (--wrap, src/agent/meson.build).  What both share has to be known
 * to both, without an argument of ours: the one variable of this file.
 */
#include <bpf/btf.h>
#include <bpf/libbpf.h>

struct btf *__real_btf__load_vmlinux_btf(void);
struct btf *__wrap_btf__load_vmlinux_btf(void);
void __real_btf__free(struct btf *btf);
void __wrap_btf__free(struct btf *btf);

/* NULL: not read yet, or there is none.  It stays until the agent ends. */
static struct btf *shared;

struct btf *__wrap_btf__load_vmlinux_btf(void)
{
	struct btf *btf = shared ? shared : __real_btf__load_vmlinux_btf();

	if (!libbpf_get_error(btf))
		shared = btf;
	return btf;
}

void __wrap_btf__free(struct btf *btf)
{
	if (btf != shared)
		__real_btf__free(btf);
}
