/** What Jupyter Server's own tests ask of its contents interface over HTTP, asked of ours. */
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ContentsModel } from "../../../../src/workbench/server/contents/model.js";
import { serve, serveTree, tree, within, type Served } from "./served.js";

const entries = (model: ContentsModel) => model.content as ContentsModel[];
const notebook = (...cells: unknown[]) => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

async function expectCreated(
  served: Served,
  answer: { status: number; headers: Headers; body: ContentsModel },
  path: string,
  type: string,
): Promise<void> {
  expect(answer).toMatchObject({ status: 201, body: { path, type, name: path.split("/").at(-1) } });
  expect(answer.headers.get("Location")).toBe(
    `/api/contents/${path.split("/").map(encodeURIComponent).join("/")}`,
  );
  const stats = await stat(join(served.folder, path));
  expect(stats.isDirectory()).toBe(type === "directory");
}

describe("GET", () => {
  it("lists folders, with every entry's model and no content", async () => {
    const { get } = await serveTree();
    for (const [folder, name] of tree) {
      const model = await get(folder);
      expect(model).toMatchObject({ path: folder, type: "directory", format: "json", size: null });
      const own = entries(model).find((entry) => entry.name === `${name}.ipynb`);
      expect(own).toMatchObject({
        path: within(folder, `${name}.ipynb`),
        type: "notebook",
        content: null,
        format: null,
        hash: null,
      });
      expect(await get(folder, "content=0")).toMatchObject({ path: folder, content: null });
    }
  });

  it("reads notebooks, with a hash where it is asked for", async () => {
    const { get } = await serveTree();
    for (const [folder, name] of tree) {
      const path = within(folder, `${name}.ipynb`);
      const model = await get(path, "content=1");
      expect(model).toMatchObject({
        name: `${name}.ipynb`,
        path,
        type: "notebook",
        format: "json",
        mimetype: null,
        hash: null,
        hash_algorithm: null,
        content: { metadata: {}, cells: [] },
      });
      const hashed = await get(path, "hash=1&content=0");
      expect(hashed.content).toBeNull();
      expect(hashed).toMatchObject({
        hash: expect.stringMatching(/^[\da-f]{64}$/) as string,
        hash_algorithm: "sha256",
      });
      expect((await get(path, "hash=1")).hash).toBe(hashed.hash);
    }
  });

  it("gives every field that Jupyter's model has", async () => {
    const { get } = await serveTree();
    expect(Object.keys(await get("foo/a.txt")).sort()).toEqual(
      "content created format hash hash_algorithm last_modified mimetype name path size type writable".split(
        " ",
      ),
    );
    expect(await get("foo/a.txt")).toMatchObject({
      size: 11,
      writable: true,
      mimetype: "text/plain",
      last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    });
  });

  it("opens a notebook that breaks a rule, with a message", async () => {
    const { folder, get } = await serve();
    const broken = { nbformat: 4, metadata: {}, cells: [{ cell_type: "wrong", metadata: {} }] };
    await writeFile(join(folder, "é.ipynb"), JSON.stringify(broken));
    const model = await get("é.ipynb");
    expect(model.message).toMatch(/^Notebook validation failed: é\.ipynb, \/nbformat_minor: /);
    expect(model.content).toMatchObject({ cells: [{ cell_type: "wrong" }] });
  });

  it.each([
    ['{"cells": [', /Unreadable Notebook: a\.ipynb, line 1, column 12: the file ends here/],
    ["", /Unreadable Notebook: a\.ipynb, line 1.*the file is empty or cut off/],
    ["[1]", /Unreadable Notebook: a\.ipynb: \[1\]; expected a notebook/],
    ['{"nbformat": 9, "cells": []}', /Unreadable Notebook: a\.ipynb, \/nbformat: 9/],
    [
      '{"nbformat": 4, "nbformat_minor": 99, "metadata": {}, "cells": []}',
      /a newer program wrote this file/,
    ],
  ])("refuses what is no notebook: %s", async (text, message) => {
    const { folder, ask } = await serve();
    await writeFile(join(folder, "a.ipynb"), text);
    const { status, body } = await ask("GET", "a.ipynb");
    expect(status).toBe(400);
    expect((body as { message: string }).message).toMatch(message);
    expect((body as { message: string }).message).not.toContain(folder);
    // As a text it can be opened and mended.
    expect((await ask("GET", "a.ipynb", { query: "type=file&format=text" })).status).toBe(200);
  });

  it("reads texts and blobs, and says which", async () => {
    const { get, ask } = await serveTree();
    for (const [folder, name] of tree) {
      expect(await get(within(folder, `${name}.txt`))).toMatchObject({
        format: "text",
        type: "file",
        content: `${name} text file`,
      });
      const blob = await get(within(folder, `${name}.blob`));
      expect(blob).toMatchObject({ format: "base64", mimetype: "application/octet-stream" });
      expect(Buffer.from(blob.content as string, "base64").toString("latin1")).toBe(
        `${Buffer.from(name).toString("latin1")}\xff`,
      );
    }
    expect(await ask("GET", "foo/bar/baz.blob", { query: "type=file&format=text" })).toMatchObject({
      status: 400,
      body: { message: '"foo/bar/baz.blob" is not UTF-8 encoded', reason: "bad format" },
    });
  });

  it("keeps a byte order mark and reads base64 on request", async () => {
    const { folder, get } = await serve();
    await writeFile(join(folder, "a.txt"), "\ufeffx");
    expect((await get("a.txt")).content).toBe("\ufeffx");
    expect((await get("a.txt", "format=base64")).content).toBe("77u/eA==");
  });

  it("refuses a type that is not there, and options that it does not know", async () => {
    const { ask } = await serveTree();
    const message = async (path: string, query: string) =>
      (await ask("GET", path, { query })) as { status: number; body: unknown };
    expect(await message("unicodé", "type=file")).toMatchObject({
      status: 400,
      body: { message: "unicodé is a directory, not a file", reason: "bad type" },
    });
    expect(await message("unicodé/innonascii.ipynb", "type=directory")).toMatchObject({
      status: 400,
      body: { message: "unicodé/innonascii.ipynb is not a directory", reason: "bad type" },
    });
    expect(await message("foo", "format=xml")).toMatchObject({
      body: { message: 'Format "xml" is invalid' },
    });
    expect(await message("foo", "content=yes")).toMatchObject({
      body: { message: 'content: "yes"; expected "0" or "1"' },
    });
    expect(await message("foo", "hash=2")).toMatchObject({
      body: { message: 'hash: "2"; expected "0" or "1"' },
    });
    // A type that nobody knows is a file.
    expect(await message("foo/a.txt", "type=jpeg")).toMatchObject({ status: 200 });
  });

  it("answers 404 for what is not there", async () => {
    const { ask } = await serveTree();
    for (const path of ["nonexistent", "foo/q.ipynb", "foo/q.txt", "foo/a.txt/b"])
      expect(await ask("GET", path)).toMatchObject({ status: 404, body: { reason: null } });
  });
});

