/** `tidebook vectors` as a person calls it: what is printed, exit codes, the messages of what cannot be done. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columns, widthOf } from "../../src/cli/columns.js";
import { closeWords } from "../../src/cli/spelling.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const small = fileURLToPath(new URL("../fixtures/embedding/small.txt", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tidebook-vectors-"));
  copyFileSync(small, join(folder, "small.txt"));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put(
    "pairs.txt",
    "# by hand\nsun\tmoon\t3\nsun\tsea\t9\nSea\ttree\t4\nsun\tunknown\t5\nfire\triver\t1\n",
  );
  put(
    "questions.txt",
    ": first\nsun moon sea tree\nsun moon fire unknown\n: second\nwind rain stone fire\n",
  );
  put("king.txt", "4 2\nman 1 1\nwoman 1 -1\nking 2 1\nqueen 2 -1\n");
  put("odd.txt", "3 1\na 1\nb 2\na 3\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tidebook(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "vectors", ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("tidebook vectors similar", () => {
  it("prints neighbours as a table", () => {
    // The neighbours of "king": cos = 5/√50 = 0.7071 … computed by hand: man 3/√10, queen 3/5, woman 1/√10.
    expect(tidebook("similar", "king.txt", "king")).toEqual({
      status: 0,
      stdout: "word   cosine\nman    0.9487\nqueen  0.6000\nwoman  0.3162\n",
      stderr: "",
    });
  });

  it("takes several words, words that are not meant, fewer answers, the first words alone", () => {
    const words = ["similar", "small.txt", "sun", "sea", "--without", "moon", "--json", "-n", "2"];
    const { stdout } = tidebook(...words);
    const expected = JSON.parse(
      readFileSync(join(small, "..", "gensim.json"), "utf8"),
    ).positiveNegative;
    const found = JSON.parse(stdout) as { word: string; similarity: number }[];
    expect(found.map(({ word }) => word)).toEqual([expected[0][0], expected[1][0]]);
    expect(found[0]!.similarity).toBeCloseTo(expected[0][1], 6);
    const few = tidebook("similar", "small.txt", "sun", "--among", "3", "--json");
    expect(JSON.parse(few.stdout)).toHaveLength(2);
    expect(
      JSON.parse(tidebook("similar", "small.txt", "sun", "--limit", "2", "--json").stdout),
    ).toHaveLength(1);
  });

  it("names words that look like an unknown one", () => {
    expect(tidebook("similar", "king.txt", "Quene")).toEqual({
      status: 2,
      stdout: "",
      stderr: 'tidebook: word: "Quene"; expected one of 4 known words; did you mean "queen"?\n',
    });
    expect(tidebook("similar", "king.txt", "airplane").stderr).toBe(
      'tidebook: word: "airplane"; expected one of 4 known words\n',
    );
  });

  it("says what is wrong with the file and the options", () => {
    expect(tidebook("similar", "none.txt", "a")).toMatchObject({
      status: 2,
      stderr: 'tidebook: cannot read "none.txt": no such file or folder (ENOENT)\n',
    });
    expect(tidebook("similar", "king.txt", "king", "-n", "0")).toMatchObject({
      status: 2,
      stderr: 'tidebook: --count: "0"; expected a whole number from 1\n',
    });
    expect(tidebook("similar", "odd.txt", "a")).toEqual({
      status: 0,
      stdout: "word  cosine\nb     1.0000\n",
      stderr:
        'tidebook: odd.txt: 1 word comes again ("a" in line 4 first); the first vector counts\n',
    });
  });
});

describe("tidebook vectors analogy", () => {
  it("answers a is to b as c is to …", () => {
    const { stdout } = tidebook("analogy", "king.txt", "man", "woman", "king", "-n", "1");
    expect(stdout).toMatch(/^word {3}cosine\nqueen {2}0\.9\d+\n$/);
    const product = tidebook("analogy", "king.txt", "man", "woman", "king", "--method", "3CosMul");
    expect(product.stdout).toMatch(/^word {3}3CosMul\nqueen/);
  });
});

describe("tidebook vectors evaluate", () => {
  it("tells pairs from analogies and prints a table of each", () => {
    const { status, stdout } = tidebook("evaluate", "small.txt", "pairs.txt", "questions.txt");
    expect(status).toBe(0);
    const [pairs, analogies] = stdout.split("\n\n");
    expect(pairs).toMatch(
      /^word pairs {2}Spearman {2}interval +Pearson {2}pairs {2}unknown\npairs\.txt +-?\d\.\d{3} .* 4 +1$/,
    );
    expect(analogies).toMatch(
      /^questions\.txt {2}accuracy {2}interval +correct {2}asked {2}unknown\nfirst .*\nsecond .*\ntotal .*\n$/,
    );
  });

  it("prints JSON without the single answers", () => {
    const { stdout } = tidebook("evaluate", "small.txt", "pairs.txt", "questions.txt", "--json");
    const [pairs, analogies] = JSON.parse(stdout);
    expect(pairs).toMatchObject({ set: "pairs.txt", kind: "pairs", known: 4, outOfVocabulary: 1 });
    expect(analogies).toMatchObject({ kind: "analogies", total: { asked: 2, outOfVocabulary: 1 } });
    expect(stdout).not.toContain('"rows"');
  });

  it("says which line of a set it cannot read", () => {
    expect(tidebook("evaluate", "small.txt", "king.txt")).toMatchObject({
      status: 2,
      stderr: 'tidebook: king.txt, line 1: "4 2"; expected two words and a score\n',
    });
  });
});

describe("tidebook vectors convert", () => {
  it("writes every format and prints the path", () => {
    for (const name of ["a.bin", "a.vectors", "a.txt.gz"]) {
      expect(tidebook("convert", "small.txt", name)).toEqual({
        status: 0,
        stdout: `${name}\n`,
        stderr: "",
      });
      expect(tidebook("similar", name, "sun").stdout).toBe(
        tidebook("similar", "small.txt", "sun").stdout,
      );
    }
    tidebook("convert", "a.vectors", "b.vec", "--limit", "3");
    expect(readFileSync(join(folder, "b.vec"), "utf8")).toMatch(/^3 7\nsun 0 0\.7833 /);
    tidebook("convert", "a.vectors", "named", "--format", "text");
    expect(readFileSync(join(folder, "named"), "utf8")).toMatch(/^16 7\n/);
  });

  it("says at once that it knows no such ending", () => {
    expect(tidebook("convert", "none.txt", "a.csv")).toMatchObject({
      status: 2,
      stderr:
        'tidebook: ending of the file: "a.csv"; expected .txt or .vec (text), .bin (binary) or .vectors (native), each also with .gz; or name the --format\n',
    });
    expect(existsSync(join(folder, "a.csv"))).toBe(false);
    expect(tidebook("convert", "none.txt", "no/a.bin").stderr).toBe(
      'tidebook: cannot write "no/a.bin": no such file or folder (ENOENT)\n',
    );
  });

  it.runIf(process.platform === "linux")("is content with a reader that goes away", () => {
    const header = "20000 40\n";
    const rows = Array.from({ length: 20_000 }, (_, word) => `w${word}${" 0.125".repeat(40)}\n`);
    writeFileSync(join(folder, "long.txt"), header + rows.join(""));
    const command = '"$0" "$1" vectors convert long.txt /dev/stdout --format text | head -n 1';
    const piped = `set -o pipefail; ${command}`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", piped, process.execPath, main], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: header, stderr: "" });
  });

  it("says after a wrong call where help is, as every command does", () => {
    const hint = "(tidebook --help lists the commands, tidebook COMMAND --help teaches one)\n";
    expect(tidebook("similar")).toEqual({
      status: 2,
      stdout: "",
      stderr: `error: missing required argument 'file'\n${hint}`,
    });
  });
});

describe("the help", () => {
  it.each([[], ["similar"], ["analogy"], ["evaluate"], ["convert"]])(
    "teaches %s with examples",
    (...name) => {
      const { status, stdout } = tidebook(...name, "--help");
      expect(status).toBe(0);
      expect(stdout).toContain("Examples:\n  $ tidebook vectors ");
    },
  );
});

describe("columns", () => {
  it("align numbers to the right, and Chinese by its width", () => {
    expect(
      columns(
        ["word", "n"],
        [
          ["词语", 1],
          ["a", 10],
        ],
      ),
    ).toBe("word   n\n词语   1\na     10");
    expect([widthOf("词a"), widthOf("é"), widthOf("e\u0301"), widthOf("🙂")]).toEqual([3, 1, 1, 2]);
  });

  it("show control characters as escapes", () => {
    expect(columns(["w"], [["a\u001b[2J"]])).toBe("w\na\\u001b[2J");
  });
});

describe("close words", () => {
  it("are those with the fewest edits, exchanged letters being one", () => {
    expect(closeWords("kign", ["sign", "king", "kin", "kingdom"])).toEqual(["sign", "king", "kin"]);
    expect(closeWords("PARIS", ["london", "paris"])).toEqual(["paris"]);
    expect(closeWords("a", ["b", "c"])).toEqual([]);
  });
});
