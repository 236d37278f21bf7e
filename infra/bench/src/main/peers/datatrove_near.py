"""Times datatrove's MinHash signatures: one text, a JSON string, on each line of standard input.

Prints one JSON object: signatures in documents per second of CPU time, with the library's own settings (14 x 8).
"""
import importlib.metadata
import json
import sys
import tempfile
import time

from datatrove.pipeline.dedup.minhash import MinhashDedupSignature


def version():
    try:
        return importlib.metadata.version("datatrove")
    except importlib.metadata.PackageNotFoundError:
        return "(from its sources)"


def main():
    texts = [json.loads(line) for line in sys.stdin]
    step = MinhashDedupSignature(tempfile.mkdtemp())
    step.get_signature(step.get_shingles(texts[0]))
    began = time.process_time()
    for text in texts:
        made = step.get_shingles(text)
        if made.size:
            step.get_signature(made)
    took = time.process_time() - began
    print(json.dumps({"name": "datatrove " + version(), "signatures": len(texts) / took}))


main()
