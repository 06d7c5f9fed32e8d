# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of bpftax in bash, made from the program's own tables.

_bpftax_commands()
{
@bash-commands@
}

# COMMAND: its options
_bpftax_options()
{
	case $1 in
@bash-options@
	esac
}

# COMMAND OPTION, or COMMAND and the number of an argument: the kind of what stands there, and words
_bpftax_values()
{
	case "$1 $2" in
@bash-values@
	"help 0") echo "words $(_bpftax_commands)" ;;
	esac
}

# Which argument the word at the cursor is, options and their values left out
_bpftax_position()
{
	local i word position=0

	for ((i = 2; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ ${COMP_WORDS[i + 1]} == "=" ]]; then
			((i += 2))
		elif [[ $word == -* ]]; then
			[[ $(_bpftax_values "${COMP_WORDS[1]}" "$word") ]] && ((i++))
		else
			((position++))
		fi
	done
	echo "$position"
}

# What `bpftax list` shows of that name: of the store that was typed, if one was
_bpftax_list()
{
	local i store=()

	for ((i = 2; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == --store ]] || continue
		[[ ${COMP_WORDS[i + 1]} == "=" ]] && ((i++))
		[[ $1 == runs ]] && store=(--store "${COMP_WORDS[i + 1]}")
	done
	command "${COMP_WORDS[0]/#\~/$HOME}" list "$1" "${store[@]}" 2>/dev/null |
		while read -r name _; do
			[[ $name == Run ]] || echo "$name"
		done
}

# KIND CURRENT [WORD...]: one candidate a line
_bpftax_candidates()
{
	local kind=$1 current=$2
	shift 2

	case $kind in
	words) compgen -W "$*" -- "$current" ;;
	list) compgen -P "${current%"${current##*,}"}" -W "$*" -- "${current##*,}" ;;
	file) compgen -f -- "$current" ;;
	directory) compgen -d -- "$current" ;;
	kernel) compgen -W "$(_bpftax_list kernels) host" -f -- "$current" ;;
	study) compgen -W "$(_bpftax_list studies)" -f -- "$current" ;;
	run) compgen -W "$(_bpftax_list runs)" -- "$current" ;;
	esac
}

_bpftax()
{
	local current=$2 before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} values line

	COMPREPLY=()
	if [[ ${COMP_WORDS[COMP_CWORD]} == "=" ]]; then
		current=
	elif [[ $before == "=" ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if ((COMP_CWORD == 1)); then
		values="words $(_bpftax_commands)"
	elif [[ $before == -* ]] && values=$(_bpftax_values "$command" "$before") && [[ $values ]]; then
		:
	elif [[ $current == -* ]]; then
		values="words $(_bpftax_options "$command")"
	else
		values=$(_bpftax_values "$command" "$(_bpftax_position)")
	fi
	set -f
	while IFS= read -r line; do
		COMPREPLY+=("$line")
	# shellcheck disable=SC2086 # words of the table
	done < <(_bpftax_candidates ${values%% *} "$current" ${values#* })
	set +f
	case ${values%% *} in
	list) compopt -o nospace ;;
	file | directory | kernel | study) compopt -o filenames ;;
	esac
}

complete -F _bpftax bpftax
