/**
 * `tidebook data wikipedia`: gets a Wikipedia dump into the cache folder (going on where an earlier run
 * stopped, checked against the published checksum), and writes it as plain text, one paragraph a line, for
 * `tidebook word2vec`. Prints the path of what is there now. Nothing goes into the project's own folders.
 */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { Command, Option } from "commander";
import { complaint } from "../base/check.js";
import { fileReason, findObstacle, isSameFile, writeFileAtomically } from "../base/file.js";
import { folders } from "../base/paths.js";
import type { Checksum, DownloadProgress } from "../index.js";
import { flowView, size, type FlowView } from "./data-progress.js";
import { CliError } from "./error.js";
import { withTypedNames } from "./option-names.js";
import { stopOnSignals } from "./stop.js";
import { toCount } from "./values.js";

interface Flags {
  readonly language: string;
  readonly date: string;
  readonly multistream?: true;
  readonly url?: string;
  readonly sha1?: string;
  readonly mirror?: string;
  readonly output?: string;
  readonly from?: string;
  readonly toText?: string;
  readonly variant: string;
  readonly articles?: string;
  readonly threads?: string;
  readonly quiet?: true;
}

const help = `
Examples:
  $ tidebook data wikipedia --language zh                    the newest Chinese dump, some 3 GB
  $ tidebook data wikipedia --language zh --to-text zh.txt   and its plain text, one paragraph a line
  $ tidebook data wikipedia --language simple --multistream  with an index of titles
  $ tidebook data wikipedia --from dump.xml.bz2 --to-text text.txt   a dump that is here; no network
  $ tidebook word2vec zh.txt -o zh.bin --tokens chinese-words        then train

A download that was stopped goes on with the same command. It is checked against the SHA-1 that Wikimedia
publishes; a wrong file is put aside as NAME.bad. Files are kept in the cache folder (TIDEBOOK_CACHE_DIR) until
you remove them. Behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1 (Node 22.21, 24 and later).

Text of Wikipedia is published under CC BY-SA 4.0.

Exit codes: 0 done, 2 usage, network or bad input, 130 stopped by Ctrl-C (what came is kept).`;

/** The command, for the program's front. */
export function dataCommand(): Command {
  return new Command("data")
    .description("get data into the cache folder")
    .addCommand(wikipediaCommand())
    .addHelpText(
      "after",
      "\nExample:\n  $ tidebook data wikipedia --language simple --to-text simple.txt",
    );
}

function wikipediaCommand(): Command {
  return new Command("wikipedia")
    .description("get a Wikipedia dump, and write its articles as plain text")
    .option("-l, --language <code>", "which Wikipedia: en, zh, simple …", "en")
    .option("--date <day>", "a day that has a dump, such as 20261101", "latest")
    .option("--multistream", "the dump in many streams, and its index of titles")
    .option("--url <url>", "download this file instead")
    .option("--sha1 <sum>", "what the file of --url must have")
    .option("--mirror <url>", "another server with the folders of dumps.wikimedia.org")
    .option("-o, --output <folder>", "keep the dump here (default: the cache folder)")
    .addOption(
      new Option("--from <dump>", "use a dump that is here; no network").conflicts([
        "url",
        "sha1",
        "mirror",
        "multistream",
        "output",
      ]),
    )
    .option("--to-text <file>", "write plain text, one paragraph a line")
    .option("--variant <code>", "which spelling where a text offers several", "zh-hans")
    .option("--articles <n>", "stop the plain text after so many articles")
    .option("--threads <n>", "threads that unpack and parse (default: all cores, at most 8)")
    .option("-q, --quiet", "show no progress")
    .addHelpText("after", help)
    .action(withTypedNames(names, wikipedia));
}

/** How the library calls what is typed. */
const names = {
  language: "--language",
  date: "--date",
  mirror: "--mirror",
  sha1: "--sha1",
  URL: "--url",
  variant: "--variant",
  threads: "--threads",
} as const;

async function wikipedia(flags: Flags): Promise<void> {
  if (flags.from !== undefined && flags.toText === undefined)
    throw new CliError("--from: nothing to do with it; expected --to-text FILE", 2);
  if (flags.sha1 !== undefined && flags.url === undefined)
    throw new CliError(complaint("--sha1", flags.sha1, "--url with it"), 2);
  const limit = flags.articles === undefined ? Infinity : toCount("--articles", flags.articles);
  const threads =
    flags.threads === undefined ? {} : { threads: toCount("--threads", flags.threads) };
  if (flags.toText !== undefined) await refuseObstacle(flags.toText);
  const view = flowView(flags.quiet === true ? { write: () => true } : process.stderr);
  const stop = stopOnSignals();
  try {
    const paths = flags.from === undefined ? await getAll(flags, view, stop.signal) : [flags.from];
    const [dump = ""] = paths;
    if (flags.toText !== undefined && (await isSameFile(dump, flags.toText)))
      throw new CliError(complaint("--to-text", flags.toText, "another file than the dump"), 2);
    const written =
      flags.toText === undefined
        ? paths
        : [await writeText(dump, flags.toText, { ...flags, limit, threads }, view, stop.signal)];
    view.end();
    console.log(written.join("\n"));
  } catch (error) {
    view.end();
    if (!stop.signal.aborted) throw error;
    process.exitCode = stop.signal.reason as number;
  } finally {
    stop.release();
  }
}

