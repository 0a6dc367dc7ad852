/** A plain reading of encoded corpora and of texts, for comparison. */
import { openPart, sentenceEnd, type EncodedCorpus } from "../../../src/learning/text/encoded.js";

/** The sentences behind a corpus in numbers, words that were left out missing. */
export function sentencesOf({ vocabulary, parts }: EncodedCorpus): string[][] {
  const sentences: string[][] = [[]];
  for (const part of parts) {
    const reader = openPart(part);
    const into = new Int32Array(part.length);
    const found = reader.read(0, part.length, into);
    reader.close();
    for (const number of into.subarray(0, found)) {
      if (number === sentenceEnd) sentences.push([]);
      else sentences.at(-1)!.push(vocabulary.words[number]!);
    }
  }
  return sentences.slice(0, -1);
}

/** The words of a text by lines, the plain way. */
export function plainSentences(text: string): string[][] {
  return text
    .split("\n")
    .map((line) => line.split(/[ \t\n\v\f\r]+/).filter((word) => word !== ""))
    .filter((words) => words.length > 0)
    .flatMap((words) =>
      Array.from({ length: Math.ceil(words.length / 10_000) }, (_, i) =>
        words.slice(10_000 * i, 10_000 * (i + 1)),
      ),
    );
}
