/**
 * Notebooks as pages, at Jupyter's addresses for nbconvert: JupyterLab's "Save and Export Notebook As" and
 * our "Report" button. One format, HTML in a single file, drawn by `workbench/report` from the stored
 * outputs; nothing is run. The page lives in an origin of its own.
 */
import { join } from "node:path";
import { Hono, type Context } from "hono";
import { quote } from "../../base/check.js";
import { folders } from "../../base/paths.js";
import { startWorker } from "../../base/worker.js";
import { pathAfter } from "./contents/address.js";
import type { Contents } from "./contents/contents.js";
import { notebookText, readNotebookText, readNotebookValue } from "./contents/notebook-content.js";
import { readBytes } from "./contents/open-file.js";
import { toNames } from "./contents/path.js";
import { toText } from "./contents/reading.js";
import { Queues } from "./contents/queue.js";
import { textOf, toBody } from "./contents/request.js";
import type { LabEnvironment } from "./environment.js";
import { attachment } from "./files.js";
import { HttpError } from "./http-error.js";
import type { ReportTask } from "./report-worker.js";

/** The page's own policy forbids every request; here it also gets an origin of its own. */
const policy =
  "frame-ancestors 'self'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads";

/** The routes for `/api/nbconvert` (the formats, and the pages) and `/nbconvert` (the pages). */
export function nbconvertRoutes(
  contents: Contents,
  { cacheFolder = folders().cache }: { cacheFolder?: string } = {},
): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  const root = contents.folder;
  app.get("/api/nbconvert", (c) => c.json({ html: { output_mimetype: "text/html" } }));

  const page = (beginning: string) => async (c: Context) => {
    const [format = "", ...names] = pathAfter(beginning, c.req.url).split("/");
    checkFormat(format);
    const place = await contents.locate(names.join("/"));
    const { bytes, stats } = await readBytes(place);
    const { notebook, message } = readNotebookText(toText(bytes, place.path), place.path);
    if (message !== undefined) throw new HttpError(400, message);
    const text = notebookText(notebook, place.path);
    const trusted = await contents.isTrusted(text);
    const html = await draw({ text, path: place.file, root, trusted, cacheFolder });
    return pageResponse(html, {
      "Last-Modified": stats.mtime.toUTCString(),
      ...(c.req.query("download")?.toLowerCase() === "true" && {
        "Content-Disposition": attachment(place.name.replace(/\.ipynb$/, "") + ".html"),
      }),
    });
  };
  app.get("/api/nbconvert/*", page("/api/nbconvert"));
  app.get("/nbconvert/*", page("/nbconvert"));

  // A notebook that was never saved: the body is its model.
  app.post("/nbconvert/:format", async (c) => {
    checkFormat(c.req.param("format"));
    const body = toBody(await c.req.text());
    if (body === undefined) throw new HttpError(400, "JSON body missing");
    const name = textOf(body, "name") ?? "notebook.ipynb";
    const { notebook, message } = readNotebookValue(body["content"] ?? null, name);
    if (message !== undefined) throw new HttpError(400, message);
    const path = join(root, toNames(name).at(-1) ?? "notebook.ipynb");
    const text = notebookText(notebook, name);
    return pageResponse(await draw({ text, path, root, trusted: false, cacheFolder }), {});
  });
  return app;
}

function checkFormat(format: string): void {
  if (format !== "html") throw new HttpError(404, `format: ${quote(format)}; expected "html"`);
}

function pageResponse(html: Uint8Array, headers: Record<string, string>): Response {
  return new Response(html as Uint8Array<ArrayBuffer>, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      ...headers,
    },
  });
}

/** At most one report is drawn at a time: each takes a core. */
const queue = new Queues();

/** A notebook that takes longer than this keeps the others waiting. */
const longestDrawMs = 120_000;

async function draw(task: ReportTask): Promise<Uint8Array> {
  return await queue.run("", async () => {
    const worker = startWorker(new URL("./report-worker.js", import.meta.url), {
      workerData: task,
    });
    const timer = setTimeout(() => void worker.terminate(), longestDrawMs);
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.once("exit", () => reject(new Error("its thread ended before its time")));
      });
    } catch (error) {
      throw new HttpError(500, `cannot make the report: ${(error as Error).message}`, null, {
        cause: error,
      });
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  });
}
