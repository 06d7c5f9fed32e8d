// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/btf_value.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of whole numbers: magnitude and sign, as both ends of 64 bits have to be told. */
struct whole {
	uint64_t magnitude;
	bool is_negative;
};

static int refuse_word(const char *text, const char *takes, struct error *err)
{
	return error_set(err, ERROR_USAGE, EINVAL, "takes %s, not '%s'", takes, text);
}

static bool whole_read(const char *text, struct whole *ret_whole)
{
	const char *digits = text + (*text == '-');
	bool is_hexadecimal = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
	const char *allowed = is_hexadecimal ? "0123456789abcdefABCDEF" : "0123456789";
	char *end;

	digits += is_hexadecimal ? 2 : 0;
	if (!*digits || digits[strspn(digits, allowed)])
		return false;
	errno = 0;
	*ret_whole =
	    (struct whole){ strtoull(digits, &end, is_hexadecimal ? 16 : 10), *text == '-' };
	return !errno;
}

/* Little-endian, as BPF objects are here, and so is this machine. */
static int whole_put(struct whole whole, void *bytes, size_t size)
{
	uint64_t value = whole.is_negative ? 0 - whole.magnitude : whole.magnitude;

	memcpy(bytes, &value, size);
	return 0;
}

static uint64_t most_of(size_t size, bool is_signed)
{
	return UINT64_MAX >> (64 - 8 * size + is_signed);
}

static bool is_within(struct whole whole, size_t size, bool is_signed)
{
	uint64_t most = most_of(size, is_signed);

	if (!whole.is_negative)
		return whole.magnitude <= most;
	return is_signed ? whole.magnitude <= most + 1 : !whole.magnitude;
}

static int refuse_range(const char *text, size_t size, bool is_signed, struct error *err)
{
	unsigned long long most = most_of(size, is_signed);

	if (is_signed)
		return error_set(err, ERROR_USAGE, ERANGE,
				 "is signed, of %zu bytes: it takes -%llu to %llu, not '%s'", size,
				 most + 1, most, text);
	return error_set(err, ERROR_USAGE, ERANGE,
			 "is unsigned, of %zu bytes: it takes 0 to %llu, not '%s'", size, most,
			 text);
}

/* 'a' */
static bool character_read(const char *text, struct whole *ret_whole)
{
	if (strlen(text) != 3 || text[0] != '\'' || text[2] != '\'')
		return false;
	*ret_whole = (struct whole){ (unsigned char)text[1], false };
	return true;
}

static int number_put(const char *text, void *bytes, size_t size, bool is_signed, struct error *err)
{
	struct whole whole;

	if (size == 1 && character_read(text, &whole))
		return whole_put(whole, bytes, size);
	if (!whole_read(text, &whole))
		return refuse_word(
		    text, size == 1 ? "a whole number or a character in quotes" : "a whole number",
		    err);
	if (!is_within(whole, size, is_signed))
		return refuse_range(text, size, is_signed, err);
	return whole_put(whole, bytes, size);
}

static int bool_put(const char *text, void *bytes, size_t size, struct error *err)
{
	bool is_true = !strcmp(text, "true") || !strcmp(text, "1");

	if (!is_true && strcmp(text, "false") != 0 && strcmp(text, "0") != 0)
		return refuse_word(text, "true or false", err);
	return whole_put((struct whole){ is_true, false }, bytes, size);
}

static int int_put(const struct btf_type *type, const char *text, void *bytes, size_t size,
		   struct error *err)
{
	if (size > sizeof(uint64_t) || !size)
		return error_set(err, ERROR_USAGE, ENOTSUP,
				 "is a number of %zu bytes, and at most 8 are set", size);
	if (btf_int_encoding(type) & BTF_INT_BOOL)
		return bool_put(text, bytes, size, err);
	return number_put(text, bytes, size, btf_int_encoding(type) & BTF_INT_SIGNED, err);
}

