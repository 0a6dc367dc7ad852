import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { describe, expect, it } from "vitest";
import { listen } from "../../../src/workbench/server/listen.js";

/** A server that fails to listen with these codes, one after the other, and then succeeds. */
function failing(...codes: readonly string[]): { server: Server; asked: number[] } {
  const left = [...codes];
  const asked: number[] = [];
  const server = Object.assign(new EventEmitter(), {
    listen({ port }: { port: number }) {
      asked.push(port);
      const code = left.shift();
      if (code === undefined) queueMicrotask(() => server.emit("listening"));
      else queueMicrotask(() => server.emit("error", Object.assign(new Error(code), { code })));
    },
    address: () => ({ port: asked.at(-1), address: "127.0.0.1", family: "IPv4" }),
  });
  return { server: server as unknown as Server, asked };
}

describe("listen", () => {
  it("tries the next port where one is in use, or kept by the system", async () => {
    const { server, asked } = failing("EADDRINUSE", "EACCES");
    expect((await listen(server, 8888, "127.0.0.1")).port).toBe(8890);
    expect(asked).toEqual([8888, 8889, 8890]);
  });

  it("gives up after fifty", async () => {
    const { server, asked } = failing(...Array<string>(60).fill("EADDRINUSE"));
    await expect(listen(server, 8888, "127.0.0.1")).rejects.toThrow(
      "port: 8888; expected a free one, but 8888 to 8937 are in use; choose another with --port, or --port 0 for any",
    );
    expect(asked).toHaveLength(50);
  });

  it("says what no other port would mend", async () => {
    await expect(listen(failing("EACCES").server, 80, "127.0.0.1")).rejects.toThrow(
      "port: 80; expected one that you may open; choose one from 1024 on",
    );
    await expect(listen(failing("ENOTFOUND").server, 8888, "nowhere")).rejects.toThrow(
      'host: "nowhere"; expected a name or an address of this machine; leave it out for 127.0.0.1',
    );
    await expect(listen(failing("EMFILE").server, 8888, "127.0.0.1")).rejects.toThrow(
      /^cannot listen on "127.0.0.1:8888": .*EMFILE/,
    );
  });
});
