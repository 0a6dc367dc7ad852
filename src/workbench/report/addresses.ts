/**
 * Where links and images of a notebook lead once it is a page: links between notebooks become links
 * between pages, images beside the notebook come along, everything that would load from elsewhere or run
 * is refused. Reads image files; writes nothing.
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, isAbsolute, relative, resolve, sep } from "node:path";
import { slug } from "./names.js";
import { safeSvg } from "./svg.js";

/** A notebook of the report, as links see it. */
export interface Target {
  /** Absolute path of its file. */
  readonly path: string;
  /** Address of its page, without a fragment: "" where the page is the same. */
  readonly href: string;
  readonly anchorPrefix: string;
  /** All Markdown of the notebook, to see which anchors it defines itself. */
  readonly prose: string;
}

/** Largest image file that comes along, in bytes. */
const largestFile = 15_000_000;

const imageTypes: { [extension: string]: string } = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

/** A link of notebook `from` as its page writes it, or undefined where it is refused or leads nowhere. */
export function resolveLink(
  href: string,
  from: Target,
  targets: readonly Target[],
): string | undefined {
  const address = href.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i
    .exec(address.replace(/[\s\p{Cc}]/gu, ""))?.[1]
    ?.toLowerCase();
  if (scheme !== undefined) return /^(?:https?|mailto|tel)$/.test(scheme) ? address : undefined;
  if (address.startsWith("//") || address.startsWith("\\")) return undefined;
  const [path = "", ...rest] = address.split("#");
  const fragment = rest.join("#");
  if (path === "") return `#${anchorOf(fragment, from)}`;
  const file = resolve(dirname(from.path), decode(path.split("?")[0] ?? ""));
  const target = targets.find((candidate) => candidate.path === file);
  if (target === undefined) return undefined;
  if (fragment === "") return target.href || `#${encodeURIComponent(`${target.anchorPrefix}top`)}`;
  return `${target.href}#${anchorOf(fragment, target)}`;
}

/** JupyterLab's anchors (`#My-Heading`) as this report's; anchors that the text defines itself stay. */
function anchorOf(fragment: string, target: Target): string {
  const name = decode(fragment);
  const own = target.prose.includes(`id="${name}"`) || target.prose.includes(`name="${name}"`);
  if (own || /^fn(?:ref)?\d|^fn(?:ref)?-/.test(name)) return encodeURIComponent(name);
  return encodeURIComponent(target.anchorPrefix + slug(name));
}

/**
 * An image of a notebook as MIME type and base64, or undefined where it would leave the page.
 *
 * @param within the folder that image files must lie in, links followed; without it, anywhere
 */
export function readImage(
  src: string,
  notebookPath: string,
  within?: string,
): { mimeType: string; base64: string } | undefined {
  const carried =
    /^data:(image\/(?:png|jpe?g|gif|webp|svg\+xml));base64,([\sA-Za-z0-9+/=]+)$/i.exec(src.trim());
  if (carried !== null) {
    return safePicture((carried[1] ?? "").toLowerCase(), Buffer.from(carried[2] ?? "", "base64"));
  }
  const path = decode(src.trim().split(/[?#]/)[0] ?? "");
  const mimeType = imageTypes[extname(path).toLowerCase()];
  if (mimeType === undefined || /^(?:[a-z][a-z0-9+.-]*:|[\\/])/i.test(path)) return undefined;
  try {
    const file = resolve(dirname(notebookPath), path);
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > largestFile) return undefined;
    if (within !== undefined && !lies(realpathSync(file), realpathSync(within))) return undefined;
    return safePicture(mimeType, readFileSync(file));
  } catch {
    return undefined;
  }
}

function lies(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function safePicture(
  mimeType: string,
  content: Buffer,
): { mimeType: string; base64: string } | undefined {
  if (mimeType !== "image/svg+xml") return { mimeType, base64: content.toString("base64") };
  const svg = safeSvg(content.toString("utf8"));
  return svg === "" ? undefined : { mimeType, base64: Buffer.from(svg).toString("base64") };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
