/**
 * Connection files: where a kernel's five sockets are and how messages are signed. Written by whoever
 * starts a kernel, read by the kernel. Format as in "Making kernels for Jupyter".
 */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { dirname } from "node:path";
import { complaint, InputError } from "../../base/check.js";
import { makeFolder } from "../../base/folder.js";
import type { Channel } from "./messages.js";
import type { Signing } from "./wire.js";

export interface ConnectionInfo extends Signing {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly kernel_name?: string;
}

/** The ZeroMQ address of one socket: `tcp://127.0.0.1:5001`, `ipc:///run/kernel-1`. */
export function address(info: ConnectionInfo, socket: Channel | "hb"): string {
  const port = info[`${socket}_port`];
  return info.transport === "ipc" ? `ipc://${info.ip}-${port}` : `tcp://${info.ip}:${port}`;
}

/** Connection data on loopback with five ports that were free a moment ago and a new key. */
export async function newConnection(kernelName?: string): Promise<ConnectionInfo> {
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell_port!,
    iopub_port: iopub_port!,
    stdin_port: stdin_port!,
    control_port: control_port!,
    hb_port: hb_port!,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    ...(kernelName === undefined ? {} : { kernel_name: kernelName }),
  };
}

/** Writes a connection file that only its owner can read: the key is a secret. */
export async function writeConnection(path: string, info: ConnectionInfo): Promise<void> {
  makeFolder(dirname(path));
  await writeFile(path, JSON.stringify(info, null, 2), { mode: 0o600 });
}

/**
 * Reads a connection file.
 * @throws InputError with the path where it is missing or not usable
 */
export async function readConnection(path: string): Promise<ConnectionInfo> {
  let value: Partial<ConnectionInfo>;
  try {
    value = JSON.parse(await readFile(path, "utf8")) as Partial<ConnectionInfo>;
  } catch (cause) {
    throw new InputError(complaint("connection file", path, "a readable JSON file"), { cause });
  }
  for (const name of [
    "shell_port",
    "iopub_port",
    "stdin_port",
    "control_port",
    "hb_port",
  ] as const) {
    if (!Number.isInteger(value[name])) {
      throw new InputError(complaint(`${name} in ${path}`, value[name], "a port number"));
    }
  }
  const scheme = value.signature_scheme ?? "hmac-sha256";
  if (!/^hmac-\w+$/.test(scheme)) {
    throw new InputError(complaint(`signature_scheme in ${path}`, scheme, '"hmac-" and a hash'));
  }
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    key: "",
    ...value,
    signature_scheme: scheme,
  } as ConnectionInfo;
}

/** Ports on loopback that nobody listens on now; all are held until the last is known, so they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Server>((resolve, reject) => {
          const server = createServer();
          server.once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
