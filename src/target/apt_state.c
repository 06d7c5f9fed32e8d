// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/apt_state.h"
#include "target/apt.h"
#include "target/apt_source.h"
#include "target/apt_suites.h"
#include "target/fetch_directory.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "common/text_buffer.h"
#include "common/user_directories.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

void apt_state_clear(struct apt_state *state)
{
	free(state->all);
	free(state->released);
	free(state->own);
	*state = (struct apt_state){ 0 };
}

/* Of one architecture: its directory, and what the user's sources are. */
struct work {
	const char *architecture;
	char *parent;	 /* CACHE/apt */
	char *directory; /* CACHE/apt/ARCHITECTURE */
	struct apt_sources sources;
	struct apt_suites suites;
	char *trouble; /* what could not be read, or NULL */
	const struct kernel_notify *notify;
};

static void work_clear(struct work *work)
{
	free(work->parent);
	free(work->directory);
	free(work->trouble);
	apt_sources_clear(&work->sources);
	apt_suites_clear(&work->suites);
}

static int work_open(const char *architecture, const struct kernel_notify *notify,
		     struct work *work, struct error *err)
{
	CLEANUP_FREE char *cache = NULL;
	int r = user_cache_directory(&cache, err);

	if (r < 0)
		return r;
	work->architecture = architecture;
	work->notify = notify;
	work->parent = file_path("%s/apt", cache);
	work->directory = file_path("%s/apt/%s", cache, architecture);
	return work->parent && work->directory ? 0 : out_of_memory(err);
}

static int paths_fill(const struct work *work, struct apt_state *ret_state, struct error *err)
{
	struct apt_state state = {
		.all = file_path("%s/all.conf", work->directory),
		.released = file_path("%s/released.conf", work->directory),
		.own = file_path("%s/own.conf", work->directory),
	};

	if (!state.all || !state.released || !state.own) {
		apt_state_clear(&state);
		return out_of_memory(err);
	}
	*ret_state = state;
	return 0;
}

/* The lines of the user's own entry; an entry that cannot be found has none. */
static int source_options_read(struct apt_source *source, struct error *err)
{
	const char *colon = strrchr(source->entry, ':');
	CLEANUP_FREE char *text = NULL, *path = NULL, *options = NULL;
	int r;

	if (!colon)
		return 0;
	path = strndup(source->entry, (size_t)(colon - source->entry));
	if (!path)
		return out_of_memory(err);
	r = file_read(path, &text, NULL, err);
	if (r < 0)
		return r;
	options = apt_source_options(text, text_ends_with(path, ".sources"),
				     strtoul(colon + 1, NULL, 10));
	if (!options)
		return out_of_memory(err);
	free(source->options);
	source->options = take_pointer(options);
	return 0;
}

static int no_archive(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOENT,
			 "apt's sources here have no archive of Debian that has been read: run "
			 "'apt-get update' where there is one, or give --kernel the path of a "
			 "kernel");
}

/* Where the machine's apt has Debian from. */
static int sources_read(struct work *work, struct error *err)
{
	CLEANUP_FREE char *text = NULL;
	int r =
	    apt_targets(NULL, apt_source_fields, apt_source_fields_count, work->notify, &text, err);

	if (r < 0)
		return r;
	if (apt_sources_parse(text, &work->sources) < 0)
		return out_of_memory(err);
	for (size_t i = 0; i < work->sources.count && !r; i++)
		r = source_options_read(&work->sources.items[i], err);
	return r || apt_sources_labelled(&work->sources, "Debian") ? r : no_archive(err);
}

/*
 * What the machine's settings say of proxies and the like holds on; what they have apt do behind an
 * update, or keep for the machine, does not.
 */
