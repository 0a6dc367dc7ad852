/**
 * What every function of `show` returns: a MIME bundle that a kernel can display by itself, because it
 * answers to `Symbol.for("Jupyter.display")`. The method is not enumerable, so a picture prints, compares
 * and serialises as the plain bundle that it is.
 */
import { jupyterDisplay, type Displayable, type MimeBundle } from "../base/mime.js";

/** A MIME bundle that knows how to show itself. */
export type Picture = MimeBundle & Displayable;

/**
 * Makes a bundle displayable.
 *
 * @param bundle representations by MIME type; `text/plain` should be among them
 */
export function toPicture(bundle: MimeBundle): Picture {
  const plain = { ...bundle };
  const method = { value: () => plain, enumerable: false };
  return Object.defineProperty({ ...bundle }, jupyterDisplay, method) as Picture;
}
