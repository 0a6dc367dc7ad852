/**
 * Where cells wait for their kernel: those that come while it is shut pass in order when it opens, or are
 * sent away. Pure: whoever makes one says when it is open and tells it to look again.
 */

/** What is known of a kernel. */
export interface KernelView {
  /** JupyterLab's word for the state of kernel, session and connection together. */
  readonly status: string;
  readonly hasKernel: boolean;
}

/**
 * Whether a cell that is run now reaches the kernel. JupyterLab drops it while no kernel is there yet, and
 * loses it in a restart. Without a kernel that will come, the cell goes on: JupyterLab asks for one.
 */
export function takesCells({ status, hasKernel }: KernelView): boolean {
  if (status === "starting") return hasKernel; // a kernel's connection keeps messages until it answers
  return status !== "initializing" && status !== "restarting" && status !== "connecting";
}

export class Gate {
  private waiting: ((passes: boolean) => void)[] = [];

  /**
   * @param isOpen asked before anybody passes
   * @param onChange told whenever the number of those who wait has changed
   */
  constructor(
    private readonly isOpen: () => boolean,
    private readonly onChange: () => void = () => undefined,
  ) {}

  /** How many wait. */
  get length(): number {
    return this.waiting.length;
  }

  /** Resolves when the caller's turn has come: with true to go on, with false when it was sent away. */
  pass(): Promise<boolean> {
    if (this.waiting.length === 0 && this.isOpen()) return Promise.resolve(true);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.onChange();
    });
  }

  /** Lets everybody pass, in the order in which they came, if it is open now. */
  look(): void {
    if (this.waiting.length > 0 && this.isOpen()) this.release(true);
  }

  /** Sends everybody away. */
  clear(): void {
    if (this.waiting.length > 0) this.release(false);
  }

  private release(passes: boolean): void {
    const released = this.waiting;
    this.waiting = [];
    for (const resolve of released) resolve(passes);
    this.onChange();
  }
}
