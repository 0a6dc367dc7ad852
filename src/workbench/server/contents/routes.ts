/**
 * Jupyter Server's contents interface over HTTP: addresses, methods, status codes and headers. Everything
 * else is done by `Contents`. A folder may be called "checkpoints" or "trust" here: such an address means
 * Jupyter's sub-resource only below a file.
 */
import { Hono, type Context } from "hono";
import { HttpError } from "../http-error.js";
import type { LabEnvironment } from "../environment.js";
import { addressOf, pathAfter } from "./address.js";
import type { Contents } from "./contents.js";
import type { ContentsModel } from "./model.js";
import { tooLarge } from "./open-file.js";
import { isHidden, toNames } from "./path.js";
import { textOf, toBody, toReadOptions, toSaveRequest, toType } from "./request.js";

const beginning = "/api/contents";

/** What an address names: something served, or what belongs to a file. */
type Resource =
  | { readonly kind: "content" | "checkpoints" | "trust"; readonly path: string }
  | { readonly kind: "checkpoint"; readonly path: string; readonly id: string };

/** The routes for `/api/contents`. */
export function contentsRoutes(contents: Contents): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();

  /** What lies below a folder, or below nothing where it is there itself, is content. */
  const resourceOf = async (context: Context): Promise<Resource> => {
    const path = pathAfter(beginning, context.req.url);
    const [, file, part, id] = /^(.*?)\/(checkpoints|trust)(?:\/([\w-]+))?$/.exec(path) ?? [];
    const isContent =
      file === undefined ||
      (part === "trust" && id !== undefined) ||
      (await contents.kind(file)) === "folder";
    if (isContent) return { kind: "content", path };
    if (part === "trust") return { kind: "trust", path: file };
    return id === undefined
      ? { kind: "checkpoints", path: file }
      : { kind: "checkpoint", path: file, id };
  };

  app.get("*", async (c) => {
    const { kind, path } = await resourceOf(c);
    if (kind === "checkpoints") return c.json(await contents.listCheckpoints(path));
    if (kind !== "content") throw notAllowed(c);
    return answer(await contents.get(path, toReadOptions(c.req.query())));
  });

  app.post("*", async (c) => {
    const resource = await resourceOf(c);
    const { kind, path } = resource;
    if (kind === "checkpoint") {
      await contents.restoreCheckpoint(path, resource.id);
      return c.body(null, 204);
    }
    if (kind === "checkpoints") {
      const checkpoint = await contents.createCheckpoint(path);
      const address = `${addressOf(beginning, path)}/checkpoints/${checkpoint.id}`;
      return c.json(checkpoint, 201, { Location: address });
    }
    if (kind === "trust") {
      await contents.trust(path);
      return c.body(null, 201);
    }
    if ((await contents.kind(path)) === "file")
      throw new HttpError(400, "Cannot POST to files, use PUT instead.");
    const body = toBody(await c.req.text()) ?? {};
    const from = textOf(body, "copy_from");
    const model =
      from === undefined || from === ""
        ? await contents.create(path, { type: toType(body["type"]), ext: textOf(body, "ext") })
        : await contents.copy(from, path);
    return answer(model, 201, addressOf(beginning, model.path));
  });

  app.put("*", async (c) => {
    const path = pathAfter(beginning, c.req.url);
    const body = toBody(await c.req.text());
    if (body === undefined) {
      const model = await contents.create(path);
      return answer(model, 201, addressOf(beginning, model.path));
    }
    if (body["copy_from"]) throw new HttpError(400, "Cannot copy with PUT, only POST");
    const named = textOf(body, "path");
    if (named !== undefined && !contents.allowHidden && isHidden(toNames(named)))
      throw new HttpError(400, `Cannot create file or directory ${JSON.stringify(path)}`);
    const request = toSaveRequest(body, c.req.header("If-Match"));
    const { model, isNew } = await contents.save(path, request);
    return answer(model, isNew ? 201 : 200, addressOf(beginning, model.path));
  });

  app.patch("*", async (c) => {
    const path = pathAfter(beginning, c.req.url);
    const body = toBody(await c.req.text());
    if (body === undefined) throw new HttpError(400, "JSON body missing");
    const model = await contents.rename(path, textOf(body, "path") ?? path);
    return answer(model, 200, addressOf(beginning, model.path));
  });

  app.delete("*", async (c) => {
    const resource = await resourceOf(c);
    if (resource.kind === "checkpoint") await contents.deleteCheckpoint(resource.path, resource.id);
    else if (resource.kind === "content") await contents.delete(resource.path);
    else throw notAllowed(c);
    return c.body(null, 204);
  });

  return app;
}

function answer(model: ContentsModel, status = 200, location?: string): Response {
  let text: string;
  try {
    text = JSON.stringify(model);
  } catch (error) {
    // As text, a file can be several times its size.
    if (error instanceof RangeError) throw tooLarge(model.path, model.size ?? 0);
    throw error;
  }
  return new Response(text, {
    status,
    headers: {
      "Content-Type": "application/json",
      "Last-Modified": new Date(model.last_modified).toUTCString(),
      ...(location !== undefined && { Location: location }),
    },
  });
}

function notAllowed({ req }: Context): HttpError {
  return new HttpError(405, `method: "${req.method}"; expected one that this address knows`);
}
