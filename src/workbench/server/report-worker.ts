/**
 * The worker thread that draws one report: grammars, formulas and charts take seconds and memory that the
 * server, which answers others meanwhile, must not spend. Gets a notebook's text, answers with HTML, ends.
 */
import { parentPort, workerData } from "node:worker_threads";
import { parse } from "../document/parse.js";
import { reportFiles } from "../report/site.js";

/** What the worker is given. */
export interface ReportTask {
  readonly text: string;
  /** The notebook's file, for its images and its title. */
  readonly path: string;
  /** The served folder: images come from nowhere else. */
  readonly root: string;
  readonly trusted: boolean;
  readonly cacheFolder: string;
}

const { text, path, root, trusted, cacheFolder } = workerData as ReportTask;
const files = await reportFiles([{ path, notebook: parse(text, path), executed: trusted }], {
  singleFile: true,
  hideCode: false,
  cacheFolder,
  imagesWithin: root,
  date: new Date(),
});
parentPort?.postMessage(files.get("index.html"));
