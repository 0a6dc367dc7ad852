/** "Did you mean …": the known words closest to one that is not, by letters. */

/** The most edits (a letter more, less, other, or two exchanged) that still count as close. */
const mostEdits = 2;

/**
 * Known words that are spelled much like a word, closest first, equal ones in their order; upper and lower case
 * count as equal.
 */
export function closeWords(word: string, known: readonly string[], count = 3): string[] {
  const wanted = [...word.toLowerCase()];
  const most = Math.min(mostEdits, Math.floor(wanted.length / 2));
  const close: { word: string; edits: number }[] = [];
  for (const each of known) {
    if (Math.abs(each.length - word.length) > most + 1) continue;
    const edits = editsBetween(wanted, [...each.toLowerCase()], most);
    if (edits <= most) close.push({ word: each, edits });
  }
  return close
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map((each) => each.word);
}

/** Edits from one word to another (optimal string alignment); more than `most` comes out as Infinity. */
function editsBetween(a: readonly string[], b: readonly string[], most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isExchanged) edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    if (Math.min(...row) > most) return Infinity;
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