describe("POST", () => {
  it("makes what has no name yet", async () => {
    const served = await serveTree();
    const make = (path: string, body?: unknown) => served.ask("POST", path, { body });
    const expectMade = async (path: string, body: unknown, made: string, type: string) =>
      expectCreated(served, await make(path, body), made, type);
    await expectMade("å b", { ext: ".ipynb" }, "å b/Untitled.ipynb", "notebook");
    await expectMade("å b", { ext: ".ipynb" }, "å b/Untitled1.ipynb", "notebook");
    await expectMade("foo/bar", { type: "notebook" }, "foo/bar/Untitled.ipynb", "notebook");
    await expectMade("foo/bar", undefined, "foo/bar/untitled", "file");
    await expectMade("foo/bar", { ext: ".txt" }, "foo/bar/untitled.txt", "file");
    await expectMade("", { type: "file", ext: ".ts" }, "untitled.ts", "file");
    await expectMade("", { type: "directory" }, "Untitled Folder", "directory");
    await expectMade("", { type: "directory" }, "Untitled Folder 1", "directory");
    await expectMade("foo/bar", { type: "directory" }, "foo/bar/Untitled Folder", "directory");
    expect(await served.get("foo/bar/untitled.txt")).toMatchObject({ format: "text", content: "" });
    expect(await readFile(join(served.folder, "å b/Untitled.ipynb"), "utf8")).toBe(
      '{\n "cells": [],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n',
    );
  });

  it("gives fifty at once fifty names", async () => {
    const { ask, get } = await serve();
    const body = { ext: ".ipynb" };
    const all = await Promise.all(Array.from({ length: 50 }, () => ask("POST", "", { body })));
    expect(all.every(({ status }) => status === 201)).toBe(true);
    expect(entries(await get(""))).toHaveLength(50);
  });

  it("copies files and folders, counting the copies", async () => {
    const served = await serveTree();
    const copy = async (from: string, to: string, made: string, type: string) =>
      expectCreated(
        served,
        await served.ask("POST", to, { body: { copy_from: from } }),
        made,
        type,
      );
    await copy("å b/ç d.ipynb", "å b", "å b/ç d-Copy1.ipynb", "notebook");
    await copy("å b/ç d.ipynb", "å b", "å b/ç d-Copy2.ipynb", "notebook");
    await copy("å b/ç d-Copy2.ipynb", "å b", "å b/ç d-Copy3.ipynb", "notebook");
    await copy("foo/a.ipynb", "å b", "å b/a.ipynb", "notebook");
    await copy("/foo/a.ipynb", "å b", "å b/a-Copy1.ipynb", "notebook");
    await copy("foo", "ordering", "ordering/foo", "directory");
    await copy("foo", "ordering", "ordering/foo-Copy1", "directory");
    expect(await readFile(join(served.folder, "ordering/foo-Copy1/bar/baz.txt"), "utf8")).toBe(
      "baz text file",
    );
    await copy("foo/b.txt", "foo/new name.txt", "foo/new name.txt", "file");
  });

  it("does not copy a folder into itself, nor one that is too large", async () => {
    const { ask, folder } = await serveTree({ copyLimitBytes: 2000 });
    const itself = await ask("POST", "foo/bar", { body: { copy_from: "foo" } });
    expect(itself).toMatchObject({
      status: 400,
      body: { message: `Can't copy "foo" to "foo/bar/foo"` },
    });
    expect((await ask("GET", "foo/bar/foo")).status).toBe(404);
    await writeFile(join(folder, "foo/big"), Buffer.alloc(3000));
    const large = await ask("POST", "ordering", { body: { copy_from: "foo" } });
    expect((large.body as { message: string }).message).toMatch(/^Can't copy folders larger than/);
  });

  it("refuses files as folders, and folders that are not there", async () => {
    const { ask } = await serveTree();
    expect(await ask("POST", "foo/a.txt", { body: {} })).toMatchObject({
      status: 400,
      body: { message: "Cannot POST to files, use PUT instead." },
    });
    expect(await ask("POST", "nowhere", { body: {} })).toMatchObject({
      status: 404,
    });
    expect(await ask("POST", "foo", { body: { ext: "/../../x" } })).toMatchObject({
      status: 400,
      body: { message: 'ext: "/../../x"; expected no "/"' },
    });
    expect(await ask("POST", "foo", { body: { copy_from: "gone.txt" } })).toMatchObject({
      status: 404,
    });
  });
});

describe("PUT", () => {
  it("saves what is new with 201, what is there with 200", async () => {
    const served = await serveTree();
    const put = (path: string, body: unknown) => served.ask("PUT", path, { body });
    const path = "å b/Upload tést.ipynb";
    const model = { type: "notebook", content: notebook() };
    await expectCreated(served, await put(path, model), path, "notebook");
    expect((await put(path, model)).status).toBe(200);
    await expectCreated(
      served,
      await put("New ∂ir", { type: "directory" }),
      "New ∂ir",
      "directory",
    );
    await put("a.txt", { type: "file", format: "text", content: "ünicode téxt" });
    expect(await served.get("a.txt")).toMatchObject({ format: "text", content: "ünicode téxt" });
    const base64 = Buffer.from([0xff, 1, 2, 3]).toString("base64");
    await put("a.blob", { type: "file", format: "base64", content: `${base64}\n` });
    expect((await served.get("a.blob")).content).toBe(base64);
    // Without a body: something new, like POST.
    await expectCreated(served, await put("foo", undefined), "foo/untitled", "file");
    // Without content: empty, of the type that its name tells.
    await expectCreated(served, await put("b.ipynb", { x: 1 }), "b.ipynb", "notebook");
  });

  it("writes a notebook as Jupyter does and reads it back joined", async () => {
    const { ask, get, folder } = await serve();
    const content = notebook({
      cell_type: "code",
      id: "c",
      metadata: { trusted: true, tags: ["x"] },
      source: "a\nb",
      execution_count: 1,
      outputs: [{ output_type: "stream", name: "stdout", text: "1\n2\n" }],
    });
    await ask("PUT", "a.ipynb", { body: { type: "notebook", format: "json", content } });
    expect(await readFile(join(folder, "a.ipynb"), "utf8")).toBe(`{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "c",
   "metadata": {
    "tags": [
     "x"
    ]
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "1\\n",
      "2\\n"
     ]
    }
   ],
   "source": [
    "a\\n",
    "b"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`);
    expect((await get("a.ipynb")).content).toMatchObject({
      cells: [{ source: "a\nb", outputs: [{ text: "1\n2\n" }], metadata: { trusted: true } }],
    });
  });

  it("saves a notebook that breaks a rule, and says so: no work is lost", async () => {
    const { ask, get } = await serve();
    const content = notebook({ cell_type: "code", metadata: {}, source: "work" });
    const { status, body } = await ask("PUT", "a.ipynb", { body: { type: "notebook", content } });
    expect(status).toBe(201);
    expect((body as ContentsModel).message).toMatch(/^Notebook validation failed: a\.ipynb/);
    expect((await get("a.ipynb")).content).toMatchObject({ cells: [{ source: "work" }] });
  });

  it.each([
    [
      { type: "notebook", content: "x" },
      /^Unreadable Notebook: a\.ipynb: "x"; expected a notebook/,
    ],
    [{ type: "notebook", content: { nbformat: 4 } }, /^Unreadable Notebook/],
    [{ type: "file", content: "x" }, /^Must specify format of file contents/],
    [{ type: "file", format: "text", content: 5 }, /^content: 5; expected a text/],
    [{ type: "file", format: "base64", content: "äöü=" }, /^content: "äöü="; expected base64/],
    [{ type: "file", format: "base64", content: "abc" }, /^content: "abc"; expected base64/],
    [{ type: "file", format: "text", content: "x", chunk: 0 }, /^chunk: 0; expected 1, 2, … or -1/],
    [{ path: 5 }, /^path: 5; expected a text/],
    [{ copy_from: "foo/a.ipynb" }, /^Cannot copy with PUT, only POST/],
    ["{", /^Invalid JSON in body of request/],
    ["[]", /^body: \[\]; expected a JSON object/],
  ])("refuses %j", async (body, message) => {
    const { ask, folder } = await serve();
    const answer = await ask("PUT", "a.ipynb", { body });
    expect(answer.status).toBe(400);
    expect((answer.body as { message: string }).message).toMatch(message);
    await expect(stat(join(folder, "a.ipynb"))).rejects.toThrow("ENOENT");
  });

  it("refuses a notebook that is nested too deeply, as a text and as a value", async () => {
    const { ask, folder } = await serve();
    const deep = `{"cells":[],"metadata":{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}},"nbformat":4,"nbformat_minor":5}`;
    const message = '"a.ipynb": too large or too deeply nested; expected less than 512 MB';
    const body = `{"type":"notebook","content":${deep}}`;
    expect(await ask("PUT", "a.ipynb", { body })).toMatchObject({ status: 400, body: { message } });
    await writeFile(join(folder, "a.ipynb"), deep);
    expect((await ask("GET", "a.ipynb")).status).toBe(400);
  });

  it("asks for type and content where a file is replaced", async () => {
    const { ask } = await serveTree();
    const message = async (body: unknown) =>
      ((await ask("PUT", "foo/a.txt", { body })).body as { message: string }).message;
    expect(await message({ format: "text", content: "" })).toBe("No file type provided");
    expect(await message({ type: "file", format: "text" })).toBe("No file content provided");
    expect(await message({ type: "directory" })).toBe("Not a directory: foo/a.txt");
    expect(
      (await ask("PUT", "foo", { body: { type: "file", format: "text", content: "" } })).body,
    ).toMatchObject({ message: "foo is a directory, not a file" });
    expect((await ask("PUT", "nowhere/a.txt", { body: { type: "file" } })).status).toBe(404);
    expect((await ask("PUT", "", { body: { type: "directory" } })).status).toBe(400);
  });
});

describe("PATCH", () => {
  it("renames, and refuses what is there", async () => {
    const { ask, get } = await serveTree();
    const { status, headers, body } = await ask("PATCH", "foo/a.ipynb", {
      body: { path: "foo/z.ipynb" },
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { name: "z.ipynb", path: "foo/z.ipynb", type: "notebook", content: null },
    });
    expect(headers.get("Location")).toBe("/api/contents/foo/z.ipynb");
    const names = entries(await get("foo")).map(({ name }) => name);
    expect(names).toContain("z.ipynb");
    expect(names).not.toContain("a.ipynb");
    expect(await ask("PATCH", "foo/z.ipynb", { body: { path: "foo/b.ipynb" } })).toMatchObject({
      status: 409,
      body: { message: "File already exists: foo/b.ipynb" },
    });
    // Into another folder; a folder as a whole; and nothing at all.
    expect(await ask("PATCH", "foo/z.ipynb", { body: { path: "ordering/z.ipynb" } })).toMatchObject(
      { status: 200 },
    );
    expect(await ask("PATCH", "foo", { body: { path: "fuu" } })).toMatchObject({ status: 200 });
    expect((await get("fuu/bar/baz.txt")).content).toBe("baz text file");
    expect(await ask("PATCH", "fuu", { body: {} })).toMatchObject({
      status: 200,
      body: { path: "fuu" },
    });
  });

  it("never puts one file over another that comes to the same place at once", async () => {
    const { ask, get } = await serveTree();
    const write = (path: string) =>
      ask("PUT", path, { body: { type: "file", format: "text", content: path } });
    for (let round = 0; round < 10; round += 1) {
      const place = `both-${round}.txt`;
      await Promise.all([write("one.txt"), write("two.txt")]);
      const answers = await Promise.all([
        ask("PATCH", "one.txt", { body: { path: place } }),
        ask("PATCH", "two.txt", { body: { path: place } }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const names = entries(await get("")).map(({ name }) => name);
      expect(names.filter((name) => ["one.txt", "two.txt", place].includes(name))).toHaveLength(2);
    }
  });

  it("lets two files change places without a wait for each other", async () => {
    const { ask } = await serveTree();
    const answers = await Promise.all([
      ask("PATCH", "foo/a.ipynb", { body: { path: "foo/b.ipynb" } }),
      ask("PATCH", "foo/b.ipynb", { body: { path: "foo/a.ipynb" } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
  });

  it("tells the hash under the new name", async () => {
    const { ask, get } = await serveTree();
    const { hash } = await get("foo/a.txt", "hash=1");
    const { body } = await ask("PATCH", "foo/a.txt", { body: { path: "foo/c.txt" } });
    expect((body as ContentsModel).hash).toBe(hash);
  });

  it("refuses what cannot be", async () => {
    const { ask } = await serveTree();
    expect((await ask("PATCH", "foo/gone", { body: { path: "foo/x" } })).status).toBe(404);
    expect((await ask("PATCH", "foo/a.txt", { body: { path: "nowhere/x" } })).status).toBe(404);
    expect((await ask("PATCH", "foo", { body: { path: "foo/bar/foo" } })).status).toBe(400);
    expect((await ask("PATCH", "", { body: { path: "x" } })).status).toBe(400);
    expect(await ask("PATCH", "foo/a.txt")).toMatchObject({
      status: 400,
      body: { message: "JSON body missing" },
    });
  });
});

describe("DELETE", () => {
  it("empties the folder", async () => {
    const { ask, get } = await serveTree();
    const folders = [...new Set(tree.map(([folder]) => folder))].sort(
      (a, b) => b.length - a.length,
    );
    for (const folder of folders)
      for (const { path } of entries(await get(folder)))
        expect((await ask("DELETE", path)).status).toBe(204);
    expect((await get("")).content).toEqual([]);
  });

  it("puts folders with all in them in the trash, from which they can be taken back", async () => {
    const { ask, trash, folder } = await serveTree();
    expect((await ask("DELETE", "å b")).status).toBe(204);
    expect((await ask("GET", "å b")).status).toBe(404);
    expect(await readFile(join(trash, "files/å b/ç d.txt"), "utf8")).toBe("ç d text file");
    const note = await readFile(join(trash, "info/å b.trashinfo"), "utf8");
    const path = folder.split("/").map(encodeURIComponent).join("/");
    expect(note).toMatch(
      new RegExp(
        `^\\[Trash Info\\]\nPath=${path}/%C3%A5%20b\nDeletionDate=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\n$`,
      ),
    );
    await mkdir(join(folder, "å b"));
    await ask("DELETE", "å b");
    expect((await stat(join(trash, "files/å b.2"))).isDirectory()).toBe(true);
  });

  it("without a trash deletes files and empty folders, and refuses full ones", async () => {
    const { ask, folder } = await serveTree({ trash: null });
    expect((await ask("DELETE", "foo/a.txt")).status).toBe(204);
    expect(await ask("DELETE", "foo")).toMatchObject({
      status: 400,
      body: { message: "Directory foo not empty" },
    });
    await mkdir(join(folder, "empty/.ipynb_checkpoints"), { recursive: true });
    expect((await ask("DELETE", "empty")).status).toBe(204);
  });

  it("says why the trash cannot be used, and deletes nothing", async () => {
    const { outside } = await serve();
    await writeFile(join(outside, "file"), "");
    const { ask, get } = await serveTree({
      trash: { folder: join(outside, "file"), isFreedesktop: true },
    });
    expect(await ask("DELETE", "foo/a.txt")).toMatchObject({
      status: 400,
      body: {
        message:
          'cannot move "foo/a.txt" to the trash: a part of the path is not a folder (ENOTDIR); nothing was deleted',
      },
    });
    expect((await get("foo/a.txt")).content).toBe("a text file");
  });

  it("refuses the served folder, and what is not there", async () => {
    const { ask } = await serveTree();
    expect((await ask("DELETE", "")).status).toBe(400);
    expect((await ask("DELETE", "gone.txt")).status).toBe(404);
  });
});
