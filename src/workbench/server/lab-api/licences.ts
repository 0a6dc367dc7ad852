/**
 * The notices of everything in the bundle, as the build collected them: for JupyterLab's view of licences
 * (Help), and to be downloaded as Markdown, CSV or JSON.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import type { AppBundle } from "../app-files.js";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";

/** A package in the bundle. */
export interface Notice {
  readonly name: string;
  readonly versionInfo: string;
  /** As its manifest names it, mostly an SPDX expression. */
  readonly licenseId: string;
  readonly extractedText: string;
}

const csvField = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A longer fence than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

const formats: Readonly<
  Record<string, { type: string; ending: string; write: (notices: readonly Notice[]) => string }>
> = {
  json: {
    type: "application/json",
    ending: "json",
    write: (notices) => JSON.stringify({ bundles: { Tidebook: { packages: notices } } }),
  },
  csv: {
    type: "text/csv; charset=utf-8",
    ending: "csv",
    write: (notices) =>
      ["name,versionInfo,licenseId,extractedText"]
        .concat(
          notices.map(({ name, versionInfo, licenseId, extractedText }) =>
            [name, versionInfo, licenseId, extractedText].map(csvField).join(","),
          ),
        )
        .join("\r\n"),
  },
  markdown: {
    type: "text/markdown; charset=utf-8",
    ending: "md",
    write: (notices) =>
      ["# Third-party notices"]
        .concat(
          notices.map(
            ({ name, versionInfo, licenseId, extractedText }) =>
              `## ${name} ${versionInfo}\n\n${licenseId}\n\n${fenced(extractedText)}`,
          ),
        )
        .join("\n\n"),
  },
};

/** To be mounted at `/licenses`. */
export function licenceRoutes(app: AppBundle): Hono<LabEnvironment> {
  const answer = async (format: string, download: boolean): Promise<Response> => {
    if (!Object.hasOwn(formats, format))
      throw new HttpError(400, `format: ${format}; expected json, csv or markdown`);
    const { type, ending, write } = formats[format]!;
    const text = await readFile(join(app.folder, "licenses.json"), "utf8");
    return new Response(write(JSON.parse(text) as Notice[]), {
      headers: {
        "content-type": type,
        "x-content-type-options": "nosniff",
        ...(download && {
          "content-disposition": `attachment; filename="tidebook-licenses.${ending}"`,
        }),
      },
    });
  };
  return new Hono<LabEnvironment>().get("/", (c) =>
    answer(c.req.query("format") ?? "json", c.req.query("download") !== undefined),
  );
}
