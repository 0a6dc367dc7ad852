/**
 * The mark in a notebook's toolbar that says whether its kernel is ready, and how many cells wait for it.
 * Beside JupyterLab's own circle, which says the same in colours alone.
 */
import type { ISessionContext } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import { Widget } from "@lumino/widgets";
import { gateOf, type KernelGate } from "./kernel-gate.js";
import { toReadiness, type Readiness } from "./readiness.js";

export class KernelMark extends Widget {
  private readonly word = document.createElement("span");
  private readonly waiting = document.createElement("span");
  private readonly kernelGate: KernelGate;

  constructor(
    private readonly session: ISessionContext,
    private readonly trans: TranslationBundle,
  ) {
    super();
    this.addClass("tb-KernelMark");
    this.node.setAttribute("role", "status");
    const dot = document.createElement("span");
    dot.className = "tb-KernelMark-dot";
    this.word.className = "tb-KernelMark-word";
    this.waiting.className = "tb-KernelMark-waiting";
    this.node.append(dot, this.word, this.waiting);
    this.kernelGate = gateOf(session);
    this.kernelGate.changed.connect(this.refresh, this);
    session.statusChanged.connect(this.refresh, this);
    session.connectionStatusChanged.connect(this.refresh, this);
    session.kernelChanged.connect(this.refresh, this);
    this.refresh();
  }

  private refresh(): void {
    if (this.isDisposed || this.session.isDisposed) return;
    const { trans } = this;
    const { kernelDisplayStatus, hasNoKernel, kernelPreference } = this.session;
    const readiness = toReadiness(kernelDisplayStatus, hasNoKernel, kernelPreference);
    const count = this.kernelGate.gate.length;
    this.node.dataset["readiness"] = readiness;
    this.word.textContent = this.wordFor(readiness);
    this.waiting.textContent =
      count === 0 ? "" : trans._n("%1 cell waits", "%1 cells wait", count, count);
    this.node.title =
      count === 0
        ? trans.__("Kernel: %1", this.wordFor(readiness))
        : trans.__("These cells run, in order, as soon as the kernel is ready.");
  }

  private wordFor(readiness: Readiness): string {
    const { trans } = this;
    switch (readiness) {
      case "starting":
        return trans.__("Starting…");
      case "ready":
        return trans.__("Ready");
      case "running":
        return trans.__("Running");
      case "restarting":
        return trans.__("Restarting…");
      case "connecting":
        return trans.__("Connecting…");
      case "disconnected":
        return trans.__("Disconnected");
      case "stopped":
        return trans.__("Stopped");
      case "on-demand":
        return trans.__("Starts with a cell");
      case "none":
        return trans.__("No kernel");
    }
  }
}
