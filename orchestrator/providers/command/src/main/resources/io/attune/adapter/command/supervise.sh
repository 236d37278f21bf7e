#!/bin/sh
# Runs one trainer in the job's folder (the working directory, or the first argument), at most once, and writes down how it went.
# Reads environment, secrets, command, limits; writes start/, log, manifest and, last, exit: OUTCOME STATUS ENDED.
set -u
[ $# -eq 0 ] || cd "$1" || exit 68
if [ -f environment ]; then
    while IFS= read -r line; do export "${line?}"; done <environment
fi
umask "$(cat umask)"

exec 9>>lock
flock -w 30 9 || exit 75
# somebody began before: a repeated start, or a scheduler that wants to run it again
mkdir start 2>/dev/null || exit 0

write() {
    printf '%s\n' "$2" >"$1.new" && sync "$1.new" 2>/dev/null
    mv -f "$1.new" "$1"
}

finish() {
    write exit "$1 $2 $(date +%s)"
    exit 1
}

write start/at "$(date +%s)"
[ ! -e cancel ] || finish cancelled 0
if [ -f secrets ]; then
    while read -r name file; do
        value=$(cat "$file" 2>/dev/null) || {
            printf 'The file %s, which holds the secret %s, cannot be read on this host.\n' "$file" "$name" >failure
            finish failed 78
        }
        export "$name=$value"
    done <secrets
    unset value
fi
ATTUNE_JOB=$PWD/job.json
ATTUNE_OUT=$PWD/out
ATTUNE_METRICS=$PWD/metrics.jsonl
ATTUNE_HEARTBEAT=$PWD/heartbeat
ATTUNE_FAILURE=$PWD/failure
export ATTUNE_JOB ATTUNE_OUT ATTUNE_METRICS ATTUNE_HEARTBEAT ATTUNE_FAILURE
read -r deadline heartbeat grace <limits

set --
while IFS= read -r argument || [ -n "$argument" ]; do set -- "$@" "$argument"; done <command
# a session of its own: all of its processes are stopped together
setsid "$@" </dev/null >>log 2>&1 &
trainer=$!

stop() {
    [ -e start/stopped ] || write start/stopped "$1"
    kill -s TERM -- "-$trainer" 2>/dev/null
    waited=0
    while kill -0 "$trainer" 2>/dev/null && [ "$waited" -lt "$grace" ]; do
        sleep 1
        waited=$((waited + 1))
    done
    kill -s KILL -- "-$trainer" 2>/dev/null
}

changed() { stat -c %Y "$1" 2>/dev/null || echo 0; }

# All times are the file system's own, so that no two clocks are compared. A trainer that is well writes something.
watch() {
    while kill -0 "$trainer" 2>/dev/null && sleep 1; do
        : >start/tick
        now=$(changed start/tick)
        newest=$(changed start/at)
        for sign in heartbeat metrics.jsonl log out; do
            seen=$(changed "$sign")
            [ "$seen" -le "$newest" ] || newest=$seen
        done
        if [ -e cancel ]; then
            stop cancelled
            return
        elif [ $((now - $(changed start/at))) -gt "$deadline" ]; then
            stop deadline
            return
        elif [ $((now - newest)) -gt "$heartbeat" ]; then
            stop heartbeat
            return
        fi
    done
}
(
    exec 9>&- # the lock is held by supervisor and trainer alone
    watch
) &
watcher=$!

trap 'stop terminated' TERM INT HUP
wait "$trainer"
status=$?
while kill -0 "$trainer" 2>/dev/null; do
    wait "$trainer"
    status=$?
done
trap '' TERM INT HUP
ended=$(date +%s)
kill "$watcher" 2>/dev/null

if [ "$status" -ne 0 ]; then
    outcome=failed
    [ ! -f start/stopped ] || outcome=$(cat start/stopped)
    [ ! -e cancel ] || outcome=cancelled
else
    : >start/storing
    (cd out && find . -type f -exec sha256sum {} + | sort -k 2) >manifest.new && mv -f manifest.new manifest
    outcome=done
    [ -s manifest ] || outcome=no-artefacts
fi
write exit "$outcome $status $ended"
# for the scheduler's own books
[ "$outcome" = done ]
