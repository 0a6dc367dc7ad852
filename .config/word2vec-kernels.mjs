// Writes the inner loops of word2vec as AssemblyScript: products and sums of rows, in which a block of columns
// is spelled out and as many sums as fit stand in registers. AssemblyScript leaves loops rolled, and an
// unrolled one by hand is 2,000 lines; here each kernel says once what happens in a column of four numbers.
// Rows are padded to whole columns. Left out: the order of the kernels (src/learning/wasm/word2vec.ts).

const range = (count) => Array.from({ length: count }, (_, i) => i);
const lines = (count, line) => range(count).map(line).join("\n");

/**
 * Columns of four numbers that are spelled out in one turn of a loop. Measured at dimension 100: all 25 make the
 * scores a third slower than 5, single ones the gradients by 40 %.
 */
const block = 5;

/**
 * The source of "./word2vec-kernels".
 *
 * @param relaxed whether a product and a sum are one relaxed instruction
 */
export function word2vecKernels({ relaxed }) {
  const madd = (a, b, c) =>
    relaxed ? `f32x4.relaxed_madd(${a}, ${b}, ${c})` : `f32x4.add(${c}, f32x4.mul(${a}, ${b}))`;
  const load = (pointer, column) => `v128.load(${pointer}, ${16 * column})`;
  const store = (pointer, column, value) => `v128.store(${pointer}, ${value}, ${16 * column});`;

  /** A loop over all columns of rows at `pointers`; `body(column)` is one column. */
  const columns = (pointers, body) => {
    const move = (by) => pointers.map((pointer) => `${pointer} += ${by};`).join(" ");
    return `
  let rest = rowBytes;
  for (; rest >= ${16 * block}; rest -= ${16 * block}) {
${lines(block, body)}
    ${move(16 * block)}
  }
  for (; rest > 0; rest -= 16) {
${body(0)}
    ${move(16)}
  }`;
  };

  /** Loops over blocks of columns, `body(width, at)` with `width` sums in registers from byte `at` on. */
  const strips = (widths, body) => `
  let at: usize = 0;
${widths
  .map(
    (width) => `  while (at + ${16 * width} <= rowBytes) {
${body(width)}
    at += ${16 * width};
  }`,
  )
  .join("\n")}`;

  const sum2 = (a, b) => `pairSums(${a}, ${b})`;
  /** Stores the sums of `count` registers, each of four partial sums. */
  const reduce = (names, to) => {
    const parts = [];
    let i = 0;
    for (; i + 4 <= names.length; i += 4) {
      parts.push(`  v128.store(${to}, fourSums(${names.slice(i, i + 4).join(", ")}), ${4 * i});`);
    }
    if (i + 2 <= names.length) {
      parts.push(`  v128.store64_lane(${to}, ${sum2(names[i], names[i + 1])}, 0, ${4 * i});`);
      i += 2;
    }
    if (i < names.length) parts.push(`  store<f32>(${to}, oneSum(${names[i]}), ${4 * i});`);
    return parts.join("\n");
  };

  const named = (letter, count) => range(count).map((i) => `${letter}${i}`);
  const typed = (names) => names.map((name) => `${name}: usize`).join(", ");

  /**
   * Scores of `rows` vectors h with `own` rows of their own and `shared` rows of all. At most four of these at a
   * time: more sums than registers would go to memory and back.
   */
  const dots = (name, rows, own, shared) => {
    const [h, s] = [named("h", rows), named("s", rows)];
    const [p, u] = [named("p", own * rows), named("u", shared)];
    const all = range(own + shared);
    const sum = (r, c) => `a${r}_${c}`;
    const part = (group) => {
      const compared = group.flatMap((c) => (c < own ? p : [u[c - own]]));
      const local = (pointer) => `${pointer}_`;
      const body = (column) => {
        const out = range(rows).map((r) => `    const x${r} = ${load(local(h[r]), column)};`);
        out.push("    let y: v128;");
        const add = (r, c) => `${sum(r, c)} = ${madd(`x${r}`, "y", sum(r, c))};`;
        for (const c of group) {
          if (c < own) {
            p.forEach((each, r) => out.push(`    y = ${load(local(each), column)}; ${add(r, c)}`));
          } else {
            const adds = range(rows).map((r) => add(r, c));
            out.push(`    y = ${load(local(u[c - own]), column)}; ${adds.join(" ")}`);
          }
        }
        return `    {\n${out.join("\n")}\n    }`;
      };
      const pointers = [...h, ...compared];
      return `  {
${pointers.map((pointer) => `  let ${local(pointer)} = ${pointer};`).join("\n")}${columns(pointers.map(local), body)}
  }`;
    };
    const size = rows === 1 ? all.length : 4;
    const groups = range(Math.ceil(all.length / size)).map((i) =>
      all.slice(i * size, (i + 1) * size),
    );
    return `
export function ${name}(${typed([...h, ...p, ...u, ...s])}): void {
${range(rows)
  .flatMap((r) => all.map((c) => `  let ${sum(r, c)} = f32x4.splat(0);`))
  .join("\n")}
${groups.map(part).join("\n")}
${s
  .map((to, r) =>
    reduce(
      all.map((c) => sum(r, c)),
      to,
    ),
  )
  .join("\n")}
}`;
  };

  /**
   * e = Σ g u of `rows` predictions; their own rows then move by g h. `add`: e is added to. At most six weights at a
   * time, for the same reason.
   */
  const gradient = (name, rows, own, shared, add) => {
    const e = range(rows).map((r) => `e${r}`);
    const h = own ? range(rows).map((r) => `h${r}`) : [];
    const p = own ? range(rows).map((r) => `p${r}`) : [];
    const u = range(shared).map((n) => `u${n}`);
    const g = range(rows).map((r) => `g${r}`);
    const weight = (r, c) => `w${r}_${c}`;
    const all = range(own + shared);
    const size = Math.max(1, Math.floor(6 / rows));
    const groups = range(Math.ceil(all.length / size)).map((i) =>
      all.slice(i * size, (i + 1) * size),
    );
    const part = (group, first) => {
      const adds = add || !first;
      const local = (pointer) => `${pointer}_`;
      const owns = own && group.includes(0);
      const noise = group.filter((c) => c >= own);
      const pointers = [...e, ...(owns ? [...h, ...p] : []), ...noise.map((c) => u[c - own])];
      const body = (column) => {
        const out = ["    let y: v128;"];
        range(rows).forEach((r) =>
          out.push(adds ? `    let x${r} = ${load(local(e[r]), column)};` : `    let x${r}: v128;`),
        );
        const fresh = range(rows).map(() => !adds);
        const sum = (r, w) => {
          const text = fresh[r]
            ? `x${r} = f32x4.mul(${w}, y);`
            : `x${r} = ${madd(w, "y", `x${r}`)};`;
          fresh[r] = false;
          return text;
        };
        noise.forEach((c) => {
          const each = range(rows).map((r) => sum(r, weight(r, c)));
          out.push(`    y = ${load(local(u[c - own]), column)}; ${each.join(" ")}`);
        });
        range(rows).forEach((r) => {
          if (owns) {
            const moved = madd(weight(r, 0), load(local(h[r]), column), "y");
            out.push(
              `    y = ${load(local(p[r]), column)}; ${sum(r, weight(r, 0))} ${store(local(p[r]), column, moved)}`,
            );
          }
          out.push(`    ${store(local(e[r]), column, `x${r}`)}`);
        });
        return `    {\n${out.join("\n")}\n    }`;
      };
      const weights = range(rows).flatMap((r) =>
        group.map((c) => `  const ${weight(r, c)} = v128.load32_splat(${g[r]}, ${4 * c});`),
      );
      return `  {
${weights.join("\n")}
${pointers.map((pointer) => `  let ${local(pointer)} = ${pointer};`).join("\n")}${columns(pointers.map(local), body)}
  }`;
    };
    return `
export function ${name}(${[...e, ...h, ...p, ...u, ...g].map((x) => `${x}: usize`).join(", ")}): void {
${groups.map((group, i) => part(group, i === 0)).join("\n")}
}`;
  };

  /** One prediction with `count` rows of its own, one after the other: e = (e +) Σ g u, u += g h. */
  const alone = (name, count, add) => {
    const u = range(count).map((n) => `u${n}`);
    const body = (c) => {
      const out = [`    const x = ${load("h", c)};`, "    let y: v128;"];
      out.push(add ? `    let z = ${load("e", c)};` : "    let z: v128;");
      range(count).forEach((n) => {
        const first = n === 0 && !add;
        const sum = first ? `f32x4.mul(w${n}, y)` : madd(`w${n}`, "y", "z");
        out.push(
          `    y = ${load(u[n], c)}; z = ${sum}; ${store(u[n], c, madd(`w${n}`, "x", "y"))}`,
        );
      });
      out.push(`    ${store("e", c, "z")}`);
      return `    {\n${out.join("\n")}\n    }`;
    };
    return `
export function ${name}(e: usize, h: usize, ${u.map((x) => `${x}: usize`).join(", ")}, g: usize): void {
${lines(count, (n) => `  const w${n} = v128.load32_splat(g, ${4 * n});`)}${columns(["e", "h", ...u], body)}
}`;
  };

  /** u += Σ g h over a list of vectors, for `count` rows at once; weights lie \`step\` bytes apart. */
  const gather = (name, count, widths) => {
    const u = range(count).map((n) => `u${n}`);
    const strip = (width) => {
      const acc = (n, c) => `a${n}_${c}`;
      const inner = range(width).map((c) => {
        const each = range(count).map((n) => `${acc(n, c)} = ${madd(`w${n}`, "y", acc(n, c))};`);
        return `      y = ${load("h", c)}; ${each.join(" ")}`;
      });
      return `${range(count)
        .map((n) =>
          range(width)
            .map((c) => `    let ${acc(n, c)} = ${load(`(${u[n]} + at)`, c)};`)
            .join("\n"),
        )
        .join("\n")}
    let w = g;
    for (let i = list; i < end; i += 4) {
      const h = <usize>load<u32>(i) + at;
      let y: v128;
${lines(count, (n) => `      const w${n} = v128.load32_splat(w, ${4 * n});`)}
${inner.join("\n")}
      w += step;
    }
${range(count)
  .map((n) =>
    range(width)
      .map((c) => `    ${store(`(${u[n]} + at)`, c, acc(n, c))}`)
      .join("\n"),
  )
  .join("\n")}`;
    };
    return `
export function ${name}(${u.map((x) => `${x}: usize`).join(", ")}, list: usize, end: usize, g: usize, step: usize): void {${strips(widths, strip)}
}`;
  };

  /** Sums that a loop keeps in registers: with twelve it takes twice as long (measured). */
  const wide = [5, 1];
  const mean = (width) => `${lines(width, (c) => `    let a${c} = f32x4.splat(0);`)}
    for (let i = list; i < end; i += 4) {
      const v = <usize>load<u32>(i) + at;
${lines(width, (c) => `      a${c} = f32x4.add(a${c}, ${load("v", c)});`)}
    }
${lines(width, (c) => `    ${store("(h + at)", c, `f32x4.mul(a${c}, scale)`)}`)}`;
  const spread = (
    width,
  ) => `${lines(width, (c) => `    const a${c} = f32x4.mul(${load("(e + at)", c)}, scale);`)}
    for (let i = list; i < end; i += 4) {
      const v = <usize>load<u32>(i) + at;
${lines(width, (c) => `      ${store("v", c, `f32x4.add(${load("v", c)}, a${c})`)}`)}
    }`;

  /** The same for two windows that overlap: rows of both are read once. */
  const meanTwo = (width) => {
    const loop = (from, to, sum) => `    for (let i = ${from}; i < ${to}; i += 4) {
      const v = <usize>load<u32>(i) + at;
${lines(width, (c) => `      ${sum}${c} = f32x4.add(${sum}${c}, ${load("v", c)});`)}
    }`;
    return `${lines(width, (c) => `    let a${c} = f32x4.splat(0);`)}
${loop("m0", "m1", "a")}
${lines(width, (c) => `    let b${c} = a${c};`)}
${loop("list", "m0", "a")}
${lines(width, (c) => `    ${store("(h0 + at)", c, `f32x4.mul(a${c}, scale0)`)}`)}
${loop("m1", "end", "b")}
${lines(width, (c) => `    ${store("(h1 + at)", c, `f32x4.mul(b${c}, scale1)`)}`)}`;
  };
  const spreadTwo = (width) => {
    const loop = (from, to, sum) => `    for (let i = ${from}; i < ${to}; i += 4) {
      const v = <usize>load<u32>(i) + at;
${lines(width, (c) => `      ${store("v", c, `f32x4.add(${load("v", c)}, ${sum}${c})`)}`)}
    }`;
    return `${lines(width, (c) => `    const a${c} = f32x4.mul(${load("(e0 + at)", c)}, scale0);`)}
${loop("list", "m0", "a")}
${lines(width, (c) => `    const b${c} = f32x4.mul(${load("(e1 + at)", c)}, scale1);`)}
${lines(width, (c) => `    const c${c} = f32x4.add(a${c}, b${c});`)}
${loop("m0", "m1", "c")}
${loop("m1", "end", "b")}`;
  };

  return `
/** Bytes of a row; set once. */
let rowBytes: usize = 0;
export function setRowBytes(bytes: usize): void {
  rowBytes = bytes;
}

// @ts-ignore: decorator
@inline function pairSums(a: v128, b: v128): v128 {
  const low = f32x4.add(
    v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    v128.shuffle<f32>(a, b, 2, 6, 3, 7),
  );
  return f32x4.add(low, v128.shuffle<f32>(low, low, 2, 3, 0, 1));
}

// @ts-ignore: decorator
@inline function fourSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const x = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const y = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(x, y, 0, 1, 4, 5), v128.shuffle<f32>(x, y, 2, 3, 6, 7));
}

// @ts-ignore: decorator
@inline function oneSum(a: v128): f32 {
  return f32x4.extract_lane(pairSums(a, a), 0);
}

/** h = scale · the sum of the rows in a list of addresses. */
export function meanOf(h: usize, list: usize, end: usize, factor: f32): void {
  const scale = f32x4.splat(factor);${strips(wide, mean)}
}

/** Each row in a list of addresses += factor · e. */
export function addTo(list: usize, end: usize, e: usize, factor: f32): void {
  const scale = f32x4.splat(factor);${strips(wide, spread)}
}
/**
 * Means of two windows in one list: up to m0 the rows of the first alone, then up to m1 those of both, then up to
 * the end those of the second alone.
 */
export function meanOfTwo(h0: usize, h1: usize, list: usize, m0: usize, m1: usize, end: usize, f0: f32, f1: f32): void {
  const scale0 = f32x4.splat(f0);
  const scale1 = f32x4.splat(f1);${strips(wide, meanTwo)}
}

/** To the rows of two windows in such a list: += f0 · e0, the sum of both, or f1 · e1. */
export function addToTwo(e0: usize, e1: usize, list: usize, m0: usize, m1: usize, end: usize, f0: f32, f1: f32): void {
  const scale0 = f32x4.splat(f0);
  const scale1 = f32x4.splat(f1);${strips(wide, spreadTwo)}
}
${dots("dotsTwoOwn6", 2, 1, 5)}
${dots("dotsTwo6", 2, 0, 6)}
${dots("dotsTwo4", 2, 0, 4)}
${dots("dotsOne6", 1, 0, 6)}
${dots("dot", 1, 0, 1)}
${gradient("gradientTwoOwn6", 2, 1, 5, false)}
${gradient("gradientTwo6", 2, 0, 6, false)}
${gradient("gradientTwo4", 2, 0, 4, true)}
${gradient("gradientOne", 1, 0, 1, true)}
${alone("alone6", 6, false)}
${alone("alone6More", 6, true)}
${alone("aloneOne", 1, true)}
${gather("moveTwo", 2, [4, 1])}
${gather("moveOne", 1, [5, 1])}
`;
}
