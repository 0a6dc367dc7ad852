/** Interleaved rounds and their medians: the only figures that a shared, noisy machine allows. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Contender<Figures> {
  readonly name: string;
  measure(): Promise<Figures>;
}

/** Measures the contenders in turn, round after round; `rounds` figures for each, after one warm-up round if wanted. */
export async function interleave<Figures extends Record<string, number>>(
  contenders: readonly Contender<Figures>[],
  rounds: number,
  hasWarmUp = true,
): Promise<Map<string, Figures[]>> {
  const all = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]));
  for (let round = hasWarmUp ? -1 : 0; round < rounds; round += 1) {
    for (const { name, measure } of contenders) {
      const figures = await measure();
      if (round >= 0) all.get(name)!.push(figures);
      process.stderr.write(
        `${round < 0 ? "warm-up" : `round ${round + 1}`} ${name} ${JSON.stringify(figures)}\n`,
      );
    }
  }
  return all;
}

/** A table of medians, with each contender's ratio to the first: how many times as long it takes. */
export function ratios<Figures extends Record<string, number>>(
  all: ReadonlyMap<string, Figures[]>,
): string {
  const names = [...all.keys()];
  const figures = Object.keys([...all.values()][0]![0]!);
  const middle = (name: string, figure: string) =>
    median(all.get(name)!.map((each) => each[figure]!));
  const rows = figures.map((figure) => {
    const own = middle(names[0]!, figure);
    const cells = names.map((name, index) => {
      const value = middle(name, figure);
      return index === 0 ? value.toFixed(1) : `${value.toFixed(1)} (${(value / own).toFixed(2)}×)`;
    });
    return `| ${[figure, ...cells].join(" | ")} |`;
  });
  return [`| median | ${names.join(" | ")} |`, `|${"---|".repeat(names.length + 1)}`, ...rows].join(
    "\n",
  );
}