#define SETTINGS                                                                                   \
	"#clear APT::Architectures;\n"                                                             \
	"#clear APT::Update::Pre-Invoke;\n"                                                        \
	"#clear APT::Update::Post-Invoke;\n"                                                       \
	"#clear APT::Update::Post-Invoke-Success;\n"                                               \
	"#clear DPkg::Post-Invoke;\n"                                                              \
	"APT::Architecture \"%1$s\";\n"                                                            \
	"APT::Architectures { \"%1$s\"; };\n"                                                      \
	"APT::Sandbox::User \"root\";\n"                                                           \
	"APT::Get::List-Cleanup \"true\";\n"                                                       \
	"Acquire::Languages \"none\";\n"                                                           \
	"Acquire::GzipIndexes \"true\";\n"                                                         \
	"Dir::Etc::sourcelist \"%2$s/%3$s.sources\";\n"                                            \
	"Dir::Etc::sourceparts \"/dev/null\";\n"                                                   \
	"Dir::State::lists \"%2$s/%4$s/\";\n"                                                      \
	"Dir::State::status \"%2$s/status\";\n"                                                    \
	"Dir::Cache \"%2$s/%3$s\";\n"                                                              \
	"Dir::Cache::archives \"archives/\";\n"                                                    \
	"Dir::Cache::pkgcache \"pkgcache.bin\";\n"                                                 \
	"Dir::Cache::srcpkgcache \"\";\n"

static int text_write(const struct work *work, const char *name, const char *text,
		      struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/%s", work->directory, name);

	return path && text ? file_write_atomically(path, text, strlen(text), err)
			    : out_of_memory(err);
}

static int directory_make(const struct work *work, const char *name, const char *below,
			  struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/%s/%s", work->directory, name, below);

	return path ? file_make_directory(path, err) : out_of_memory(err);
}

/* A view of the archive: its settings, sources, and where apt keeps what it makes of them. */
static int view_write(const struct work *work, const char *name, const char *lists,
		      const char *sources, struct error *err)
{
	CLEANUP_FREE char *text =
	    file_path(SETTINGS, work->architecture, work->directory, name, lists);
	CLEANUP_FREE char *conf = file_path("%s.conf", name), *list = file_path("%s.sources", name);
	int r = conf && list ? 0 : out_of_memory(err);

	if (!r)
		r = directory_make(work, lists, "partial", err);
	if (!r)
		r = directory_make(work, name, "archives/partial", err);
	if (!r)
		r = text_write(work, "status", "", err);
	if (!r)
		r = text_write(work, list, sources, err);
	return r ? r : text_write(work, conf, text, err);
}

static int view_update(struct work *work, const char *name, struct error *err)
{
	CLEANUP_FREE char *config = file_path("%s/%s.conf", work->directory, name);
	CLEANUP_FREE char *trouble = NULL;
	int r = config ? apt_update(config, work->notify, &trouble, err) : out_of_memory(err);

	if (!work->trouble)
		work->trouble = take_pointer(trouble);
	return r;
}

static int release_file_learn(struct work *work, const char *name, struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/releases/%s", work->directory, name), *text = NULL;
	int r = path ? file_read(path, &text, NULL, err) : out_of_memory(err);

	if (!r && apt_suites_learn(&work->suites, text) < 0)
		r = out_of_memory(err);
	return r;
}

/* "..._dists_stable_InRelease", or "_Release" where the signature is a file of its own. */
static int release_files_learn(struct work *work, struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/releases", work->directory);
	DIR *stream = path ? opendir(path) : NULL;
	const struct dirent *entry;
	int r = path ? 0 : out_of_memory(err);

	while (stream && !r && (entry = readdir(stream)))
		if (text_ends_with(entry->d_name, "Release"))
			r = release_file_learn(work, entry->d_name, err);
	if (stream)
		closedir(stream);
	return r;
}

/* Which suites there are today. */
static int suites_discover(struct work *work, struct error *err)
{
	CLEANUP_FREE char *sources = apt_suites_aliases(&work->sources);
	int r = view_write(work, "aliases", "releases", sources, err);

	if (!r)
		r = view_update(work, "aliases", err);
	return r ? r : release_files_learn(work, err);
}

static int suites_read(struct work *work, struct error *err)
{
	static const char *const views[] = { [APT_SUITES_OWN] = "own",
					     [APT_SUITES_RELEASED] = "released",
					     [APT_SUITES_ALL] = "all" };
	int r = 0;

	for (size_t i = 0; i < ARRAY_SIZE(views) && !r; i++) {
		CLEANUP_FREE char *sources =
		    apt_suites_sources(&work->sources, &work->suites, (enum apt_suites_scope)i);

		r = view_write(work, views[i], "lists", sources, err);
	}
	return r ? r : view_update(work, "all", err);
}

