/**
 * Finds a port and listens on it. A busy one moves on to the next, as Jupyter's does; what no other port would
 * mend is an InputError for a person.
 */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError, quote } from "../../base/check.js";
import { fileReason } from "../../base/file.js";

const tries = 50;

/** Listens, and gives the address that it is. */
export async function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  const last = port === 0 ? 0 : Math.min(port + tries - 1, 65535);
  for (let each = port; ; each++) {
    try {
      await listenOn(server, each, host);
      return server.address() as AddressInfo;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      // Windows keeps whole ranges of ports for itself and says EACCES.
      const isTaken = code === "EADDRINUSE" || (code === "EACCES" && each >= 1024);
      if (!isTaken) throw new InputError(complaintOf(code, error, each, host), { cause: error });
      if (each >= last)
        throw new InputError(
          `port: ${port}; expected a free one, but ${port} to ${last} are in use; choose another with --port, or --port 0 for any`,
          { cause: error },
        );
    }
  }
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => {
      server.off("listening", onListening);
      reject(error);
    };
    const onListening = () => {
      server.off("error", onError);
      resolve();
    };
    server.once("error", onError);
    server.once("listening", onListening);
    server.listen({ port, host });
  });
}

function complaintOf(code: string, error: unknown, port: number, host: string): string {
  if (code === "EACCES")
    return `port: ${port}; expected one that you may open; choose one from 1024 on`;
  if (["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EAI_NONAME", "EINVAL"].includes(code))
    return `host: ${quote(host)}; expected a name or an address of this machine; leave it out for 127.0.0.1`;
  return `cannot listen on ${quote(`${host}:${port}`)}: ${fileReason(error)}`;
}
