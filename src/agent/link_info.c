// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/link_info.h"

#include <errno.h>

int link_info_prove(const struct bpf_link_info *info, enum bpf_link_type wanted, json_t *proof,
		    struct error *err)
{
	json_object_set_new(proof, "link",
			    json_pack("{s:i s:i s:i}", "type", info->type, "id", info->id,
				      "program", info->prog_id));
	if (info->type == wanted)
		return 0;
	return error_set(err, ERROR_RESULT, EPROTO, "the link is of type %u where %u was wanted",
			 info->type, wanted);
}

/* Of links to many functions 7.2 tells nothing: 0 is a kind of cgroups'. */
#define UNTOLD 0

int tracing_multi_info_prove(const struct bpf_link_info *info, enum bpf_attach_type wanted,
			     json_t *proof, struct error *err)
{
	return info->tracing.attach_type == UNTOLD ? 0
						   : tracing_info_prove(info, wanted, proof, err);
}

int tracing_info_prove(const struct bpf_link_info *info, enum bpf_attach_type wanted, json_t *proof,
		       struct error *err)
{
	if (info->tracing.attach_type != wanted)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the trampoline's attach type is %u where %u was wanted",
				 info->tracing.attach_type, wanted);
	json_object_set_new(proof, "attach_type", json_integer(wanted));
	return 0;
}
