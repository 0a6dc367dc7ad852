import { expect, test } from "vitest";
import { link, table } from "../../src/index.js";

test("a link in a table leads somewhere in HTML and is its text elsewhere", () => {
  const rows = [{ proof: link({ en: "see", zh: "见" }, "04-word2vec.ipynb#a-b"), n: 1 }];
  const picture = table(rows);
  expect(picture["text/html"]).toContain(
    '<td style="text-align:left"><a href="04-word2vec.ipynb#a-b">see</a></td>',
  );
  expect(picture["text/plain"]).toBe("proof  n\n─────  ─\nsee    1");
  expect(table(rows, { language: "zh" })["text/html"]).toContain(">见</a>");
});

test("text and address of a link are escaped", () => {
  const picture = table([{ proof: link("<b>", 'https://example.org/?a=1&b="2"') }]);
  expect(picture["text/html"]).toContain(
    '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">&lt;b&gt;</a>',
  );
});

test.each([
  "javascript:alert(1)",
  "../secret.ipynb",
  "a/../../b",
  "data:text/html,x",
  "",
  "/etc/x",
])("a link to %j is refused", (address) => {
  expect(() => link("x", address)).toThrow(
    `address of a link: "${address}"; expected https://…, mailto:…, #a-heading, or a file beside the notebook`,
  );
});

test("a link without a text is refused", () => {
  expect(() => link(" ", "#a")).toThrow('text of a link: " "; expected one that is not empty');
});
