#!/bin/bash
# A real trainer, though a small one: it fits the frequencies of words, batch by batch, and tells the cross-entropy of the whole training
# file under them. It keeps the contract: reads job.json, writes metrics, heartbeat, failure and artefacts.
set -eu
books=$1
value() { sed -n "s/.*\"$1\" *: *\([0-9][0-9]*\).*/\1/p" "$ATTUNE_JOB" | head -n 1; }
epochs=$(value epochs)
batch=$(value batchSize)
: "${epochs:=1}" "${batch:=4}"
key=$(sed -n 's/.*"runKey" *: *"\([^"]*\)".*/\1/p' "$ATTUNE_JOB")
echo started >>"$books/starts-$key"

data=data/train.jsonl
examples=$(wc -l <"$data")
if [ "$examples" -lt 2 ]; then
    echo "The training file has $examples example; at least 2 are needed." >"$ATTUNE_FAILURE"
    exit 2
fi

exec 3<>"/dev/tcp/127.0.0.1/$(cat "$books/gate")"
allowed() {
    echo step >&3
    read -r word <&3 && [ "$word" = go ]
}

# COUNT: words and how often they stand in the first COUNT lines
weights() { head -n "$1" "$data" | tr -cs '[:alnum:]' '\n' | sort | uniq -c | awk 'NF == 2 {print $2 "\t" $1}'; }
loss() {
    tr -cs '[:alnum:]' '\n' <"$data" | awk -v weights="$1" '
        BEGIN { while ((getline line < weights) > 0) { split(line, part, "\t"); count[part[1]] = part[2]; all += part[2]; kinds++ } }
        NF { sum -= log((count[$1] + 1) / (all + kinds + 1)); words++ }
        END { printf "%.6f", sum / words }'
}

allowed
: >"$ATTUNE_HEARTBEAT"
per_epoch=$(((examples + batch - 1) / batch))
total=$((per_epoch * epochs))
tokens=$(tr -cs '[:alnum:]' '\n' <"$data" | wc -l)
step=0
while [ "$step" -lt "$total" ]; do
    allowed
    step=$((step + 1))
    weights $(((((step - 1) % per_epoch) + 1) * batch)) >weights.tsv
    printf '{"step":%d,"total_steps":%d,"train_loss":%s,"tokens":%d}\n' \
        "$step" "$total" "$(loss weights.tsv)" $((tokens * step / per_epoch)) >>"$ATTUNE_METRICS"
    if [ $((step % per_epoch)) -eq 0 ]; then
        mkdir -p "$ATTUNE_OUT/checkpoint-$step"
        cp weights.tsv "$ATTUNE_OUT/checkpoint-$step/adapter.tsv"
    fi
done
mv weights.tsv "$ATTUNE_OUT/adapter.tsv"
