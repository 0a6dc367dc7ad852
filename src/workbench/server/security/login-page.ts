/**
 * The page that asks a browser for the token: one file without scripts, light and dark as the system is, in
 * the browser's language where that is Chinese. Pure text.
 */
import { escapeHtml } from "../../../base/html.js";

interface Words {
  readonly language: string;
  readonly title: string;
  readonly explanation: string;
  readonly label: string;
  readonly open: string;
  readonly wrong: string;
}

const english: Words = {
  language: "en",
  title: "Open the lab",
  explanation:
    "This lab is locked with a token. It stands in the address that <code>tidebook lab</code> printed in its terminal, after <code>?token=</code>.",
  label: "Token",
  open: "Open",
  wrong: "That is not the token of this lab. A lab that is started anew has a new one.",
};

const chinese: Words = {
  language: "zh-CN",
  title: "打开实验室",
  explanation:
    "此实验室由令牌保护。令牌在终端中 <code>tidebook lab</code> 打印的地址里，位于 <code>?token=</code> 之后。",
  label: "令牌",
  open: "打开",
  wrong: "这不是此实验室的令牌。实验室重新启动后会有新的令牌。",
};

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8888; --accent: #1a66c2; }
@media (prefers-color-scheme: dark) { :root { --accent: #6aa9f4; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(26rem, calc(100vw - 3rem)); }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
code { font-size: .9em; overflow-wrap: anywhere; }
label { display: block; margin: 1.25rem 0 .25rem; font-weight: 600; }
input, button { font: inherit; padding: .5rem .75rem; border-radius: .375rem; border: 1px solid var(--line); box-sizing: border-box; }
input { width: 100%; background: Field; color: FieldText; }
button { margin-top: 1rem; background: var(--accent); color: Canvas; border-color: transparent; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.wrong { border-left: 4px solid #d33; padding-left: .75rem; }`;

/** The page. `next` is where to go afterwards. */
export function loginPage(options: {
  readonly next: string;
  readonly isWrong: boolean;
  readonly acceptLanguage: string | undefined;
}): string {
  const words = /^\s*zh/i.test(options.acceptLanguage ?? "") ? chinese : english;
  const wrong = options.isWrong ? `<p class="wrong" role="alert">${words.wrong}</p>` : "";
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tidebook: ${words.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.explanation}</p>
${wrong}
<form method="post" action="/login">
<label for="token">${words.label}</label>
<input id="token" name="token" type="password" autocomplete="current-password" spellcheck="false" required autofocus>
<input type="hidden" name="next" value="${escapeHtml(options.next)}">
<button type="submit">${words.open}</button>
</form>
</main>
</body>
</html>
`;
}
