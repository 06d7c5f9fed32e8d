/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_CONFIG_H
#define BPFTAX_KERNEL_CONFIG_H

/*
 * Questions to the text of a kernel's .config.
 *
 *	if (kernel_config_get(config, "CONFIG_VETH") == KERNEL_OPTION_MODULE)
 *		...
 */

enum kernel_option {
	KERNEL_OPTION_UNKNOWN, /* there is no config to ask */
	KERNEL_OPTION_OFF,     /* "is not set", or not mentioned */
	KERNEL_OPTION_MODULE,
	KERNEL_OPTION_ON, /* y, or a value */
};

/* config may be NULL. */
enum kernel_option kernel_config_get(const char *config, const char *option);

/*
 * What stands in quotes behind "OPTION=", a new string; NULL where there is none, or no config, or
 * no memory.
 */
char *kernel_config_string(const char *config, const char *option);

/*
 * The kernel's own list of security modules with another behind it, for lsm=: a new string; NULL
 * where it has that one, or where nobody knows its list.
 */
char *kernel_config_lsm_with(const char *config, const char *module);

#endif