/* The number of a name of the enum, by its bits. */
static bool enum_find(const struct btf *btf, const struct btf_type *type, const char *name,
		      uint64_t *ret_value)
{
	bool is_wide = btf_kind(type) == BTF_KIND_ENUM64;

	for (int i = 0; i < btf_vlen(type); i++) {
		const struct btf_enum *narrow = &btf_enum(type)[i];
		const struct btf_enum64 *wide = &btf_enum64(type)[i];
		__u32 offset = is_wide ? wide->name_off : narrow->name_off;

		if (strcmp(btf__name_by_offset(btf, offset), name) != 0)
			continue;
		*ret_value = is_wide ? (uint64_t)wide->val_hi32 << 32 | wide->val_lo32
				     : (uint64_t)(int64_t)narrow->val;
		return true;
	}
	return false;
}

static int enum_put(const struct btf *btf, const struct btf_type *type, const char *text,
		    void *bytes, size_t size, struct error *err)
{
	struct whole whole;
	uint64_t value;

	if (!size || size > sizeof(uint64_t))
		return error_set(err, ERROR_USAGE, ENOTSUP, "is an enum of %zu bytes", size);
	if (enum_find(btf, type, text, &value))
		return whole_put((struct whole){ value, false }, bytes, size);
	if (!whole_read(text, &whole))
		return refuse_word(text, "a name of its enum or a whole number", err);
	return number_put(text, bytes, size, btf_kflag(type) || whole.is_negative, err);
}

static int text_put(const struct btf *btf, const struct btf_type *type, const char *text,
		    void *bytes, size_t size, struct error *err)
{
	const struct btf_array *array = btf_array(type);
	int element = btf__resolve_type(btf, array->type);
	const struct btf_type *of = element < 0 ? NULL : btf__type_by_id(btf, (__u32)element);

	if (!of || btf_kind(of) != BTF_KIND_INT || of->size != 1)
		return error_set(err, ERROR_USAGE, ENOTSUP,
				 "is an array, whose elements are set one by one: NAME[0]=VALUE");
	if (strlen(text) >= size)
		return error_set(err, ERROR_USAGE, ERANGE,
				 "has %zu bytes, the last a zero: '%s' has %zu", size, text,
				 strlen(text));
	memset(bytes, 0, size);
	memcpy(bytes, text, strlen(text));
	return 0;
}

static int refuse_kind(const struct btf_type *type, struct error *err)
{
	bool has_members = btf_kind(type) == BTF_KIND_STRUCT || btf_kind(type) == BTF_KIND_UNION;

	if (has_members)
		return error_set(err, ERROR_USAGE, ENOTSUP,
				 "has members, which are set by name: NAME.MEMBER=VALUE");
	return error_set(err, ERROR_USAGE, ENOTSUP,
			 "is %s; whole numbers, bools, characters, enums and texts are set",
			 btf_kind(type) == BTF_KIND_PTR	    ? "a pointer"
			 : btf_kind(type) == BTF_KIND_FLOAT ? "a floating-point number"
							    : "of a kind that is not set here");
}

int btf_value_put(const struct btf *btf, __u32 type, const char *text, void *bytes, size_t size,
		  struct error *err)
{
	int resolved = btf__resolve_type(btf, type);
	const struct btf_type *known = resolved < 0 ? NULL : btf__type_by_id(btf, (__u32)resolved);
	__s64 known_size = resolved < 0 ? -1 : btf__resolve_size(btf, (__u32)resolved);

	if (!known || known_size < 0 || (size_t)known_size != size)
		return error_set(err, ERROR_USAGE, EINVAL, "has no size in the object's BTF");
	switch (btf_kind(known)) {
	case BTF_KIND_INT:
		return int_put(known, text, bytes, size, err);
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		return enum_put(btf, known, text, bytes, size, err);
	case BTF_KIND_ARRAY:
		return text_put(btf, known, text, bytes, size, err);
	default:
		return refuse_kind(known, err);
	}
}
