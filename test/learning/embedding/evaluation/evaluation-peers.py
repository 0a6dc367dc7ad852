"""gensim's judgement of the vectors in argv[1], as a line of JSON: analogies in argv[2], word pairs in argv[3].

3CosMul is not offered by gensim's evaluation, so its `most_similar_cosmul` is asked for each known question.
"""

import json
import sys

from gensim.models import KeyedVectors

vectors, questions, pairs = sys.argv[1:4]
kv = KeyedVectors.load_word2vec_format(vectors)
_, sections = kv.evaluate_word_analogies(questions)
_, restricted = kv.evaluate_word_analogies(questions, restrict_vocab=200, case_insensitive=False)
pearson, spearman, oov = kv.evaluate_word_pairs(pairs)
multiplied = []
for line in open(questions):
    words = line.split()
    if len(words) == 4 and all(word in kv for word in words):
        a, b, c, d = words
        multiplied.append([*words, kv.most_similar_cosmul([b, c], [a], topn=1)[0][0]])


def counts(rows):
    rows[-1]["section"] = "total"
    return [[row["section"], len(row["correct"]), len(row["correct"]) + len(row["incorrect"])] for row in rows]


answer = {
    "analogies": counts(sections),
    "restricted": counts(restricted),
    "multiplied": multiplied,
    "pearson": pearson[0],
    "spearman": spearman[0],
    "outOfVocabulary": oov / 100,
}
print(json.dumps(answer))
