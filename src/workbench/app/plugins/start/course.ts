/**
 * The notebooks of the served folder, read through the contents interface: the folder itself or, where it
 * has none, its folder `notebooks`. Names come first and what the notebooks say of themselves after it; a
 * notebook that has not changed is not read again, whoever asks.
 */
import type { Contents } from "@jupyterlab/services";
import { inCourseOrder, readLesson, unread, type Lesson } from "../../../document/lesson.js";

/** Larger ones are full of outputs and would be slow to read for a heading. */
const readableBytes = 4_000_000;
const readAtOnce = 4;

interface Known {
  readonly modified: string;
  /** Settled or not: two who ask at once read a file once. */
  readonly reading: Promise<Lesson>;
  lesson?: Lesson;
}

export class Course {
  private readonly known = new Map<string, Known>();

  constructor(private readonly contents: Contents.IManager) {}

  /**
   * Reads the folder.
   *
   * @param onLessons called with all notebooks each time more is known of them
   */
  async read(onLessons: (lessons: readonly Lesson[]) => void): Promise<void> {
    const files = await this.list();
    for (const path of this.known.keys())
      if (!files.some((file) => file.path === path)) this.known.delete(path);
    const lessons = files.map((file) => this.lessonOf(file) ?? unread(file.path));
    onLessons(lessons);
    const todo = files
      .map((file, i) => ({ file, i }))
      .filter(({ file }) => this.lessonOf(file) === undefined);
    const next = async (): Promise<void> => {
      for (let task = todo.shift(); task !== undefined; task = todo.shift())
        lessons[task.i] = await this.readOnce(task.file);
    };
    if (todo.length === 0) return;
    await Promise.all(Array.from({ length: readAtOnce }, next));
    onLessons(lessons);
  }

  /** The notebook that opens the course, as its path, where one says that it does. */
  async front(): Promise<string | undefined> {
    let known: readonly Lesson[] = [];
    await this.read((lessons) => (known = lessons));
    const [first] = inCourseOrder(known);
    return first?.front === true ? first.path : undefined;
  }

  private lessonOf({ path, last_modified }: Contents.IModel): Lesson | undefined {
    const known = this.known.get(path);
    return known?.modified === last_modified ? known.lesson : undefined;
  }

  private readOnce(file: Contents.IModel): Promise<Lesson> {
    const before = this.known.get(file.path);
    if (before?.modified === file.last_modified) return before.reading;
    const known: Known = { modified: file.last_modified, reading: this.readFile(file) };
    this.known.set(file.path, known);
    void known.reading.then((lesson) => (known.lesson = lesson));
    return known.reading;
  }

  private async list(): Promise<readonly Contents.IModel[]> {
    const notebooksIn = async (folder: string) => {
      const { content } = await this.contents.get(folder, { content: true });
      const items = content as Contents.IModel[];
      return { items, notebooks: items.filter(({ type }) => type === "notebook") };
    };
    const { items, notebooks } = await notebooksIn("");
    const folder = items.find(({ type, name }) => type === "directory" && name === "notebooks");
    if (notebooks.length > 0 || folder === undefined) return notebooks;
    return (await notebooksIn(folder.path)).notebooks;
  }

  private async readFile(file: Contents.IModel): Promise<Lesson> {
    let lesson = unread(file.path);
    if ((file.size ?? 0) <= readableBytes) {
      try {
        // As text: whether it is a sound notebook is no matter here.
        const { content } = await this.contents.get(file.path, {
          type: "file",
          format: "text",
          content: true,
        });
        lesson = readLesson(file.path, JSON.parse(String(content)) as unknown);
      } catch {
        // No notebook inside, or gone: opening it says what is wrong.
      }
    }
    return lesson;
  }
}
