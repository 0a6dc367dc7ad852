/**
 * The one place where the server's areas are made and given their paths. An area is a Hono app below a path,
 * what answers WebSockets, and what must be ended; it knows nothing of tokens, hosts and limits, which
 * `application.ts` and `upgrade.ts` have checked before. A new area is a line here.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Hono } from "hono";
import type { LabEnvironment } from "./environment.js";
import type { CompletedLabOptions } from "./options.js";

/** Takes over a connection that asked to become a WebSocket. `match` is its path's. */
export type Upgrade = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  match: RegExpExecArray,
) => void;

export interface Areas {
  /** In the order in which paths are tried. */
  readonly routes: readonly (readonly [path: string, app: Hono<LabEnvironment>])[];
  /** WebSockets by their path. */
  readonly upgrades: readonly (readonly [path: RegExp, upgrade: Upgrade])[];
  /** How many kernels run, for the status and the question before the end. */
  kernelCount(): number;
  /** Ends kernels and open WebSockets. */
  close(): Promise<void>;
}

/** Makes every area for a lab. */
export async function makeAreas(options: CompletedLabOptions): Promise<Areas> {
  void options;
  return { routes: [], upgrades: [], kernelCount: () => 0, close: async () => {} };
}
