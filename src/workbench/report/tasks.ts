/**
 * GitHub's task lists in Markdown: an item that starts with `[ ]` or `[x]` gets a checkbox that cannot be
 * changed. A core rule of the parser, after its inline rules.
 */
import type { MarkdownIt } from "markdown-it";

/** Teaches a Markdown parser task lists. */
export function addTasks(markdown: MarkdownIt): void {
  markdown.core.ruler.after("inline", "tasks", (state) => {
    state.tokens.forEach((token, index) => {
      const item = state.tokens[index - 2];
      const first = token.children?.[0];
      if (token.type !== "inline" || item?.type !== "list_item_open" || first?.type !== "text")
        return;
      const mark = /^\[([ xX])\](?:\s+|$)/.exec(first.content);
      if (mark === null) return;
      item.attrJoin("class", "task");
      first.content = first.content.slice(mark[0].length);
      const box = new state.Token("task_box", "span", 0);
      box.meta = { done: mark[1] !== " " };
      token.children?.unshift(box);
    });
  });
  markdown.renderer.rules["task_box"] = (tokens, index) => {
    const done = (tokens[index]?.meta as { done: boolean }).done;
    return `<span class="task-box" role="img" aria-label="${done ? "done" : "open"}">${done ? "☑" : "☐"}</span> `;
  };
}
