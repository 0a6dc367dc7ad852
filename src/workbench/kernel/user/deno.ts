/**
 * `Deno.jupyter`, so that notebooks written for Deno's kernel (and suites that speak its dialect) show here
 * what they show there. Cells see it as a name of their own; it is not on `globalThis`, because packages
 * take a global `Deno` for Deno itself.
 */
import { jupyterDisplay, type JsonObject, type MimeBundle } from "../../../base/mime.js";
import { currentCell } from "./cell-context.js";
import type { Outlet } from "./outlet.js";
import { present } from "./present.js";

interface DisplayOptions {
  /** The value is a MIME bundle already. */
  readonly raw?: boolean;
  readonly update?: boolean;
  readonly display_id?: string;
}

export function denoCompatibility(outlet: Outlet): object {
  const broadcast = async (
    messageType: string,
    content: JsonObject,
    extra: { metadata?: JsonObject; buffers?: Uint8Array[] } = {},
  ) => {
    const { metadata = {}, buffers = [] } = extra;
    outlet.send({
      type: "broadcast",
      cell: currentCell().id,
      messageType,
      content,
      metadata,
      buffers,
    });
  };
  const display = async (
    value: unknown,
    { raw = false, update = false, display_id }: DisplayOptions = {},
  ) => {
    const { data, metadata } = raw
      ? { data: value as MimeBundle, metadata: {} }
      : await present(value);
    const transient = display_id === undefined ? {} : { display_id };
    await broadcast(update ? "update_display_data" : "display_data", { data, metadata, transient });
  };
  const tag =
    (mimeType: string) =>
    (parts: TemplateStringsArray, ...values: unknown[]) => ({
      [jupyterDisplay]: () => ({ [mimeType]: String.raw({ raw: parts }, ...values) }),
    });
  const jupyter = {
    $display: jupyterDisplay,
    broadcast,
    display,
    format: async (value: unknown) => (await present(value)).data,
    html: tag("text/html"),
    md: tag("text/markdown"),
    svg: tag("image/svg+xml"),
  };
  return { jupyter };
}
