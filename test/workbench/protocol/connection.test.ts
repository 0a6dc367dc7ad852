import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  address,
  newConnection,
  readConnection,
  writeConnection,
} from "../../../src/workbench/protocol/connection.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "tidebook-connection-"))));
afterAll(() => rm(folder, { recursive: true }));

describe("a connection", () => {
  it("comes back from its file, which only its owner can read", async () => {
    const info = await newConnection("tslab");
    const path = join(folder, "new", "kernel.json");
    await writeConnection(path, info);
    expect(await readConnection(path)).toEqual(info);
    if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("has five different ports and a key that no other has", async () => {
    const [a, b] = [await newConnection(), await newConnection()];
    const ports = [a.shell_port, a.iopub_port, a.stdin_port, a.control_port, a.hb_port];
    expect(new Set(ports).size).toBe(5);
    expect(a.key).not.toBe(b.key);
  });

  it("names its sockets as ZeroMQ does", async () => {
    const info = { ...(await newConnection()), shell_port: 5001 };
    expect(address(info, "shell")).toBe("tcp://127.0.0.1:5001");
    expect(address({ ...info, transport: "ipc", ip: "/run/k" }, "shell")).toBe("ipc:///run/k-5001");
  });

  it.each([
    [
      "a missing file",
      undefined,
      /^connection file: ".*bad\.json"; expected a readable JSON file$/,
    ],
    [
      "a file that is not JSON",
      "{",
      /^connection file: ".*bad\.json"; expected a readable JSON file$/,
    ],
    [
      "a file without ports",
      "{}",
      /^shell_port in .*bad\.json: undefined; expected a port number$/,
    ],
    [
      "an unknown signature scheme",
      JSON.stringify({
        shell_port: 1,
        iopub_port: 2,
        stdin_port: 3,
        control_port: 4,
        hb_port: 5,
        signature_scheme: "rot13",
      }),
      /^signature_scheme in .*bad\.json: "rot13"; expected "hmac-" and a hash$/,
    ],
  ])("is refused from %s", async (_, text, message) => {
    const path = join(folder, "bad.json");
    await rm(path, { force: true });
    if (text !== undefined) await writeFile(path, text);
    await expect(readConnection(path)).rejects.toThrow(message);
  });
});
