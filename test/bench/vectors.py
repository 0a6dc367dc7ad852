"""gensim's part of vectors.ts: the same files, and neighbours among as many words."""
import os
import sys
import time

import numpy
from gensim.models import KeyedVectors

folder, rounds = sys.argv[1], int(sys.argv[2])


def line(what, run, size=None):
    times = []
    for i in range(rounds):
        started = time.perf_counter()
        run(i)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    rate = "" if size is None else f"   {size / 1e3 / times[0]:.0f} MB/s"
    print(f"gensim: {what}".ljust(44), f"{times[0]:.1f}   {times[len(times) // 2]:.1f}{rate}")


for name in ("a.txt", "a.bin", "a.txt.gz"):
    path, binary = os.path.join(folder, name), name == "a.bin"
    read = KeyedVectors.load_word2vec_format(path, binary=binary)
    size = os.path.getsize(path)
    line(f"write {name}", lambda i: read.save_word2vec_format(os.path.join(folder, "g." + name), binary=binary), size)
    line(f"read {name}", lambda i: KeyedVectors.load_word2vec_format(path, binary=binary), size)

many = KeyedVectors(100, 1_000_000)
many.vectors = numpy.random.default_rng(1).random((1_000_000, 100), dtype=numpy.float32) - 0.5
many.index_to_key = [f"w{i}" for i in range(1_000_000)]
many.key_to_index = {word: i for i, word in enumerate(many.index_to_key)}
many.fill_norms()
line("neighbours, 1 M x 100 (BLAS)", lambda i: many.most_similar(f"w{i}", topn=10))
