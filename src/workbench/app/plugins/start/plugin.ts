/**
 * The start page as JupyterLab's launcher: it opens when nothing else is, and by the "+" of a tab bar. Below
 * the course stand the launcher's cards, which other plugins fill. In a workspace that was never used, the
 * course's front notebook opens before it. Stands in for JupyterLab's own launcher, under whose command and
 * service it answers.
 */
import {
  ILabShell,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import { ICommandPalette, MainAreaWidget } from "@jupyterlab/apputils";
import { PageConfig } from "@jupyterlab/coreutils";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { ILauncher, Launcher, LauncherModel } from "@jupyterlab/launcher";
import { ITranslator } from "@jupyterlab/translation";
import { addIcon } from "@jupyterlab/ui-components";
import { Panel, type Widget } from "@lumino/widgets";
import { markIcon } from "../mark.js";
import { Course } from "./course.js";
import { StartPage } from "./start-page.js";
import "./start.css";

const createId = "launcher:create";
const pageClass = "tb-Start-page";
let count = 0;

interface Services {
  readonly app: JupyterFrontEnd;
  readonly translator: ITranslator;
  readonly model: LauncherModel;
  readonly course: Course;
  readonly browser: IDefaultFileBrowser | null;
}

/** A start page with the launcher's cards below it, in a widget of the main area. */
function makePage(services: Services, folder: string): MainAreaWidget<Panel> {
  const { app, translator, model, course, browser } = services;
  const { commands, shell, serviceManager } = app;
  const trans = translator.load("tidebook");
  const content = new Panel();
  content.addClass("tb-Start-scroll");
  const main = new MainAreaWidget({ content });
  main.id = `launcher-${count++}`;
  main.addClass(pageClass);
  main.title.icon = markIcon;
  main.title.label = trans.__("Start");

  const start = new StartPage(
    {
      addressOf: (path) => PageConfig.getUrl({ mode: "multiple-document", treePath: path }),
      open: async (path) => {
        await commands.execute("docmanager:open", { path, options: { ref: main.id } });
        main.dispose();
      },
      create: async () => {
        await serviceManager.kernelspecs.ready;
        const kernelName = serviceManager.kernelspecs.specs?.default;
        await commands.execute("notebook:create-new", { cwd: launcher.cwd, kernelName });
        main.dispose();
      },
      read: (onLessons) => course.read(onLessons),
    },
    trans,
  );
  const launcher = new Launcher({
    model,
    cwd: folder,
    commands,
    translator,
    callback: (item: Widget) => {
      if ([...shell.widgets("main")].includes(item)) {
        shell.add(item, "main", { ref: main.id });
        main.dispose();
      }
    },
  });
  launcher.model = model;
  content.addWidget(start);
  content.addWidget(launcher);

  const changed = () => {
    if (main.isVisible) start.refreshSoon();
  };
  serviceManager.contents.fileChanged.connect(changed);
  const moved = ({ path }: { readonly path: string }) => {
    launcher.cwd = path;
  };
  browser?.model.pathChanged.connect(moved);
  main.disposed.connect(() => {
    serviceManager.contents.fileChanged.disconnect(changed);
    browser?.model.pathChanged.disconnect(moved);
  });
  return main;
}

/**
 * What is seen is what is in front. The page is not restored: where it was in front, the layout shows its
 * first document, while JupyterLab takes the last one that it added for the current one.
 */
function agree(shell: ILabShell): void {
  if (shell.currentWidget?.isVisible !== false) return;
  const seen = [...shell.widgets("main")].find(({ isVisible }) => isVisible);
  if (seen !== undefined) shell.activateById(seen.id);
}

/** Runs cells as soon as one is run, but starts nothing to be looked at: the warm kernel stays warm. */
const kernelPreference = { shouldStart: false, autoStartDefault: true };

/** Opens the course's front notebook in front of the start page, where nobody opened anything else. */
async function openFront({ commands, shell }: JupyterFrontEnd, course: Course): Promise<void> {
  const pageAlone = () => {
    const [first, ...others] = shell.widgets("main");
    return others.length === 0 && first?.hasClass(pageClass) === true ? first : undefined;
  };
  if (pageAlone() === undefined) return;
  const path = await course.front().catch(() => undefined); // the page says what cannot be read
  const page = pageAlone();
  if (path === undefined || page === undefined) return;
  const options = { ref: page.id };
  await commands.execute("docmanager:open", { path, options, kernelPreference });
}

/** Opens the page whenever the main area is empty; it can be closed only beside something else. */
function keepOpen(
  app: JupyterFrontEnd,
  shell: ILabShell,
  course: Course,
  restored: Promise<unknown>,
): void {
  void Promise.all([shell.restored, restored]).then(([{ fresh }]) => {
    let untouched = fresh === true && PageConfig.getOption("treePath") === "";
    const look = async () => {
      const first = untouched;
      untouched = false;
      if (shell.isEmpty("main")) await app.commands.execute(createId);
      if (first) await openFront(app, course);
    };
    shell.layoutModified.connect(() => void look());
    agree(shell);
    if (!shell.isEmpty("main")) void look(); // the file browser asks for a page as well
  });
  shell.addButtonEnabled = true;
  shell.addRequested.connect((_, bar) => {
    const ref = bar.currentTitle?.owner.id ?? bar.titles.at(-1)?.owner.id;
    void app.commands.execute(createId, { ...(ref !== undefined && { ref }) });
  });
}

export const start: JupyterFrontEndPlugin<ILauncher> = {
  id: "tidebook:start",
  description: "The page that lists the course's notebooks, with the launcher.",
  autoStart: true,
  requires: [ITranslator],
  optional: [ILabShell, ICommandPalette, IDefaultFileBrowser],
  provides: ILauncher,
  activate: (
    app,
    translator: ITranslator,
    labShell: ILabShell | null,
    palette: ICommandPalette | null,
    browser: IDefaultFileBrowser | null,
  ) => {
    const { commands, shell, serviceManager } = app;
    const trans = translator.load("tidebook");
    const model = new LauncherModel();
    const course = new Course(serviceManager.contents);
    const services = { app, translator, model, course, browser };
    commands.addCommand(createId, {
      label: trans.__("Start page"),
      icon: (args) => (args["toolbar"] === true ? addIcon : undefined),
      execute: (args) => {
        const folder = args["cwd"] ?? browser?.model.path ?? "";
        const main = makePage(services, String(folder));
        main.title.closable = [...shell.widgets("main")].length > 0;
        shell.add(main, "main", {
          ...(args["activate"] !== undefined && { activate: args["activate"] === true }),
          ...(typeof args["ref"] === "string" && { ref: args["ref"] }),
        });
        labShell?.layoutModified.connect(() => {
          main.title.closable = [...labShell.widgets("main")].length > 1;
        }, main);
        return main;
      },
    });
    palette?.addItem({ command: createId, category: trans.__("Tidebook") });
    if (labShell !== null)
      keepOpen(app, labShell, course, Promise.all([app.restored, browser?.model.restored]));
    return model;
  },
};
