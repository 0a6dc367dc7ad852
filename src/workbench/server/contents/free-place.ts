/** A free name in a folder, kept free until something is there: two new notebooks never share one. */
import { lstat } from "node:fs/promises";
import { dirname } from "node:path";
import { HttpError } from "../http-error.js";
import { freeName } from "./names.js";
import type { Queues } from "./queue.js";
import type { Place, Root } from "./root.js";

/** Does something at a free place for `name` in a folder, before anybody else takes it. */
export async function withFreePlace<Result>(
  root: Root,
  queues: Queues,
  folder: string,
  name: string,
  insert: string,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  if ((await root.kind(folder)) !== "folder")
    throw new HttpError(404, `No such directory: ${folder}`);
  const within = (own: string) => root.entry(`${folder}/${own}`, 400);
  return await queues.run(dirname((await within(name)).file), async () => {
    const free = await freeName(name, insert, async (own) => {
      const { file } = await within(own);
      return await lstat(file).then(
        () => true,
        () => false,
      );
    });
    return await work(await within(free));
  });
}
