/** `tidebook data wikipedia` as a person calls it, against a server on this machine; nothing on the network. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flowLine, flowView, size } from "../../src/cli/data-progress.js";
import { localServer, sha1, type LocalServer } from "../learning/text/download/server.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const fixtures = join(import.meta.dirname, "..", "fixtures", "wikipedia");
const dump = readFileSync(join(fixtures, "small-multistream.xml.bz2"));
const index = readFileSync(join(fixtures, "small-multistream-index.txt.bz2"));
const text = [
  "Tea is a drink made of leaves. It is drunk hot & cold.",
  "It came from China.",
  "茶是一种饮料。",
  "R&D is research.",
  "",
].join("\n");

let server: LocalServer;
let folder: string;
beforeEach(async () => {
  server = await localServer();
  folder = mkdtempSync(join(tmpdir(), "tidebook-data-"));
  const name = "zhwiki-20261101-pages-articles";
  const files = {
    [`${name}.xml.bz2`]: dump,
    [`${name}-multistream.xml.bz2`]: dump,
    [`${name}-multistream-index.txt.bz2`]: index,
  };
  const list = Object.entries(files).map(([file, data]) => `${sha1(data)}  ${file}\n`);
  for (const [file, data] of Object.entries(files))
    server.files.set(`/zhwiki/20261101/${file}`, { data, etag: '"one"' });
  const data = Buffer.from(list.join(""));
  server.files.set("/zhwiki/latest/zhwiki-latest-sha1sums.txt", { data });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...names: string[]) => join(folder, ...names);

function start(...words: string[]) {
  return spawn(process.execPath, [main, "data", "wikipedia", ...words], {
    env: { ...process.env, TIDEBOOK_CACHE_DIR: at("cache") },
    cwd: folder,
  });
}

async function tidebook(...words: string[]) {
  const child = start(...words);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout, stderr };
}

describe("tidebook data wikipedia", () => {
  it("gets the newest dump into the cache folder and prints its path", async () => {
    const path = at("cache", "wikipedia", "zhwiki-20261101-pages-articles.xml.bz2");
    const flags = ["--language", "zh", "--mirror", server.url];
    const first = await tidebook(...flags);
    expect(first).toMatchObject({ code: 0, stdout: `${path}\n` });
    expect(first.stderr).toBe(
      "zhwiki-20261101-pages-articles.xml.bz2: 1.3 kB, downloaded, sha1 agrees\n",
    );
    expect(readFileSync(path).equals(dump)).toBe(true);
    const again = await tidebook(...flags);
    expect(again.stderr).toContain("was here already, sha1 agrees");
    expect(again.stdout).toBe(`${path}\n`);
  });

  it("writes the plain text, one paragraph a line", async () => {
    const flags = [
      "-l",
      "zh",
      "--mirror",
      server.url,
      "-o",
      at("dumps"),
      "--to-text",
      at("zh.txt"),
    ];
    const { code, stdout, stderr } = await tidebook(...flags);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${at("zh.txt")}\n` });
    expect(stderr).toContain("zh.txt: 4 paragraphs of 3 articles");
    expect(readFileSync(at("zh.txt"), "utf8")).toBe(text);
    expect(existsSync(at("dumps", "zhwiki-20261101-pages-articles.xml.bz2"))).toBe(true);
  });

  it("works on a dump that is here without any network", async () => {
    const from = join(fixtures, "small.xml");
    const run = await tidebook("--from", from, "--to-text", "a.txt", "--articles", "1", "--quiet");
    expect(run).toEqual({ code: 0, stdout: "a.txt\n", stderr: "" });
    expect(readFileSync(at("a.txt"), "utf8")).toBe(text.split("\n").slice(0, 2).join("\n") + "\n");
    expect(server.asked).toEqual([]);
  });

  it("gets a multistream dump with its index", async () => {
    const { stdout } = await tidebook("-l", "zh", "--mirror", server.url, "--multistream");
    const name = at("cache", "wikipedia", "zhwiki-20261101-pages-articles-multistream");
    expect(stdout).toBe(`${name}.xml.bz2\n${name}-index.txt.bz2\n`);
    expect(readFileSync(`${name}-index.txt.bz2`).equals(index)).toBe(true);
  });

  it("gets any file by its URL, checked where a checksum is given", async () => {
    server.files.set("/a/own.xml.bz2", { data: dump });
    const url = `${server.url}/a/own.xml.bz2?x=y`;
    const path = at("cache", "wikipedia", "own.xml.bz2");
    server.files.set("/a/own.xml.bz2?x=y", { data: dump });
    const free = await tidebook("--url", url);
    expect(free.stderr).toContain("own.xml.bz2: 1.3 kB, downloaded, not checked: no --sha1");
    expect(free.stdout).toBe(`${path}\n`);
    const wrong = await tidebook("--url", url, "--sha1", "0".repeat(40));
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain(
      `sha1 "${sha1(dump)}"; expected "${"0".repeat(40)}"; the wrong file lies in ${path}.bad`,
    );
    expect(wrong.stdout).toBe("");
  });

  it.skipIf(process.platform === "win32")(
    "keeps what came at Ctrl-C and goes on with it",
    async () => {
      const file = { data: dump, etag: '"one"', stallsAfter: [800] };
      server.files.set("/slow.bz2", file);
      const child = start("--url", `${server.url}/slow.bz2`, "--sha1", sha1(dump));
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      const part = at("cache", "wikipedia", "slow.bz2.part");
      while (!existsSync(part) || readFileSync(part).length < 800)
        await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill("SIGINT");
      const [code] = (await once(child, "close")) as [number];
      expect(code).toBe(130);
      expect(stderr).toContain(
        `stopped; what came is kept in ${part}, and the same command goes on with it`,
      );
      const again = await tidebook("--url", `${server.url}/slow.bz2`, "--sha1", sha1(dump));
      expect(again.code).toBe(0);
      expect(server.asked.at(-1)?.range).toBe("bytes=800-");
    },
  );

  it("leaves no text behind where the dump is broken", async () => {
    writeFileSync(at("bad.xml.bz2"), dump.subarray(0, 900));
    const { code, stderr } = await tidebook("--from", "bad.xml.bz2", "--to-text", "bad.txt");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /tidebook: bad\.xml\.bz2: ends in the middle of the bzip2 block .* \(after 2 pages, the last "Talk:Tea"\)/,
    );
    expect(existsSync(at("bad.txt"))).toBe(false);
  });

  it("never writes the text over its dump", async () => {
    writeFileSync(at("own.xml.bz2"), dump);
    const run = await tidebook("--from", "own.xml.bz2", "--to-text", "./own.xml.bz2");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--to-text: "./own.xml.bz2"; expected another file than the dump');
    expect(readFileSync(at("own.xml.bz2")).equals(dump)).toBe(true);
  });

  it.each([
    [["--from", "a.xml"], "--from: nothing to do with it; expected --to-text FILE"],
    [["--sha1", "abc"], '--sha1: "abc"; expected --url with it'],
    [["--url", "http://a.b/"], '--url: "http://a.b/"; expected the address of a file'],
    [
      ["--from", "a.xml", "--to-text", "missing/b.txt"],
      'cannot write "missing/b.txt": no such file or folder (ENOENT)',
    ],
    [
      ["--from", "a.xml", "--to-text", "b.txt", "--articles", "0"],
      '--articles: "0"; expected a whole number from 1',
    ],
    [["--from", "a.xml", "--url", "http://a.b/c"], "cannot be used with option"],
    [
      ["--from", "none.xml", "--to-text", "b.txt"],
      'cannot read "none.xml": no such file or folder (ENOENT)',
    ],
  ])("refuses %j with one line", async (words, message) => {
    const { code, stdout, stderr } = await tidebook(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("teaches itself", async () => {
    const { code, stdout } = await tidebook("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("tidebook data wikipedia --language zh --to-text zh.txt");
  });
});

describe("the line of a download", () => {
  const flow = { label: "a.bz2", bytes: 3e9, total: 6e9, from: 2e9, elapsedMs: 100_000 };

  it("holds share, amount, rate of this run and time left", () => {
    expect(flowLine(flow, 120)).toBe(
      "a.bz2 ██████████░░░░░░░░░░ 50 %, 3.0 GB of 6.0 GB, 10.0 MB/s, 5 min left",
    );
    expect(flowLine({ ...flow, note: "7 articles" }, 120)).toContain("left, 7 articles");
    expect(flowLine(flow, 30).length).toBeLessThan(30);
  });

  it("does without a size that the server does not say", () => {
    expect(flowLine({ ...flow, total: undefined }, 120)).toBe("a.bz2 3.0 GB, 10.0 MB/s");
    expect([0, 999, 1000, 1_550_000, 2.1e13].map(size)).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "1.6 MB",
      "21.0 TB",
    ]);
  });

  it("is written over on a terminal only", () => {
    const written: string[] = [];
    const write = (line: string) => written.push(line) > 0;
    const view = flowView({ write, isTTY: true, columns: 60 });
    view.update(flow);
    view.say("done");
    expect(written).toEqual([
      "\r\u001b[2K",
      expect.stringContaining("a.bz2 "),
      "\r\u001b[2K",
      "done\n",
    ]);
    written.length = 0;
    const log = flowView({ write });
    log.update(flow);
    log.end();
    expect(written).toEqual([]);
  });
});
