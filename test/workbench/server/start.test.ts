/** Starting a lab: what is refused, which port it gets, and what its address is. */
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toLabOptions } from "../../../src/workbench/server/options.js";
import { startLab } from "../../../src/workbench/server/server.js";
import { ask, startTestLab } from "./started-lab.js";

const take = (port: number) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });

describe("a lab", () => {
  it("that nobody gave a token makes one of its own, in its address", async () => {
    const { lab, end } = await startTestLab({ token: undefined as never });
    expect(lab.token).toMatch(/^[0-9a-f]{48}$/);
    expect(lab.url).toBe(`http://127.0.0.1:${lab.port}/lab?token=${lab.token}`);
    await end();
  });

  it("moves on from a busy port to the next, and says so when none is left", async () => {
    const busy = await take(0);
    const { port } = busy.address() as AddressInfo;
    const first = await startTestLab({ port });
    const second = await startTestLab({ port });
    expect(first.lab.port).toBeGreaterThan(port);
    expect(second.lab.port).toBeGreaterThan(first.lab.port);
    await Promise.all([first.end(), second.end()]);
    busy.close();
    const last = await take(65535).catch(() => undefined);
    await expect(startTestLab({ port: 65535 })).rejects.toThrow(
      "port: 65535; expected a free one, but 65535 to 65535 are in use; choose another with --port, or --port 0 for any",
    );
    last?.close();
  });

  it("listens on this machine alone, unless told otherwise", async () => {
    const { lab, end } = await startTestLab();
    await expect(ask(lab.port, "/api")).resolves.toMatchObject({ status: 200 });
    await expect(fetch(`http://[::1]:${lab.port}/api`)).rejects.toThrow();
    await end();
  });

  it("on all addresses answers to bare addresses and to names that were allowed", async () => {
    const { lab, end } = await startTestLab({ host: "0.0.0.0", allowedHosts: ["lab.example"] });
    expect(lab.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    const statusFor = async (host: string) =>
      (await ask(lab.port, "/api", { headers: { host } })).status;
    expect(await statusFor("192.168.0.7:8888")).toBe(200);
    expect(await statusFor("lab.example")).toBe(200);
    expect(await statusFor("other.example")).toBe(403);
    await end();
  });

  it("without its page says what is missing, and answers everything else", async () => {
    const started = await startTestLab({ appFolder: "/nowhere" });
    const page = await ask(started.lab.port, `/lab?token=${started.lab.token}`);
    const cookie = page.headers["set-cookie"]!.map((line) => line.split(";")[0]).join("; ");
    const missing = await ask(started.lab.port, "/lab", { headers: { cookie } });
    expect(missing.status).toBe(503);
    expect(missing.text).toContain("expected the built bundle; run &quot;npm run build&quot;");
    expect(started.log.join()).toContain("the lab's page:");
    await started.end();
  });

  it("refuses what it cannot serve", async () => {
    const { root, end } = await startTestLab();
    await writeFile(join(root, "file"), "");
    const start = (options: object) =>
      startLab({ root, kernelOptions: { warm: false }, port: 0, ...options });
    await expect(start({ root: join(root, "nowhere") })).rejects.toThrow(
      `cannot open ${JSON.stringify(join(root, "nowhere")).slice(0, 20)}`,
    );
    await expect(start({ root: join(root, "file") })).rejects.toThrow(
      /^folder to serve: .*; expected a folder$/,
    );
    await expect(start({ host: "203.0.113.1" })).rejects.toThrow(
      'host: "203.0.113.1"; expected a name or an address of this machine; leave it out for 127.0.0.1',
    );
    await expect(start({ port: 65536 })).rejects.toThrow(
      "port: 65536; expected a whole number from 0 (any free port) to 65535",
    );
    await expect(start({ host: "" })).rejects.toThrow(
      'host: ""; expected a name or an address of this machine; leave it out for 127.0.0.1',
    );
    await end();
  });
});

describe("its options", () => {
  const root = import.meta.dirname;

  it("refuse to go without a token where others can reach it", () => {
    expect(() => toLabOptions({ root, token: "", host: "0.0.0.0" })).toThrow(
      'token: ""; expected a secret, since others can reach "0.0.0.0"; leave it out and one is made',
    );
    for (const host of ["127.0.0.1", "localhost", "::1"])
      expect(toLabOptions({ root, token: "", host }).token).toBe("");
  });

  it("refuse a token that no header can carry", () => {
    for (const token of ["a b", "ä", "a\n"])
      expect(() => toLabOptions({ root, token })).toThrow(
        /^token: ".*"; expected letters, digits and marks of ASCII without spaces$/,
      );
  });
});
