/**
 * All kernels of a lab: starts them (from the warm one where it fits), finds, restarts and ends them, and
 * owns what they share: the queue of starts, the pool, the culling, the WebSockets. None outlives it.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";
import { startCulling, type CullOptions } from "./culling.js";
import { Kernel, type KernelModel } from "./kernel.js";
import { Launcher, type LauncherOptions } from "./launcher.js";
import { defaultRateLimits, type RateLimits } from "./rate-limit.js";
import { Specs } from "./specs.js";
import { Channels, type ChannelsOptions } from "./websocket.js";
import { workingFolder } from "./working-folder.js";

export interface KernelsOptions
  extends ChannelsOptions, Pick<LauncherOptions, "startupTimeoutMs" | "startsAtOnce" | "env"> {
  /** The served folder. */
  readonly root: string;
  /** The kernel of those who name none. Default: ours. */
  readonly defaultKernel?: string;
  readonly jupyterPath?: readonly string[];
  /** Keeps a warm kernel. Default true. */
  readonly warm?: boolean;
  readonly culling?: CullOptions;
  /** How often in a row a kernel that died is started again. Default 5, as in Jupyter. */
  readonly restartLimit?: number;
  readonly rateLimits?: RateLimits;
  /** How long kernels have to end by themselves. Default 3 s. */
  readonly politeMs?: number;
  readonly log?: (line: string) => void;
}

export interface StartRequest {
  readonly name?: string | undefined;
  /** The working directory, or a file in it, below the root. */
  readonly path?: string | undefined;
  /** An id that the client chose. */
  readonly id?: string | undefined;
  /** The notebook's name, which its kernel finds with its path in JPY_SESSION_NAME. */
  readonly sessionName?: string | undefined;
}

/** A start that takes longer is answered before it is over: the page's sockets wait. */
const launchMs = 1000;
/** How long the reason of a kernel that is dead for good can be asked for. */
const deadMs = 30_000;
/** How long after its end a kernel's pages have to close their sockets themselves. */
const lingerMs = 1000;

export class Kernels {
  readonly channels: Channels;
  readonly specs: Specs;
  readonly #options: KernelsOptions;
  readonly #kernels = new Map<string, Kernel>();
  readonly #launcher: Launcher;
  readonly #stopCulling: () => void;
  #closed: Promise<void> | undefined;

  constructor(options: KernelsOptions) {
    this.#options = options;
    this.specs = new Specs(options.defaultKernel, options.jupyterPath);
    this.channels = new Channels((id) => this.#kernels.get(id), options);
    this.#launcher = new Launcher({
      ...options,
      log: this.#log,
      isBusy: () => [...this.#kernels.values()].some(({ activity }) => activity.state === "busy"),
    });
    const { culling = { idleMs: 0 } } = options;
    this.#stopCulling = startCulling(culling, () => this.#kernels.values(), this.#cull);
    if (options.warm !== false) void this.#warm();
  }

  /** How many kernels run; the warm one is nobody's and does not count. */
  get count(): number {
    return this.#kernels.size;
  }

  /** The warm kernel's process, for tests and measurements. */
  get warmPid(): number | undefined {
    return this.#launcher.warmPid;
  }

  list(): KernelModel[] {
    return [...this.#kernels.values()].map((kernel) => kernel.model);
  }

  has(id: string): boolean {
    return this.#kernels.has(id);
  }

  /** @throws HttpError 404 */
  get(id: string): Kernel {
    const kernel = this.#kernels.get(id);
    if (kernel === undefined) throw new HttpError(404, `kernel does not exist: ${id.slice(0, 80)}`);
    return kernel;
  }

  /**
   * Starts a kernel. Resolves when its process is there, or is still waited for; whether it gets ready is
   * seen on its channels.
   * @throws HttpError 400 for a bad id or path, 501 for an unknown kernel, 500 where it cannot start
   */
  async start(request: StartRequest = {}): Promise<Kernel> {
    const id = request.id ?? randomUUID();
    const there = this.#kernels.get(id);
    if (there !== undefined) return there;
    if (!/^[\w-]{1,100}$/.test(id))
      throw new HttpError(400, `kernel id: ${quote(id)}; expected letters, digits, "-" and "_"`);
    const spec = await this.specs.find(request.name);
    const cwd = await workingFolder(this.#options.root, request.path ?? "");
    if (this.#closed !== undefined) throw new HttpError(503, "the server is ending");
    const again = this.#kernels.get(id);
    if (again !== undefined) return again;
    const file = request.sessionName?.split(/[/\\]/).at(-1);
    const session = file === undefined || file === "" ? undefined : join(cwd, file);
    const kernel = new Kernel({
      id,
      name: spec.name,
      launch: () => this.#launcher.launch(spec, cwd, session ?? request.path),
      rateLimits: this.#options.rateLimits ?? defaultRateLimits,
      restartLimit: this.#options.restartLimit ?? 5,
      log: this.#log,
      onDead: () => this.#buryLater(id),
    });
    this.#kernels.set(id, kernel);
    await this.#launched(kernel);
    return kernel;
  }

  interrupt(id: string): void {
    this.get(id).interrupt();
  }

  restart(id: string): Promise<void> {
    return this.get(id).restart();
  }

  /** Ends a kernel; resolves when its process is gone. */
  async shutdown(id: string): Promise<void> {
    const kernel = this.get(id);
    this.#kernels.delete(id);
    await kernel.shutdown(this.#politeMs);
    const close = () => kernel.audience.closeAll(1000, "the kernel was shut down");
    setTimeout(close, lingerMs).unref();
  }

  /** Ends everything. Resolves when no process is left; may be called again. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      this.#stopCulling();
      this.channels.close();
      const kernels = [...this.#kernels.values()];
      this.#kernels.clear();
      await Promise.all([
        this.#launcher.close(),
        ...kernels.map((kernel) => kernel.shutdown(this.#politeMs)),
      ]);
    })();
    return this.#closed;
  }

  get #politeMs(): number {
    return this.#options.politeMs ?? 3000;
  }

  readonly #log = (line: string): void => this.#options.log?.(line);

  async #warm(): Promise<void> {
    try {
      const own = await this.specs.own();
      const cwd = await workingFolder(this.#options.root, "");
      if (this.#closed === undefined) this.#launcher.keepWarm(own, cwd);
    } catch (error) {
      this.#log(`warm kernel: ${String(error)}`);
    }
  }

  /** Waits a moment for the process; a kernel that cannot have one is not kept. */
  async #launched(kernel: Kernel): Promise<void> {
    const soon = new Promise<void>((resolve) => setTimeout(resolve, launchMs).unref());
    try {
      await Promise.race([kernel.run.launched, soon]);
    } catch (cause) {
      this.#kernels.delete(kernel.id);
      if (this.#closed !== undefined) throw new HttpError(503, "the server is ending");
      throw new HttpError(500, (cause as Error).message, "kernel could not start", { cause });
    }
  }

  readonly #cull = (kernel: Kernel): void => {
    this.#log(`kernel ${kernel.id}: idle too long, ended`);
    void this.shutdown(kernel.id).catch(() => {});
  };

  /** Its reason can be asked for a while; then a kernel that is still dead is forgotten. */
  #buryLater(id: string): void {
    const kernel = this.#kernels.get(id);
    setTimeout(() => {
      if (kernel?.isDead === true && this.#kernels.get(id) === kernel) this.#kernels.delete(id);
    }, deadMs).unref();
  }
}
