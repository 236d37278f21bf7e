# What is done to a folder of jobs, on the host where it lies. Called as: sh -c THIS attune VERB ROOT [ARGUMENT...]
# A verb that reads standard input says attune-ready first; one that answers ends its answer with attune-end.
# Exit status, as in sysexits.h: 0 done, 64 wrong call, 65 refused, 66 no such thing, 68 not reachable, 69 failed, 75 later.
set -u
LC_ALL=C
export LC_ALL

fail() {
    status=$1
    shift
    printf '%s\n' "$*" >&2
    exit "$status"
}

[ $# -ge 3 ] || fail 64 "a verb, a folder and a umask are needed"
verb=$1
root=$2
umask "$3" || exit 64
shift 3
cd "$root" 2>/dev/null && [ -d jobs ] && [ -d files ] ||
    fail 68 "the folder $root is not there or not prepared; prepare it once with: mkdir -p $root/jobs $root/files"

# DIGEST NAME: keeps what comes in as files/NAME, if it has this SHA-256
put() {
    part=$(mktemp files/.part-XXXXXX) || fail 69 "the folder $root/files cannot be written"
    echo attune-ready
    cat >"$part" || { rm -f "$part"; fail 69 "the folder $root/files cannot be written"; }
    sum=$(sha256sum <"$part")
    [ "${sum%% *}" = "$1" ] || { rm -f "$part"; fail 69 "the file did not arrive whole"; }
    sync "$part" 2>/dev/null
    mv -f "$part" "files/$2" || fail 69 "the folder $root/files cannot be written"
    echo attune-end
}

# DIGEST: the newest whole file of this content
have() {
    found=
    for file in files/*-"$1".jsonl; do
        if [ -f "$file" ] && { [ -z "$found" ] || [ "$file" -nt "$found" ]; }; then
            found=$file
        fi
    done
    [ -n "$found" ] || exit 66
    printf 'file=%s\nattune-end\n' "${found#files/}"
}

remove() {
    rm -f "files/$1" || fail 69 "the file $1 cannot be removed"
    echo attune-end
}

# KEY LAUNCHER TRAIN VALIDATION [SCHEDULER-ARGUMENT...]: claims the job's folder, whole or not at all, and starts it
start() {
    key=$1
    launcher=$2
    train=$3
    validation=$4
    shift 4
    [ -f "files/$train" ] || fail 66 "there is no file '$train' in $root/files"
    [ "$validation" = - ] || [ -f "files/$validation" ] || fail 66 "there is no file '$validation' in $root/files"
    [ "$launcher" != slurm ] || slurm_answers
    new=$(mktemp -d jobs/.new-XXXXXX) && chmod "$(umask -S)" "$new" || fail 69 "the folder $root/jobs cannot be written"
    trap 'rm -rf "$new"' EXIT
    echo attune-ready
    complete=
    while IFS=' ' read -r name data; do
        case $name in
            attune-go) complete=$data; break ;;
            '' | .* | *[!a-z.-]*) fail 64 "'$name' is no file of a job" ;;
            *) printf '%s' "$data" | base64 -d >"$new/$name" || fail 69 "the folder $root/jobs cannot be written" ;;
        esac
    done
    [ "$complete" = "$key" ] || fail 65 "the request broke off; nothing was started"
    mkdir "$new/data" "$new/out" && give "$train" "$new/data/train.jsonl" || fail 69 "$root/jobs cannot be written"
    [ "$validation" = - ] || give "$validation" "$new/data/validation.jsonl" || fail 69 "$root/jobs cannot be written"
    sync "$new"/* 2>/dev/null
    if ! mv -T "$new" "jobs/$key" 2>/dev/null; then
        [ -f "jobs/$key/request.json" ] || fail 69 "the folder $root/jobs/$key cannot be made"
        cmp -s "$new/request.json" "jobs/$key/request.json" || fail 65 "the run key $key belongs to another request"
    fi
    sync jobs 2>/dev/null
    launch "$@"
    answer
}

# a link is as good as a copy: files are never changed
give() { ln "files/$1" "$2" 2>/dev/null || cp "files/$1" "$2"; }

# Starting again is harmless: the supervisor makes jobs/KEY/start before anything else, and only one can.
launch() {
    [ ! -d "jobs/$key/start" ] || return 0
    case $launcher in
        process)
            (cd "jobs/$key" && exec setsid sh ./supervise.sh) </dev/null >/dev/null 2>&1 9>&- &
            tries=0
            while [ ! -d "jobs/$key/start" ]; do
                tries=$((tries + 1))
                [ "$tries" -lt 100 ] || fail 69 "the job was claimed and its supervisor did not begin"
                sleep 0.1
            done
            ;;
        slurm)
            seen=$(slurm_word) || exit $?
            [ "$seen" = gone ] || return 0
            sbatch --quiet --parsable --job-name="attune-$key" --comment="$key" --no-requeue --open-mode=append \
                --output="$root/jobs/$key/log" --chdir="$root/jobs/$key" --export=PATH,HOME,USER,LANG "$@" \
                "jobs/$key/supervise.sh" >"jobs/$key/slurm" 2>"jobs/$key/slurm.refusal" || slurm_refusal
            ;;
        none) ;;
    esac
}

# what Slurm will never take is told from what it may take later
slurm_refusal() {
    why=$(head -c 500 "jobs/$key/slurm.refusal" | tr '\n' ' ')
    case $why in
        *[Ii]nvalid* | *"not available"* | *"not permitted"* | *[Uu]nrecognized* | *"not found"* | *"violates"*)
            # nothing is there to be found under the key
            mv -T "jobs/$key" "$(mktemp -d jobs/.refused-XXXXXX)"
            fail 65 "Slurm refused the job: $why"
            ;;
        *) fail 69 "sbatch failed: $why" ;;
    esac
}

slurm_answers() { squeue --version >/dev/null 2>&1 && scontrol ping 2>/dev/null | grep -q ' UP' || fail 68 "Slurm's controller does not answer"; }

# STATES FIELD: of the Slurm jobs whose folder this is, newest first
slurm_jobs() {
    known=$(squeue --me --noheader --states="$1" --format="$2 %Z" --name="attune-$key" --sort=-i) ||
        fail 68 "Slurm's controller does not answer"
    printf '%s\n' "$known" | awk -v folder="$root/jobs/$key" '$2 == folder { print $1 }'
}

slurm_word() {
    words=$(slurm_jobs all %T) || exit $?
    case $words in
        *RUNNING*) echo RUNNING ;;
        '')
            word=$(sacct --noheader --allocations --parsable2 --delimiter=' ' --format=State,WorkDir --name="attune-$key" 2>/dev/null |
                awk -v folder="$root/jobs/$key" '$NF == folder { word = $1 } END { print word }')
            echo "${word:-gone}"
            ;;
        *) printf '%s\n' "$words" | head -n 1 ;;
    esac
}

job() {
    key=$1
    launcher=$2
    [ -f "jobs/$key/request.json" ] || exit 66
}

# held by the supervisor, and by the trainer should the supervisor be killed, as long as they live
alive() { ! flock -s -n "jobs/$key/lock" true 2>/dev/null; }

word() {
    if [ -f "jobs/$key/exit" ]; then
        cut -d ' ' -f 1 "jobs/$key/exit"
    elif [ "$launcher" = slurm ]; then
        slurm_word
    elif [ "$launcher" = none ]; then
        [ -d "jobs/$key/start" ] && echo begun || echo claimed
    elif [ ! -d "jobs/$key/start" ]; then
        echo claimed
    elif alive; then
        [ -e "jobs/$key/cancel" ] && echo stopping || echo alive
    elif [ -f "jobs/$key/exit" ]; then # it ended between the two looks
        cut -d ' ' -f 1 "jobs/$key/exit"
    else
        echo gone
    fi
}

fact() { [ ! -f "jobs/$key/$2" ] || printf '%s=%s\n' "$1" "$(head -c 4000 "jobs/$key/$2" | tr '\n' ' ')"; }

answer() {
    printf 'key=%s\n' "$key"
    seen=$(word) || exit $?
    printf 'word=%s\n' "$seen"
    fact created created
    fact begun start/at
    fact exit exit
    fact gpus gpus
    [ ! -e "jobs/$key/cancel" ] || echo cancel=1
    [ ! -e "jobs/$key/start/storing" ] || echo storing=1
    [ ! -s "jobs/$key/metrics.jsonl" ] && [ ! -e "jobs/$key/heartbeat" ] && [ ! -s "jobs/$key/start/sign" ] || echo sign=1
    [ ! -f "jobs/$key/metrics.jsonl" ] || printf 'metrics=%s\n' "$(tail -n 20 "jobs/$key/metrics.jsonl" | tail -c 8000 | base64 | tr -d '\n')"
    [ ! -f "jobs/$key/failure" ] || printf 'failure=%s\n' "$(head -c 2000 "jobs/$key/failure" | base64 | tr -d '\n')"
    echo attune-end
}

poll() {
    job "$@"
    answer
}

find_job() { poll "$@"; }

# Durable first, then prompt: the supervisor looks for the file every second. Waits a little for it to act.
cancel() {
    job "$@"
    if [ ! -f "jobs/$key/exit" ]; then
        : >"jobs/$key/cancel" || fail 69 "the folder $root/jobs/$key cannot be written"
        if [ "$launcher" = slurm ]; then
            waiting=$(slurm_jobs PENDING %i) || exit $?
            [ -z "$waiting" ] || scancel --quiet --state=PENDING $waiting || fail 68 "Slurm's controller does not answer"
        fi
        tries=0
        while [ -d "jobs/$key/start" ] && [ ! -f "jobs/$key/start/stopped" ] && [ ! -f "jobs/$key/exit" ] && [ $tries -lt 30 ]; do
            [ "$launcher" != process ] || alive || break
            sleep 0.1
            tries=$((tries + 1))
        done
    fi
    echo attune-end
}

metrics() {
    job "$1" none
    if [ -f "jobs/$key/$2" ]; then
        tail -c 33554432 "jobs/$key/$2"
    fi
    printf '\nattune-end\n'
}

checkpoints() {
    job "$1" none
    for folder in "jobs/$key/out"/checkpoint-*; do
        [ ! -d "$folder" ] || printf 'checkpoint=%s\n' "${folder##*/checkpoint-}"
    done
    echo attune-end
}

