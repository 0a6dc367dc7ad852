/**
 * Wikipedia dumps against `bzcat`: how fast pages and plain text come out, and in how much memory. Two files are
 * made at the start and removed at the end: one of a million pages (a third redirects, a fifth talk pages, as in
 * a real dump; short ones, some 450 bytes of text, so that the whole takes minutes), and one of whole articles
 * again and again, where a real dump was given. Alone: `node --import tsx test/bench/wikipedia.ts [--pages N]
 * [--dump PATH] [--keep FOLDER]`. PATH is a real dump whose articles are taken apart and mixed, by default
 * shared/data/corpus/enwiki-sample.xml.bz2 beside the project; without one the text is made up here.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Random } from "../../src/base/random.js";
import { wikipediaPages } from "../../src/learning/text/wikipedia/dump.js";

const root = join(import.meta.dirname, "..", "..");
const { values: flags } = parseArgs({
  options: {
    pages: { type: "string", default: "1000000" },
    dump: {
      type: "string",
      default: join(root, "..", "shared", "data", "corpus", "enwiki-sample.xml.bz2"),
    },
    keep: { type: "string" },
    rounds: { type: "string", default: "2" },
  },
});
const has = (program: string) =>
  spawnSync(program, ["--help"], { stdio: "ignore" }).error === undefined;
const packer = ["lbzip2", "pbzip2", "bzip2"].find(has);
if (packer === undefined || !has("bzcat")) {
  console.log("bzip2 is not installed; nothing is measured");
  process.exit(0);
}

const madeUp = [
  "The '''river''' rises near [[Upper Vale]] and joins the [[Great River|main stream]] after {{convert|80|km|mi}}.<ref>{{cite book|title=Rivers|year=1999}}</ref> Its valley has been settled since the [[Bronze Age]].",
  "{{Infobox settlement\n| name = Lower Vale\n| population = 1234\n}}\n'''Lower Vale''' is a [[village]] of 1,234 people. It has a mill, two bridges and a market on the first Monday of each month.",
  "== History ==\nIn 1804 the mill burned down<!-- which one? --> and was rebuilt by [[John Miller (builder)|John Miller]], who also planned the school.",
  '{| class="wikitable"\n! Year !! People\n|-\n| 1800 || 900\n|}\n* [[Upper Vale]]\n* [[Middle Vale]]',
];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const folder = flags.keep ?? (await mkdtemp(join(tmpdir(), "tidebook-bench-wikipedia-")));
await mkdir(folder, { recursive: true });
try {
  console.log(
    `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}; packed by ${packer}`,
  );
  const articles: string[] = [];
  if (existsSync(flags.dump))
    for await (const { text } of wikipediaPages(flags.dump)) articles.push(text);
  else console.log(`no dump at ${flags.dump}: the text is made up`);
  const million = join(folder, "million.xml.bz2");
  if (!existsSync(million)) await writeDump(million, shortPages(articles, Number(flags.pages)));
  await measure(million);
  if (articles.length > 0) {
    const whole = join(folder, "whole.xml.bz2");
    if (!existsSync(whole)) await writeDump(whole, wholeArticles(articles, 120e6));
    await measure(whole);
  }
} finally {
  if (flags.keep === undefined) await rm(folder, { recursive: true, force: true });
}

/** Pages of one to three paragraphs, and the others that a dump is full of. */
function* shortPages(articles: readonly string[], count: number): Generator<string> {
  const random = new Random(1);
  const paragraphs = articles
    .flatMap((text) => text.split(/\n{2,}/u))
    .filter((text) => text.length > 80 && text.length < 1500);
  const source = paragraphs.length > 0 ? paragraphs : madeUp;
  const paragraph = () => source[Math.floor(random.uniform() * source.length)] as string;
  for (let id = 1; id <= count; id += 1) {
    const kind = random.uniform();
    if (kind < 0.33) yield toPage(id, 0, "#REDIRECT [[Page 1]]", "Page 1");
    else if (kind < 0.53) yield toPage(id, 1, paragraph());
    else yield toPage(id, 0, `${paragraph()}\n\n[[Category:Things]]`);
  }
}

function* wholeArticles(articles: readonly string[], bytes: number): Generator<string> {
  for (let id = 1, written = 0; written < bytes; id += 1) {
    const text = articles[id % articles.length] as string;
    written += text.length;
    yield toPage(id, 0, text);
  }
}

