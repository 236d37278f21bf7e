"""Runs a known trainer under the contract: python3 run.py FORMAT -- COMMAND...

Turns the job's data into what the trainer reads (data/prepared), passes its output on, and reads steps and losses out of it into
metrics.jsonl. Needs nothing but Python's standard library.
"""
import ast
import json
import os
import re
import subprocess
import sys

TORCHTUNE = re.compile(r"Step (\d+) \| (.*)")
PAIR = re.compile(r"([a-z_]+):(-?[0-9.eE+-]+)")


def example(line, form):
    said = json.loads(line)
    if "messages" in said:
        return {"messages": said["messages"]}
    prompt, chosen, rejected = said["input"]["messages"], said["preferred_output"], said["non_preferred_output"]
    if form in ("axolotl", "llama-factory"):  # one last message each
        return {"messages": prompt, "chosen": chosen[-1], "rejected": rejected[-1]}
    if form == "torchtune":  # whole conversations
        return {"chosen": prompt + chosen, "rejected": prompt + rejected}
    return {"prompt": prompt, "chosen": chosen, "rejected": rejected}


def prepare(form):
    os.makedirs("data/prepared", exist_ok=True)
    kinds = {}
    # the names by which the datasets library finds splits
    for source, target in (("train", "train"), ("validation", "test")):
        path = f"data/{source}.jsonl"
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as lines, open(f"data/prepared/{target}.jsonl", "w", encoding="utf-8") as out:
            for line in lines:
                if line.strip():
                    row = example(line, form)
                    kinds[target] = "chosen" in row
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
    if form == "llama-factory":
        describe(kinds)


def describe(kinds):
    info = {}
    for name, ranking in kinds.items():
        columns = {"messages": "messages"}
        if ranking:
            columns.update(chosen="chosen", rejected="rejected")
        info[name] = {
            "file_name": f"{name}.jsonl", "formatting": "sharegpt", "ranking": ranking, "columns": columns,
            "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant",
                     "system_tag": "system"},
        }
    with open("data/prepared/dataset_info.json", "w", encoding="utf-8") as out:
        json.dump(info, out, indent=2)


class Metrics:
    """Steps are logged one by one, so their lines count them; torchtune numbers them itself."""

    NAMES = {"loss": "train_loss", "mean_token_accuracy": "train_mean_token_accuracy", "num_tokens": "tokens",
             "eval_loss": "full_valid_loss", "eval_mean_token_accuracy": "full_valid_mean_token_accuracy"}

    def __init__(self, path):
        self.step = 0
        self.out = open(path, "a", encoding="utf-8", buffering=1)

    def read(self, line):
        numbered = TORCHTUNE.search(line)
        if numbered:
            self.step = int(numbered.group(1))
            self.write({name: float(value) for name, value in PAIR.findall(numbered.group(2))})
            return
        start, end = line.find("{'"), line.rfind("}")
        if start < 0 or end < start:
            return
        try:
            said = ast.literal_eval(line[start:end + 1])
            values = {name: float(value) for name, value in said.items() if name in self.NAMES}
        except (ValueError, SyntaxError, TypeError):
            return
        if "loss" in values:
            self.step += 1
        self.write(values)

    def write(self, values):
        known = {self.NAMES[name]: value for name, value in values.items() if name in self.NAMES}
        if self.step and known:
            self.out.write(json.dumps({"step": self.step, **known}) + "\n")


def main():
    form, command = sys.argv[1], sys.argv[3:]
    prepare(form)
    metrics = Metrics(os.environ["ATTUNE_METRICS"])
    trainer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                               env={**os.environ, "PYTHONUNBUFFERED": "1"})
    for line in trainer.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        metrics.read(line)
    return trainer.wait()


sys.exit(main())
