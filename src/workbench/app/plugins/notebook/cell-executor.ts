/**
 * How a notebook's cell is run: as JupyterLab runs it, once the kernel takes cells. Until then the cell
 * shows `[*]` and waits its turn, so that Shift+Enter on a page that is still starting is never lost. Stands
 * in for JupyterLab's own executor, which drops such cells in silence.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { ISessionContext } from "@jupyterlab/apputils";
import type { ICodeCellModel } from "@jupyterlab/cells";
import { INotebookCellExecutor, runCell } from "@jupyterlab/notebook";
import { gateOf } from "./kernel-gate.js";

type RunOptions = INotebookCellExecutor.IRunCellOptions;

/** Runs a cell when its turn has come; false where it did not run. */
async function runInTurn(options: RunOptions): Promise<boolean> {
  const { cell, sessionContext: session } = options;
  if (cell.model.type !== "code" || session === undefined || session.isTerminating)
    return runCell(options);
  const model = cell.model as ICodeCellModel;
  const turn = gateOf(session).gate.pass();
  if (gateOf(session).gate.length > 0) model.executionState = "running";
  const passes = await turn;
  if (cell.isDisposed) return false;
  if (!passes) {
    model.executionState = "idle";
    return false;
  }
  if (session.hasNoKernel || searches.has(session)) await findKernel(session, options);
  if (cell.isDisposed) return false;
  // Still none: JupyterLab would ask once for every cell.
  if (session.hasNoKernel) {
    model.sharedModel.transact(() => model.clearExecution());
    return true;
  }
  return runCell(options);
}

const searches = new WeakMap<ISessionContext, Promise<void>>();

/** Starts a kernel or asks for one, once for all the cells that need it. */
function findKernel(session: ISessionContext, { sessionDialogs }: RunOptions): Promise<void> {
  let search = searches.get(session);
  if (search === undefined) {
    search = (async () => {
      const mustAsk = await session.startKernel();
      if (mustAsk && sessionDialogs !== undefined) await sessionDialogs.selectKernel(session);
    })()
      .catch(() => undefined) // the session has said so in a dialog
      .finally(() => searches.delete(session));
    searches.set(session, search);
  }
  return search;
}

export const cellExecutor: JupyterFrontEndPlugin<INotebookCellExecutor> = {
  id: "tidebook:cell-executor",
  description: "Runs cells when the kernel takes them.",
  autoStart: true,
  provides: INotebookCellExecutor,
  activate: () => Object.freeze({ runCell: runInTurn }),
};