function toPage(id: number, namespace: number, text: string, redirect?: string): string {
  const escaped = text.replace(/[&<>"]/gu, (sign) => entities[sign] as string);
  const leads = redirect === undefined ? "" : `    <redirect title="${redirect}" />\n`;
  return `  <page>
    <title>${namespace === 1 ? "Talk:" : ""}Page ${id}</title>
    <ns>${namespace}</ns>
    <id>${id}</id>
${leads}    <revision>
      <id>${id + 500_000_000}</id>
      <timestamp>2026-11-01T00:00:00Z</timestamp>
      <contributor><username>Editor</username><id>7</id></contributor>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="${text.length}" xml:space="preserve">${escaped}</text>
      <sha1>phoiac9h4m842xq45sp7s6u21eteeq1</sha1>
    </revision>
  </page>
`;
}

async function writeDump(path: string, pages: Iterable<string>): Promise<void> {
  const began = performance.now();
  const child = spawn(packer as string, ["-c", "-9"], { stdio: ["pipe", "pipe", "inherit"] });
  const file = createWriteStream(path);
  child.stdout.pipe(file);
  let bytes = 0;
  const write = async (text: string) => {
    bytes += Buffer.byteLength(text);
    if (!child.stdin.write(text)) await once(child.stdin, "drain");
  };
  await write(`<mediawiki version="0.11" xml:lang="en">\n  <siteinfo>\n  </siteinfo>\n`);
  let text = "";
  for (const page of pages) {
    text += page;
    if (text.length < 1 << 18) continue;
    await write(text);
    text = "";
  }
  await write(`${text}</mediawiki>\n`);
  child.stdin.end();
  await once(file, "finish");
  await writeFile(`${path}.bytes`, String(bytes));
  const { size } = await stat(path);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `made ${path.split(/[\\/]/u).at(-1)}: ${(size / 1e6).toFixed(0)} MB packed, in ${seconds} s`,
  );
}

/** What a reader does, in a process of its own and on the built files, as people run it. */
function reader(kind: "Pages" | "Articles", path: string): string[] {
  const dump = pathToFileURL(join(root, "dist", "learning", "text", "wikipedia", "dump.js"));
  return [
    process.execPath,
    "--input-type=module",
    "-e",
    `import { wikipedia${kind} } from ${JSON.stringify(dump.href)};
    let pages, count = 0, characters = 0;
    const onProgress = (progress) => { pages = progress.pages; };
    for await (const each of wikipedia${kind}(${JSON.stringify(path)}, { onProgress })) {
      count += 1;
      if (each.paragraphs === undefined) characters += each.text.length;
      else for (const paragraph of each.paragraphs) characters += paragraph.length;
    }
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const cpu = (userCPUTime + systemCPUTime) / 1e6;
    console.log(JSON.stringify({ pages, count, characters, maxRSS, cpu }));`,
  ];
}

interface Run {
  readonly seconds: number;
  readonly output: string;
}

async function timed(command: readonly string[]): Promise<Run> {
  const [program = "", ...rest] = command;
  const began = performance.now();
  const isOurs = program === process.execPath;
  const child = spawn(program, rest, { stdio: ["ignore", isOurs ? "pipe" : "ignore", "inherit"] });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, output };
}

async function measure(path: string): Promise<void> {
  const bytes = Number(await readFile(`${path}.bytes`, "utf8"));
  const seconds: Record<string, number[]> = { bzcat: [], pages: [], text: [] };
  const facts: Record<
    string,
    { pages: number; count: number; characters: number; maxRSS: number; cpu: number }
  > = {};
  for (let round = 0; round < Number(flags.rounds); round += 1) {
    const native = await timed(["bzcat", path]);
    seconds["bzcat"]?.push(native.seconds);
    for (const [name, kind] of [
      ["pages", "Pages"],
      ["text", "Articles"],
    ] as const) {
      const run = await timed(reader(kind, path));
      seconds[name]?.push(run.seconds);
      facts[name] = JSON.parse(run.output) as (typeof facts)[string];
    }
  }
  const best = (name: string) => Math.min(...(seconds[name] ?? []));
  console.log(`\n${path.split(/[\\/]/u).at(-1)}: ${(bytes / 1e6).toFixed(0)} MB of XML`);
  console.log(
    `bzcat   ${best("bzcat").toFixed(1)} s, ${(bytes / 1e6 / best("bzcat")).toFixed(1)} MB/s`,
  );
  for (const name of ["pages", "text"]) {
    const { pages = 0, count, characters, maxRSS, cpu } = facts[name] as (typeof facts)[string];
    const share = best("bzcat") / best(name);
    const verdict = share >= 0.5 ? "floor 0.5 held" : "UNDER the floor of 0.5";
    const memory = maxRSS / 1024 < 300 ? "under 300" : "OVER 300";
    console.log(
      `${name.padEnd(7)} ${best(name).toFixed(1)} s, ${(bytes / 1e6 / best(name)).toFixed(1)} MB/s, ` +
        `${Math.round(pages / best(name))} pages/s; ${pages} pages, ${count} articles, ${(characters / 1e6).toFixed(0)} M characters; ` +
        `${cpu.toFixed(1)} s of CPU; ${share.toFixed(2)} of bzcat (${verdict}); peak RSS ${(maxRSS / 1024).toFixed(0)} MB (${memory})`,
    );
  }
}