/* Whatever could not be read: is there an index at all? */
static int trouble_judge(const struct work *work, struct error *err)
{
	CLEANUP_FREE char *config = file_path("%s/all.conf", work->directory), *text = NULL;
	int r = config ? apt_targets(config, apt_source_fields, apt_source_fields_count,
				     work->notify, &text, err)
		       : out_of_memory(err);

	if (r || !work->trouble)
		return r;
	if (!*text)
		return error_set(err, ERROR_ENVIRONMENT, EIO,
				 "the index of Debian's archive could not be read: %s",
				 work->trouble);
	notify_say(work->notify, "a part of the archive's index could not be read anew: %s",
		   work->trouble);
	return 0;
}

/* All that decides what is read: where the stamp says the same it is of these sources. */
static char *sources_text(const struct work *work)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	/* What is kept in views of these names; a state of before had no "released". */
	text_buffer_add(&text, "own released all\n");
	for (size_t i = 0; i < work->sources.count; i++)
		text_buffer_add(&text, "%s %s %s\n%s", work->sources.items[i].uri,
				work->sources.items[i].release, work->sources.items[i].codename,
				work->sources.items[i].options);
	return text_buffer_take(&text);
}

#define STAMP "read"

/* Stands before the sources in the stamp when not all of it could be read. */
#define INCOMPLETE "incomplete\n"

static bool is_fresh(const struct work *work, const char *sources)
{
	CLEANUP_FREE char *path = file_path("%s/" STAMP, work->directory), *text = NULL;
	bool incomplete;
	struct stat info;
	double age_s;

	if (!path || stat(path, &info) < 0 || file_read(path, &text, NULL, NULL) < 0)
		return false;
	incomplete = text_starts_with(text, INCOMPLETE);
	age_s = difftime(time(NULL), info.st_mtime);
	return age_s >= 0 && age_s < (incomplete ? APT_STATE_RETRY_S : APT_STATE_FRESH_S) &&
	       !strcmp(text + (incomplete ? strlen(INCOMPLETE) : 0), sources);
}

static int stamp_write(const struct work *work, const char *sources, struct error *err)
{
	CLEANUP_FREE char *text = file_path("%s%s", work->trouble ? INCOMPLETE : "", sources);

	return text_write(work, STAMP, text, err);
}

static int refresh(struct work *work, const char *sources, struct error *err)
{
	int r;

	notify_say(work->notify, "reading the index of Debian's archive");
	r = suites_discover(work, err);
	if (!r)
		r = suites_read(work, err);
	if (!r)
		r = trouble_judge(work, err);
	return r ? r : stamp_write(work, sources, err);
}

int apt_state_open(const char *debian_architecture, const struct kernel_notify *notify,
		   struct apt_state *ret_state, struct error *err)
{
	CLEANUP(work_clear) struct work work = { 0 };
	CLEANUP_FREE char *sources = NULL;
	CLEANUP_CLOSE int lock = -1;
	int r = work_open(debian_architecture, notify, &work, err);

	if (!r)
		r = sources_read(&work, err);
	if (r < 0)
		return r;
	lock = fetch_lock(work.parent, debian_architecture, notify, err);
	if (lock < 0)
		return lock;
	sources = sources_text(&work);
	if (!sources)
		return out_of_memory(err);
	r = is_fresh(&work, sources) ? 0 : refresh(&work, sources, err);
	return r ? r : paths_fill(&work, ret_state, err);
}

int apt_state_find(const char *debian_architecture, struct apt_state *ret_state, struct error *err)
{
	CLEANUP(apt_state_clear) struct apt_state state = { 0 };
	CLEANUP(work_clear) struct work work = { 0 };
	int r = work_open(debian_architecture, NULL, &work, err);

	if (!r)
		r = paths_fill(&work, &state, err);
	if (r)
		return r;
	if (access(state.all, R_OK) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "the index of Debian's archive has not been read yet: 'bpftax "
				 "kernel list --available' does");
	*ret_state = state;
	state = (struct apt_state){ 0 };
	return 0;
}
