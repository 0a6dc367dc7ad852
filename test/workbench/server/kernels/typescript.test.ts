/** Our own kernel and, where Debian's ipykernel is found, Python's, behind the server. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findKernelspecs } from "../../../../src/workbench/protocol/kernelspecs.js";
import { bareLab, poll, type BareLab } from "./bare-lab.js";

const python3 = (await findKernelspecs()).get("python3");
if (python3 === undefined)
  console.warn("ipykernel not found (kernelspec python3): its tests are skipped");

let lab: BareLab;
afterEach(() => lab.close());
/** After an error ipykernel would abort what comes soon after it. */
const execute = (code: string) => ({
  code,
  silent: false,
  store_history: true,
  allow_stdin: true,
  stop_on_error: false,
});

describe("our kernel", () => {
  it("runs, completes while a cell runs, is interrupted and restarted", async () => {
    lab = await bareLab();
    const { id, name } = await lab.start();
    expect(name).toBe("tslab");
    const page = await lab.page(id);
    expect((await page.run("const answer = 6 * 7; answer")).outputs).toBe("42");
    const cell = page.send("shell", "execute_request", execute("for (;;) {}"));
    await page.until(
      (m) => m.parent_header.msg_id === cell && m.content["execution_state"] === "busy",
    );
    page.send("shell", "complete_request", { code: "answ", cursor_pos: 4 });
    const completion = await page.until((m) => m.header.msg_type === "complete_reply");
    expect(completion.content["matches"]).toContain("answer");
    expect(lab.kernels.get(id).model.execution_state).toBe("busy");
    expect((await lab.ask("POST", `/api/kernels/${id}/interrupt`)).status).toBe(204);
    const { reply } = await page.finished(cell);
    expect(reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
    expect((await page.run("answer")).outputs).toBe("42");
    await lab.ask("POST", `/api/kernels/${id}/restart`);
    const after = await page.run("answer");
    expect(after.reply.content).toMatchObject({ status: "error", execution_count: 1 });
    expect(page.statuses()).not.toContain("restarting");
  });

  it("asks for input and gets it", async () => {
    lab = await bareLab();
    const { id } = await lab.start();
    const page = await lab.page(id);
    await page.run("1");
    const cell = page.send("shell", "execute_request", execute('prompt("name?")'));
    const question = await page.until((m) => m.channel === "stdin");
    page.send("stdin", "input_reply", { status: "ok", value: "Ada" }, question.header);
    expect((await page.finished(cell)).outputs).toBe("'Ada'");
  });
});

describe("the warm kernel", () => {
  it("is the next one of the served folder, in no list before, and knows its notebook", async () => {
    lab = await bareLab({ warm: true });
    await poll(() => lab.kernels.warmPid).toBeTypeOf("number");
    const warm = lab.kernels.warmPid!;
    expect((await lab.ask("GET", "/api/kernels")).json).toEqual([]);
    const body = { path: "n.ipynb", type: "notebook", name: "n.ipynb", kernel: { name: "tslab" } };
    const { json } = await lab.ask("POST", "/api/sessions", body);
    const { id } = (json as { kernel: { id: string } }).kernel;
    expect(lab.kernels.get(id).run.pid).toBe(warm);
    const page = await lab.page(id);
    const first = await page.run("process.env.JPY_SESSION_NAME");
    expect(first.outputs).toBe(`'${join(lab.root, "n.ipynb")}'`);
    expect(first.reply.content["execution_count"]).toBe(1);
    const strangers = page.received.filter(
      (m) => ![undefined, "page-1"].includes(m.parent_header.session),
    );
    expect(strangers).toEqual([]);
    await poll(() => lab.kernels.warmPid ?? warm).not.toBe(warm);
  });

  it("is for its folder and configuration alone, and follows the folder where work is done", async () => {
    lab = await bareLab({ warm: true });
    await poll(() => lab.kernels.warmPid).toBeTypeOf("number");
    const warm = lab.kernels.warmPid;
    mkdirSync(join(lab.root, "a"));
    const other = await lab.start("tslab", "a");
    expect(lab.kernels.get(other.id).run.pid).not.toBe(warm);
    await poll(() => lab.kernels.warmPid).toBeTypeOf("number");
    const second = lab.kernels.warmPid;
    expect(second).not.toBe(warm);
    writeFileSync(join(lab.root, "a", "tsconfig.json"), "{}");
    const changed = await lab.start("tslab", "a");
    expect(lab.kernels.get(changed.id).run.pid).not.toBe(second);
  });
});

describe.runIf(python3 !== undefined)("ipykernel", () => {
  it("runs, is interrupted by a signal, and asks for input", async () => {
    lab = await bareLab();
    const { id } = await lab.start("python3");
    const page = await lab.page(id, "s", "");
    const first = await page.run("print('hello')\n2**80");
    expect(first.outputs).toBe("hello\n1208925819614629174706176");
    const cell = page.send(
      "shell",
      "execute_request",
      execute("print('go', flush=True)\nwhile True: pass"),
    );
    // Before the loop itself runs, a signal finds ipykernel between two steps, and it never replies.
    await page.until((m) => String(m.content["text"]).startsWith("go"));
    expect((await lab.ask("POST", `/api/kernels/${id}/interrupt`)).status).toBe(204);
    expect((await page.finished(cell)).reply.content).toMatchObject({ ename: "KeyboardInterrupt" });
    const asks = page.send("shell", "execute_request", execute("input('name?')"));
    const question = await page.until((m) => m.channel === "stdin");
    page.send("stdin", "input_reply", { status: "ok", value: "Ada" }, question.header);
    expect((await page.finished(asks)).outputs).toBe("'Ada'");
    await lab.ask("POST", `/api/kernels/${id}/restart`);
    expect((await page.run("1 + 1")).outputs).toBe("2");
  });
});
