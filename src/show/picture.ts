/**
 * What every function of `show` returns: a MIME bundle that a kernel can display by itself, because it
 * answers to `Symbol.for("Jupyter.display")`. Where nothing displays it (a console, the last value of a cell on
 * stock tslab) it prints as its text. Both methods are not enumerable, so a picture compares and serialises as
 * the plain bundle that it is.
 */
import { jupyterDisplay, type Displayable, type MimeBundle } from "../base/mime.js";

/** Node's name for the method that says how a value is printed. */
const inspectCustom = Symbol.for("nodejs.util.inspect.custom");

/** A MIME bundle that knows how to show itself. */
export type Picture = MimeBundle & Displayable;

/**
 * Makes a bundle displayable.
 *
 * @param bundle representations by MIME type; `text/plain` should be among them
 */
export function toPicture(bundle: MimeBundle): Picture {
  const plain = { ...bundle };
  const text = plain["text/plain"];
  return Object.defineProperties(
    { ...bundle },
    {
      [jupyterDisplay]: { value: () => plain },
      [inspectCustom]: { value: () => (typeof text === "string" ? text : plain) },
    },
  ) as Picture;
}
