/** A thread that unpacks bzip2 blocks and turns wikitext into plain text; see `text-workers.ts`. */
import { parentPort } from "node:worker_threads";
import { unpack } from "./bzip2-library.js";
import type { TextAnswer, TextTask } from "./text-workers.js";
import { toArticles } from "./wikipedia/article.js";

async function answer(task: TextTask): Promise<Pick<TextAnswer, "result">> {
  if (task.kind === "plain-text") return { result: await toArticles(task.pages, task.variant) };
  const text = await unpack(task.level, task.stream);
  return text === undefined ? {} : { result: text };
}

parentPort?.on("message", ({ id, task }: { readonly id: number; readonly task: TextTask }) => {
  void answer(task).then(
    (result) => {
      const moved =
        result.result instanceof Uint8Array ? [result.result.buffer as ArrayBuffer] : [];
      parentPort?.postMessage({ id, ...result } satisfies TextAnswer, moved);
    },
    (error: unknown) => {
      parentPort?.postMessage({ id, error: String(error) } satisfies TextAnswer);
    },
  );
});