/** Downloads what was asked for; returns the paths, the dump's first. */
async function getAll(flags: Flags, view: FlowView, signal: AbortSignal): Promise<string[]> {
  const { download, publishedDump } = await import("../index.js");
  const folder = flags.output ?? join(folders().cache, "wikipedia");
  const wanted: { readonly name: string; readonly url: string; readonly checksum?: Checksum }[] =
    [];
  if (flags.url !== undefined) {
    const path = URL.canParse(flags.url) ? new URL(flags.url).pathname : "";
    const name = decodeURIComponent(basename(path)).replace(/[/\\:*?"<>|]/gu, "_");
    if (name === "" || name === "." || name === "..")
      throw new CliError(complaint("--url", flags.url, "the address of a file"), 2);
    const checksum = { algorithm: "sha1", value: flags.sha1 ?? "" } as const;
    wanted.push({ name, url: flags.url, ...(flags.sha1 !== undefined && { checksum }) });
  } else {
    const { language, date, mirror } = flags;
    const kinds =
      flags.multistream === true
        ? (["multistream", "multistream-index"] as const)
        : (["articles"] as const);
    for (const kind of kinds) {
      const which = { language, date, kind, ...(mirror !== undefined && { mirror }) };
      wanted.push(await publishedDump(which, { signal }));
    }
  }
  const paths: string[] = [];
  for (const { name, url, checksum } of wanted) {
    const path = join(folder, name);
    try {
      const onProgress = (progress: DownloadProgress) => show(view, name, progress);
      const done = await download(url, path, {
        signal,
        onProgress,
        ...(checksum !== undefined && { checksum }),
      });
      const checked =
        checksum === undefined ? "not checked: no --sha1" : `${checksum.algorithm} agrees`;
      const how = done.wasHere ? "was here already" : "downloaded";
      view.say(`${name}: ${size(done.bytes)}, ${how}, ${checked}`);
    } catch (error) {
      if (signal.aborted) {
        const kept = existsSync(`${path}.part`) ? `; what came is kept in ${path}.part` : "";
        view.say(`stopped${kept}, and the same command goes on with it`);
      }
      throw error;
    }
    paths.push(path);
  }
  return paths;
}

function show(view: FlowView, name: string, progress: DownloadProgress): void {
  const { step, bytes, total, resumedAt, reason } = progress;
  if (step === "wait") view.say(`${name}: ${reason}; trying again`);
  else if (step === "verify")
    view.update({ label: `${name}: checking`, bytes, total, from: bytes });
  else view.update({ label: name, bytes, total, from: resumedAt });
}

interface TextOptions {
  readonly limit: number;
  readonly threads: { readonly threads?: number };
  readonly variant: string;
}

/** Writes a dump's plain text; returns its path. */
async function writeText(
  dump: string,
  path: string,
  { limit, threads, variant }: TextOptions,
  view: FlowView,
  signal: AbortSignal,
): Promise<string> {
  const { wikipediaArticles } = await import("../index.js");
  const label = basename(path);
  let count = 0;
  let paragraphCount = 0;
  const articles = wikipediaArticles(dump, {
    ...threads,
    variant,
    onProgress: ({ bytesRead, bytesTotal }) =>
      view.update({
        label,
        bytes: bytesRead,
        total: bytesTotal,
        from: 0,
        note: `${count} articles`,
      }),
  });
  const lines = async function* (): AsyncGenerator<Uint8Array> {
    let text = "";
    for await (const { paragraphs } of articles) {
      signal.throwIfAborted();
      count += 1;
      paragraphCount += paragraphs.length;
      for (const paragraph of paragraphs) text += `${paragraph}\n`;
      if (text.length > 1 << 20) {
        yield Buffer.from(text);
        text = "";
      }
      if (count >= limit) break;
    }
    yield Buffer.from(text);
  };
  try {
    await writeFileAtomically(path, lines());
  } catch (error) {
    if (signal.aborted) view.say(`stopped; ${path} was not written`);
    throw error;
  }
  view.say(`${label}: ${paragraphCount} paragraphs of ${count} articles`);
  return path;
}

async function refuseObstacle(path: string): Promise<void> {
  const obstacle = await findObstacle(path);
  if (obstacle !== undefined)
    throw new CliError(`cannot write ${JSON.stringify(path)}: ${fileReason(obstacle)}`, 2);
}
