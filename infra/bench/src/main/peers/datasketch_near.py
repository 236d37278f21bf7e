"""Times datasketch at the work of the near-duplicate measures: one text, a JSON string, on each line of standard input.

Prints one JSON object: signatures and near-duplicate search in documents per second of CPU time, and the pairs found.
"""
import json
import re
import sys
import time

import datasketch

WORD = re.compile(r"[^\W_]+")


def shingles(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[i:i + 5]).encode() for i in range(len(words) - 4)} or {text.encode()}


def main():
    texts = [json.loads(line) for line in sys.stdin]
    began = time.process_time()
    signatures = []
    for text in texts:
        signature = datasketch.MinHash(num_perm=128)
        signature.update_batch(list(shingles(text)))
        signatures.append(signature)
    signed = time.process_time()
    index = datasketch.MinHashLSH(threshold=0.8, num_perm=128)
    pairs = []
    for i, signature in enumerate(signatures):
        pairs += [(int(j), i) for j in index.query(signature)]
        index.insert(str(i), signature)
    searched = time.process_time()
    print(json.dumps({"name": "datasketch " + datasketch.__version__, "signatures": len(texts) / (signed - began),
                      "near": len(texts) / (searched - began), "pairs": pairs}))


main()
