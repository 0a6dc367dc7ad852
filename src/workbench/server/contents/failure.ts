/**
 * What the operating system refused → what a client is told: the status that Jupyter Server gives, the path
 * as the client knows it (never where the served folder lies on disk), the reason in words.
 */
import { InputError, quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import { HttpError } from "../http-error.js";

const statuses: { readonly [code: string]: number } = {
  EACCES: 403,
  EPERM: 403,
  EROFS: 403,
  ENOENT: 404,
  ENOTDIR: 404,
  ELOOP: 404,
  EEXIST: 409,
  ENAMETOOLONG: 400,
  EISDIR: 400,
  EINVAL: 400,
  ENOTEMPTY: 400,
  ENOSPC: 507,
  EDQUOT: 507,
  EFBIG: 507,
};

/** An error of the file system as an answer; any other error as it is. `remains` says what stays as it was. */
export function toHttpError(error: unknown, path: string, remains?: string): unknown {
  if (error instanceof HttpError) return error;
  const system = error instanceof InputError ? error.cause : error;
  const code = (system as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  // Files of one program are not the person's to find: a broken disk is the server's failure.
  const message =
    code === "ENOENT"
      ? `file or folder does not exist: ${quote(path)}`
      : `${quote(path)}: ${reason(system)}`;
  return new HttpError(
    statuses[code] ?? 500,
    remains === undefined ? message : `${message}; ${remains}`,
    null,
    { cause: error },
  );
}

/** The system's own words may hold the path on disk, after a comma. */
function reason(error: unknown): string {
  return fileReason(error).replace(/,[^,]*'[^]*$/, "");
}
