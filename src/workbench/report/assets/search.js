// The search within the report: builds its index from the entries in this file when the reader first asks,
// and lists sections as they type. Chinese, Japanese and Korean text is cut into pairs of characters.
(() => {
  "use strict";
  const query = document.getElementById("tb-query");
  const list = document.getElementById("tb-results");
  const east = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;
  const tokenize = (text) => {
    const tokens = text.replace(east, " ").match(/[\p{L}\p{N}_]+/gu) ?? [];
    for (const [run] of text.matchAll(east)) {
      const letters = [...run];
      if (letters.length === 1) tokens.push(run);
      for (let place = 0; place + 1 < letters.length; place++)
        tokens.push(letters[place] + letters[place + 1]);
    }
    return tokens;
  };
  const index = new MiniSearch({
    fields: ["title", "text", "page"],
    storeFields: ["title", "page", "href", "text"],
    tokenize,
    searchOptions: {
      boost: { title: 4, page: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
      tokenize,
    },
  });
  index.addAll(globalThis.tidebookSearchEntries.map((entry, id) => ({ id, ...entry })));

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const excerpt = (text, terms) => {
    const lower = text.toLowerCase();
    const found = terms
      .map((term) => lower.indexOf(term.toLowerCase()))
      .filter((place) => place >= 0);
    const start = Math.max(0, (found.length ? Math.min(...found) : 0) - 50);
    const cut =
      (start > 0 ? "…" : "") +
      text.slice(start, start + 150) +
      (text.length > start + 150 ? "…" : "");
    const box = element("span", "result-text");
    const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const parts = escaped.length ? cut.split(new RegExp(`(${escaped.join("|")})`, "gi")) : [cut];
    parts.forEach((part, place) => box.append(place % 2 ? element("mark", "", part) : part));
    return box;
  };
  const show = () => {
    const words = query.value.trim();
    list.replaceChildren();
    list.hidden = words === "";
    if (words === "") return;
    let hits = index.search(words);
    if (hits.length === 0) hits = index.search(words, { combineWith: "OR" });
    hits = hits.slice(0, 12);
    tidebook.say(hits.length === 0 ? "Nothing found" : `${hits.length} sections found`);
    if (hits.length === 0) list.append(element("p", "", `Nothing found for “${words}”.`));
    for (const hit of hits) {
      const link = element("a", "");
      link.href = hit.href;
      link.append(element("span", "result-title", hit.title));
      if (hit.page !== hit.title) link.append(element("span", "result-page", hit.page));
      link.append(excerpt(hit.text, [...new Set([...Object.keys(hit.match), words])]));
      link.addEventListener("click", () => {
        list.hidden = true;
      });
      list.append(link);
    }
  };
  query.addEventListener("input", show);
  query.addEventListener("focus", show);
  const move = (step) => {
    const links = [...list.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement) + step;
    if (place < 0) query.focus();
    else links[Math.min(place, links.length - 1)]?.focus();
  };
  document.getElementById("tb-search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      move(1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      move(-1);
    } else if (event.key === "Escape") {
      list.hidden = true;
      query.focus();
      list.hidden = true;
    } else if (event.key === "Enter" && event.target === query) list.querySelector("a")?.click();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#tb-search")) list.hidden = true;
  });
  if (query.value) show();
})();
