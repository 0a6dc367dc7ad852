/**
 * SVG from notebooks and from the diagram engine, reduced to shapes and text: no scripts, handlers,
 * foreign objects, animation or addresses that leave the picture. Pictures of notebooks that were not run
 * here are shown through `<img>` on top of that, where a browser runs nothing at all.
 */
import sanitize from "sanitize-html";

const elements =
  "svg g defs symbol use switch title desc metadata path rect circle ellipse line polyline polygon text tspan textPath image marker mask clipPath pattern linearGradient radialGradient stop style filter feGaussianBlur feOffset feBlend feColorMatrix feComponentTransfer feFuncR feFuncG feFuncB feFuncA feComposite feFlood feMerge feMergeNode feMorphology feTurbulence feDropShadow".split(
    " ",
  );

/** An address inside the picture, or a picture carried in it. */
const ownAddress = /^(?:#|data:image\/(?:png|jpe?g|gif|webp);base64,)/i;
/** A style that loads something, or hides what it does behind escapes. */
const loads =
  /@import|@namespace|expression|javascript:|behavior|-moz-binding|\\|url\(\s*(?!["']?#)/i;

/** A picture without anything that runs, loads or leads elsewhere. */
export function safeSvg(svg: string): string {
  const clean = sanitize(svg, {
    allowedTags: elements,
    allowedAttributes: false,
    allowVulnerableTags: true,
    parseStyleAttributes: false,
    allowedSchemesAppliedToAttributes: [],
    nestingLimit: 200,
    transformTags: { "*": (tagName, attribs) => ({ tagName, attribs: safeAttributes(attribs) }) },
    exclusiveFilter: (frame) => frame.tag === "style" && loads.test(frame.text),
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
  });
  const start = clean.indexOf("<svg");
  if (start < 0) return "";
  const picture = clean.slice(start);
  return /^<svg[^>]*\sxmlns=/.test(picture)
    ? picture
    : picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** Gives every id of a picture a prefix, in references too, so that two pictures on a page do not mix. */
export function prefixIds(svg: string, prefix: string): string {
  return svg
    .replace(/(\sid=")([^"]+")/g, `$1${prefix}$2`)
    .replace(/url\(#/g, `url(#${prefix}`)
    .replace(/(\s(?:xlink:)?href="#)/g, `$1${prefix}`)
    .replace(/(\saria-(?:labelledby|describedby)=")([^"]+")/g, `$1${prefix}$2`);
}

function safeAttributes(attribs: sanitize.Attributes): sanitize.Attributes {
  const kept: sanitize.Attributes = {};
  for (const [name, value] of Object.entries(attribs)) {
    if (/^on|^(?:\w+:)?(?:base|src|action|formaction|begin|end)$/i.test(name)) continue;
    if (/(?:^|:)href$/i.test(name) && !ownAddress.test(value.trim())) continue;
    if (!/(?:^|:)href$/i.test(name) && loads.test(value)) continue;
    kept[name] = value;
  }
  return kept;
}
