/**
 * The start page: the course's notebooks in order, each a link with minutes and promise, then the other
 * notebooks of the folder, and a button for a new one. Links open in the lab; with Ctrl or the middle button
 * they open in a tab of the browser, as links do.
 */
import type { TranslationBundle } from "@jupyterlab/translation";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { inCourseOrder, isLesson, numberedTitle, type Lesson } from "../../../document/lesson.js";

/** What the page can ask for. */
export interface StartActions {
  /** A notebook's address in a tab of its own. */
  addressOf(path: string): string;
  open(path: string): Promise<unknown>;
  create(): Promise<unknown>;
  /** Reads the folder; calls back each time more is known. */
  read(onLessons: (lessons: readonly Lesson[]) => void): Promise<void>;
}

type Child = string | Node;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export class StartPage extends Widget {
  private readonly lists = element("div", "tb-Start-lists");
  private shown = "";
  private reading = 0;
  private soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly actions: StartActions,
    private readonly trans: TranslationBundle,
  ) {
    super();
    this.addClass("tb-Start");
    const create = element(
      "button",
      "tb-Start-new jp-mod-styled jp-mod-accept",
      trans.__("New notebook"),
    );
    create.type = "button";
    create.addEventListener("click", () => {
      create.disabled = true;
      void actions.create().finally(() => (create.disabled = false));
    });
    this.lists.setAttribute("aria-live", "polite");
    this.node.append(
      element(
        "header",
        "tb-Start-header",
        element("h1", "tb-Start-title", trans.__("Start")),
        create,
      ),
      this.lists,
    );
  }

  /** Reads the folder again and shows what it holds. */
  private async refresh(): Promise<void> {
    const reading = ++this.reading;
    try {
      await this.actions.read((lessons) => {
        if (reading === this.reading && !this.isDisposed) this.list(lessons);
      });
    } catch (error) {
      if (reading !== this.reading || this.isDisposed) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.shown = "";
      this.lists.replaceChildren(
        element("p", "tb-Start-note", this.trans.__("The folder could not be read: %1", reason)),
      );
    }
  }

  /** Reads the folder again in a moment, once for all who ask meanwhile. */
  refreshSoon(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.refresh(), 20);
  }

  protected override onAfterShow(_: Message): void {
    this.refreshSoon();
  }

  protected override onAfterAttach(_: Message): void {
    this.refreshSoon();
  }

  protected override onBeforeDetach(_: Message): void {
    clearTimeout(this.soon);
  }

  private list(all: readonly Lesson[]): void {
    const lessons = inCourseOrder(all);
    const shown = JSON.stringify(lessons);
    if (shown === this.shown) return;
    this.shown = shown;
    const { trans } = this;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["path"];
    const course = lessons.filter(isLesson);
    const others = lessons.filter((lesson) => !isLesson(lesson));
    this.lists.replaceChildren();
    if (course.length > 0) this.lists.append(this.section(trans.__("The course"), course));
    if (others.length > 0)
      this.lists.append(
        this.section(
          course.length > 0 ? trans.__("Other notebooks") : trans.__("Notebooks"),
          others,
        ),
      );
    if (all.length === 0)
      this.lists.append(
        element("p", "tb-Start-note", trans.__("There are no notebooks in this folder yet.")),
      );
    if (focused !== undefined)
      this.lists.querySelector<HTMLElement>(`a[data-path=${JSON.stringify(focused)}]`)?.focus();
  }

  private section(title: string, lessons: readonly Lesson[]): HTMLElement {
    const items = lessons.map((lesson) => element("li", "tb-Start-item", this.link(lesson)));
    return element(
      "section",
      "tb-Start-section",
      element("h2", "tb-Start-heading", title),
      element("ol", "tb-Start-list", ...items),
    );
  }

  private link(lesson: Lesson): HTMLElement {
    const { trans } = this;
    const { path, minutes, teaches } = lesson;
    const { number, name } = numberedTitle(lesson);
    const link = element(
      "a",
      "tb-Start-link",
      element("span", "tb-Start-number", number),
      element("span", "tb-Start-name", name),
    );
    link.href = this.actions.addressOf(path);
    link.title = path;
    link.dataset["path"] = path;
    if (minutes !== undefined)
      link.append(
        element("span", "tb-Start-minutes", trans._n("%1 minute", "%1 minutes", minutes, minutes)),
      );
    if (teaches !== undefined) link.append(element("span", "tb-Start-teaches", teaches));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0)
        return;
      event.preventDefault();
      void this.actions.open(path);
    });
    return link;
  }
}
