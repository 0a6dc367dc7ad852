/**
 * The lab's server: makes the areas, builds the application of them, listens, and ends it all. The floor
 * above `contents`, `kernels`, `lab-api` and `security`; `cli/lab.ts` and the tests start it. It prints
 * nothing and ends no process.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { labApplication } from "./application.js";
import { makeAreas } from "./areas.js";
import { toLabOptions, type LabOptions } from "./options.js";

export type { LabOptions } from "./options.js";

export interface LabServer {
  /** The address with its token. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** How many kernels run now. */
  kernelCount(): number;
  /** Stops kernels, closes every connection. Resolves when nothing of the lab is left; may be called again. */
  close(): Promise<void>;
}

/** Starts a lab. */
export async function startLab(given: LabOptions): Promise<LabServer> {
  const options = toLabOptions(given);
  const areas = await makeAreas(options);
  const app = labApplication(options, areas);
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/lab?token=${options.token}`,
    port,
    token: options.token,
    kernelCount: () => areas.kernelCount(),
    close: () => closeAll(server, () => areas.close()),
  };
}

async function closeAll(server: Server, closeAreas: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await closeAreas();
  server.closeAllConnections();
  await closed;
}
