#!/bin/bash
# Stands where a host's shell stands: called as gate.sh -c SCRIPT attune VERB ROOT UMASK [KEY...]. Asks the exam whether the call goes well, and
# lets it go wrong as told.
books=$(dirname "$0")
[ ! -f "$books/slurm" ] || export SLURM_CONF="$(cat "$books/slurm")"
exec 3<>"/dev/tcp/127.0.0.1/$(cat "$books/gate")" || exec /bin/sh "$@"
printf 'call %s %s\n' "$4" "${7:-}" >&3
read -r fault argument <&3
exec 3>&-

reads_input() { [ "$1" = start ] || [ "$1" = put ]; }

# the first word of a verb that reads input is let through: the far side is there until then
ready_only() {
    if reads_input "$1"; then
        IFS= read -r first && printf '%s\n' "$first"
    fi
    cat >/dev/null
}

case $fault in
    pass) exec /bin/sh "$@" ;;
    drop)
        if reads_input "$4"; then
            echo attune-ready
            cat >/dev/null
        fi
        exit 255
        ;;
    lose) /bin/sh "$@" | ready_only "$4"; exit 255 ;;
    fail) /bin/sh "$@" | ready_only "$4"; exit 69 ;;
    later) [ -z "$argument" ] || echo "retry-after=$argument"; exit 75 ;;
    refuse) exit 69 ;;
    truncate) /bin/sh "$@" | sed -u '/^attune-end$/d'; exit 0 ;;
    word) /bin/sh "$@" | sed "s/^word=.*/word=$argument/"; exit 0 ;;
    hide) exit 66 ;;
    denied) echo 'Permission denied (publickey).' >&2; exit 255 ;;
esac
