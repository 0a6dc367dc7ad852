/**
 * HTML and SVG from notebooks. What was not run here is not trusted: only elements, attributes and styles
 * that format text stay; scripts, handlers, frames, forms, foreign addresses and animation go. What was
 * run a moment ago is kept as it is, but with its tags balanced, so that it cannot break the page around
 * it; scripts in it do not run either, because the page's Content-Security-Policy forbids them.
 */
import sanitize from "sanitize-html";

const text =
  "h1 h2 h3 h4 h5 h6 p div span br hr wbr blockquote q cite abbr address article aside section header footer main nav hgroup figure figcaption ul ol li dl dt dd pre code kbd samp var tt a b strong i em u s del ins strike mark small big sub sup center font bdi bdo ruby rb rp rt rtc time data dfn details summary table caption colgroup col thead tbody tfoot tr th td img picture progress meter tb-slot".split(
    " ",
  );

const length = /^-?\d{1,5}(?:\.\d{1,4})?(?:px|em|rem|ex|ch|pt|%|vw)?$/;
const colour = /^(?:#[0-9a-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\([\d\s.,%/deg]+\))$/i;
const word = /^[a-z-]{2,24}$/;
const lengths =
  /^(?:-?\d{1,4}(?:\.\d{1,4})?(?:px|em|rem|pt|%)?|auto)(?:\s+(?:-?\d{1,4}(?:\.\d{1,4})?(?:px|em|rem|pt|%)?|auto)){0,3}$/;
const border =
  /^[\d.]{0,5}(?:px|em)?\s*(?:none|solid|dashed|dotted|double)?\s*(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%]+\))?$/i;

/** Styles that format and cannot cover, move or load anything. */
const styles = {
  "*": {
    color: [colour],
    "background-color": [colour],
    background: [colour],
    "text-align": [word],
    "vertical-align": [word],
    "font-weight": [/^(?:[a-z]{4,8}|[1-9]00)$/],
    "font-style": [word],
    "font-size": [length, word],
    "text-decoration": [word],
    "white-space": [word],
    width: [length],
    "max-width": [length],
    height: [length],
    "min-width": [length],
    padding: [/^\d{1,2}(?:\.\d+)?(?:px|em|rem|%)?(?:\s+\d{1,2}(?:\.\d+)?(?:px|em|rem|%)?){0,3}$/],
    margin: [
      /^(?:\d{1,2}(?:\.\d+)?(?:px|em|rem|%)?|auto)(?:\s+(?:\d{1,2}(?:\.\d+)?(?:px|em|rem|%)?|auto)){0,3}$/,
    ],
    border: [border],
    "border-top": [border],
    "border-bottom": [border],
    "border-left": [border],
    "border-right": [border],
    "border-radius": [lengths],
    "border-collapse": [word],
    display: [/^(?:block|inline|inline-block|none|table|table-row|table-cell|flex)$/],
    "list-style-type": [word],
  },
};

/** What a page does with addresses in HTML of a notebook. */
export interface Addresses {
  /** A link's address as the page writes it, or undefined where it must not be followed. */
  link(href: string): string | undefined;
  /** An image's address as the page writes it, or undefined where it would leave the page. */
  image(src: string): string | undefined;
}

/** HTML of a notebook that was not run here, reduced to what formats text. */
export function safeHtml(html: string, addresses: Addresses): string {
  return sanitize(html, {
    allowedTags: text,
    allowedAttributes: {
      "*": [
        "style",
        "class",
        "title",
        "lang",
        "dir",
        "id",
        "role",
        "aria-*",
        "align",
        "valign",
        "tabindex",
      ],
      a: ["href", "name", "rel", "target"],
      img: ["src", "alt", "width", "height"],
      td: ["colspan", "rowspan", "headers"],
      th: ["colspan", "rowspan", "scope", "headers"],
      col: ["span", "width"],
      colgroup: ["span"],
      table: ["border", "cellpadding", "cellspacing", "width"],
      ol: ["start", "type", "reversed"],
      li: ["value"],
      font: ["color"],
      time: ["datetime"],
      data: ["value"],
      details: ["open"],
      progress: ["value", "max"],
      meter: ["value", "min", "max", "low", "high", "optimum"],
      "tb-slot": ["data-n"],
    },
    allowedStyles: styles,
    allowedSchemes: ["http", "https", "mailto", "data"],
    allowProtocolRelative: false,
    nestingLimit: 200,
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: withoutOurNames(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs, addresses) }),
      img: (tagName, attribs) => imageTag(tagName, attribs, addresses),
    },
  });
}