manifest() {
    job "$1" none
    [ ! -f "jobs/$key/manifest" ] || cat "jobs/$key/manifest"
    echo attune-end
}

# KEY PATH: a file of the manifest; its digest says whether it arrived whole
get() {
    job "$1" none
    case $2 in
        /* | ../* | */../* | */.. | ..) fail 65 "the path leaves the job's folder" ;;
    esac
    [ -f "jobs/$key/out/$2" ] && [ ! -L "jobs/$key/out/$2" ] || exit 66
    cat "jobs/$key/out/$2"
}

keys() {
    ls -1t jobs | while read -r key; do
        [ ! -f "jobs/$key/request.json" ] || printf 'job=%s %s\n' "$key" "$(cat "jobs/$key/created")"
    done
    echo attune-end
}

files() {
    for file in files/*.jsonl; do
        [ ! -f "$file" ] || printf 'file=%s %s %s\n' "${file#files/}" "$(wc -c <"$file" | tr -d ' ')" "$(date -r "$file" +%s)"
    done
    echo attune-end
}

# KEY: takes an ended job away, weights and all
discard() {
    if [ -d "jobs/$1" ]; then
        [ -f "jobs/$1/exit" ] || fail 65 "the job $1 has not ended; cancel it first"
        gone=$(mktemp -d jobs/.gone-XXXXXX) && mv -T "jobs/$1" "$gone" && rm -rf "$gone" || fail 69 "the job $1 cannot be removed"
    fi
    echo attune-end
}

case $verb in
    find) find_job "$@" ;;
    put | have | remove | start | poll | cancel | metrics | checkpoints | manifest | get | keys | files | discard) "$verb" "$@" ;;
    *) fail 64 "there is no verb '$verb'" ;;
esac
