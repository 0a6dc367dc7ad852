"""gensim's side of the word2vec bench: trains from a file with `corpus_file`, saves word2vec's binary form, and
answers with a line of JSON. Arguments: corpus, output, model (cbow or skip-gram), epochs, threads. All else as
the bench states it: 100 numbers, window 5, 5 noise words, sample 1e-3, min_count 5.
"""

import json
import sys
import time

from gensim.models import Word2Vec

corpus, output, kind, epochs, threads = sys.argv[1:6]
skip_gram = kind == "skip-gram"
model = Word2Vec(
    vector_size=100,
    window=5,
    negative=5,
    sample=1e-3,
    min_count=5,
    sg=int(skip_gram),
    alpha=0.025 if skip_gram else 0.05,
    workers=int(threads),
    epochs=int(epochs),
)
model.build_vocab(corpus_file=corpus)
wall, cpu = time.perf_counter(), time.process_time()
_, words = model.train(
    corpus_file=corpus,
    total_examples=model.corpus_count,
    total_words=model.corpus_total_words,
    epochs=model.epochs,
)
figures = {
    "trainSeconds": time.perf_counter() - wall,
    "trainCpuSeconds": time.process_time() - cpu,
    "vocabulary": len(model.wv),
}
model.wv.save_word2vec_format(output, binary=True)
print(json.dumps(figures))