/** What a page's policy would refuse anyway: it runs, or loads from elsewhere. */
const refused = new Set([
  "script",
  "iframe",
  "frame",
  "frameset",
  "object",
  "embed",
  "applet",
  "link",
  "base",
  "meta",
  "portal",
  "noscript",
]);

/**
 * HTML of a notebook that was run here: everything stays but what the page's policy refuses (scripts,
 * frames, foreign files), with tags balanced and addresses resolved.
 */
export function balancedHtml(html: string, addresses: Addresses): string {
  const link: sanitize.Transformer = (tagName, attribs) => ({
    tagName,
    attribs: linkAttributes(attribs, addresses),
  });
  const image: sanitize.Transformer = (tagName, attribs) => imageTag(tagName, attribs, addresses);
  return sanitize(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    parseStyleAttributes: false,
    allowedSchemesAppliedToAttributes: [],
    exclusiveFilter: ({ tag, text }) =>
      refused.has(tag.toLowerCase()) ||
      !/^[\w:-]+$/.test(tag) ||
      (tag === "style" && loadsCss.test(text)),
    transformTags: {
      "*": (tagName, attribs) => ({
        tagName,
        attribs: ownAttributes(attribs, /^(?:a|img)$/i.test(tagName)),
      }),
      ...Object.fromEntries(["a", "A"].map((name) => [name, link])),
      ...Object.fromEntries(["img", "IMG"].map((name) => [name, image])),
    },
    parser: { lowerCaseTags: false, lowerCaseAttributeNames: false },
  });
}

const loadsCss = /@import|url\(\s*(?!["']?(?:#|data:))/i;

/** Attributes without handlers and without addresses that would be fetched; those of `resolved` tags are ours. */
function ownAttributes(attribs: sanitize.Attributes, resolved: boolean): sanitize.Attributes {
  const kept: sanitize.Attributes = {};
  for (const [name, value] of Object.entries(withoutOurNames(attribs))) {
    if (/^on/i.test(name) || /^(?:srcset|srcdoc|ping|background|formaction|action)$/i.test(name))
      continue;
    const ours = resolved && (name === "href" || name === "src");
    const address = /^(?:src|poster|data|(?:\w+:)?href)$/i.test(name);
    if (address && !ours && !/^(?:#|data:image\/|blob:)/i.test(value.trim())) continue;
    if (/^style$/i.test(name) && loadsCss.test(value)) continue;
    kept[name] = value;
  }
  return kept;
}

/** An id or class may not pose as one of the page's own. */
function withoutOurNames(attribs: sanitize.Attributes): sanitize.Attributes {
  const kept = { ...attribs };
  if (kept["id"] !== undefined && /^(?:tb-|__)/i.test(kept["id"])) delete kept["id"];
  if (kept["class"] !== undefined) {
    const classes = kept["class"]
      .split(/\s+/)
      .filter((name) => !/^(?:tb-|plot|diagram|visually-)/.test(name));
    kept["class"] = classes.join(" ");
  }
  if (kept["tabindex"] !== undefined && kept["tabindex"] !== "0") delete kept["tabindex"];
  return kept;
}

function linkAttributes(attribs: sanitize.Attributes, addresses: Addresses): sanitize.Attributes {
  const { href, target: _target, ...rest } = withoutOurNames(attribs);
  const address = href === undefined ? undefined : addresses.link(href);
  if (address === undefined) return rest;
  return { ...rest, href: address, rel: "noopener noreferrer" };
}

function imageTag(
  tagName: string,
  attribs: sanitize.Attributes,
  addresses: Addresses,
): sanitize.Tag {
  const { src = "", ...rest } = withoutOurNames(attribs);
  const address = addresses.image(src);
  if (address !== undefined) return { tagName, attribs: { ...rest, src: address } };
  return {
    tagName: "span",
    attribs: { class: "not-loaded" },
    text: `[image not loaded: ${rest["alt"] || src.slice(0, 200)}]`,
  };
}
