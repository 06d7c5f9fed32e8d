// SPDX-License-Identifier: GPL-2.0-or-later
/* Kernels as an archive or a user has them: packages, modules, images, and the index of packages.
 */
#include "parsers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "target/apt_source.h"
#include "target/apt_suites.h"
#include "target/arm64_image.h"
#include "target/deb.h"
#include "target/deb_version.h"
#include "target/kernel_image.h"
#include "target/kernel_index.h"
#include "target/module_info.h"
#include "target/uncompress.h"
#include "target/x86_image.h"

/* All that is wanted goes where nothing is kept. */
static char *choose(void *context, const char *member)
{
	(void)context;
	return strlen(member) % 2 ? strdup("/dev/null") : NULL;
}

void fuzz_deb(const uint8_t *bytes, size_t length)
{
	CLEANUP_CLOSE int fd = fuzz_file(bytes, length);
	struct deb_wish wish = { .choose = choose };
	struct error err = { 0 };
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (deb_extract(path, &wish, &err) < 0)
		fuzz_require(err.text[0] != '\0', "refused without a sentence");
}

void fuzz_module(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *copy = fuzz_text(bytes, length), *depends = NULL;
	struct error err = { 0 };
	char name[64];

	if (module_info_depends(copy, length, &depends, &err) < 0)
		fuzz_require(err.text[0] != '\0', "refused without a sentence");
	module_name_of_file(copy, name, sizeof(name));
}

static void vmlinux_check(char *bytes, size_t length)
{
	CLEANUP_FREE char *config = NULL;

	x86_image_has_pvh(bytes, length);
	kernel_image_config(bytes, length, &config, NULL);
}

void fuzz_bzimage(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *copy = fuzz_text(bytes, length), *vmlinux = NULL;
	struct error err = { 0 };
	size_t vmlinux_length;

	vmlinux_check(copy, length);
	if (x86_image_uncompress(copy, length, &vmlinux, &vmlinux_length, &err) < 0)
		fuzz_require(err.text[0] != '\0', "refused without a sentence");
	else
		vmlinux_check(vmlinux, vmlinux_length);
}

void fuzz_arm64_image(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *copy = fuzz_text(bytes, length), *image = NULL;
	struct error err = { 0 };
	size_t image_length;

	if (arm64_image_unpack(copy, length, &image, &image_length, &err) < 0)
		fuzz_require(err.text[0] != '\0', "refused without a sentence");
	else
		fuzz_require(arm64_image_is_plain(image, image_length), "no image came of one");
}

void fuzz_compressed(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *plain = NULL;
	struct error err = { 0 };
	size_t plain_length;

	if (uncompress(bytes, length, &plain, &plain_length, &err) < 0)
		fuzz_require(err.text[0] != '\0', "refused without a sentence");
	else
		fuzz_require(plain[plain_length] == '\0', "no end behind the bytes");
}

static void index_check(const char *text)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	CLEANUP_FREE const struct kernel_offer **offers = NULL;
	size_t count = 0;

	kernel_index_add(&index, text, "amd64", KERNEL_OF_OWN_SUITE);
	kernel_index_add(&index, text, "amd64", KERNEL_OF_OTHER_SUITE);
	for (size_t i = 0; i + 1 < index.count; i++)
		fuzz_require(
		    deb_version_compare(index.offers[i].version, index.offers[i + 1].version) ==
			-deb_version_compare(index.offers[i + 1].version, index.offers[i].version),
		    "versions are in no order");
	kernel_index_select(&index, "debian-*", &offers, &count);
	kernel_records_have(text, "linux-image-6.12.117+deb12-cloud-amd64", "6.12.117-1~deb12u1");
}

static void sources_check(const char *text)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = { 0 };
	CLEANUP(apt_suites_clear) struct apt_suites suites = { 0 };
	CLEANUP_FREE char *aliases = NULL, *all = NULL;

	apt_sources_parse(text, &sources);
	apt_suites_learn(&suites, text);
	aliases = apt_suites_aliases(&sources);
	all = apt_suites_sources(&sources, &suites, APT_SUITES_ALL);
}

void fuzz_apt(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length);

	free(apt_release_field(text, "Codename"));
	free(apt_source_options(text, false, 1));
	free(apt_source_options(text, true, 1));
	index_check(text);
	sources_check(text);
}
