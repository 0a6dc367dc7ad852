/** Names for what has none yet: `Untitled.ipynb`, `Untitled1.ipynb`; `a.ipynb`, `a-Copy1.ipynb`. Jupyter's. */

/** The base name and the ending of a file; of `data.tar.gz`, everything after the first dot. */
function split(name: string): [base: string, ending: string] {
  const dot = name.endsWith(".ipynb") ? name.lastIndexOf(".") : name.indexOf(".");
  return dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
}

/** The first name that is free: `name`, then with `insert` and 1, 2, … before its ending. */
export async function freeName(
  name: string,
  insert: string,
  isTaken: (name: string) => Promise<boolean>,
): Promise<string> {
  const [base, ending] = split(name);
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${base}${insert}${number}${ending}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}

/** The name that copies of a file are counted from: a copy's copy is a copy of the first. */
export function originalName(name: string): string {
  return name.replace(/-Copy\d*(?=\.|$)/, "");
}
