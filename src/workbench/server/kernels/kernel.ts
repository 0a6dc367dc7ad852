/**
 * One live kernel as pages know it: an id that outlives restarts, what it is doing, who hears it. Its runs
 * come and go below: the first, those after a person's restart, those after a crash (which pages are told
 * with the status `restarting`; after a person's restart never, or they would take it for a crash).
 */
import { HttpError } from "../http-error.js";
import { Activity } from "./activity.js";
import { Audience } from "./audience.js";
import { noticeContent, RateLimit, type RateLimits } from "./rate-limit.js";
import type { Relayed } from "./relayed.js";
import { RestartPolicy } from "./restart-policy.js";
import type { KernelRun } from "./run.js";

/** As Jupyter's REST API shows a kernel. */
export interface KernelModel {
  readonly id: string;
  readonly name: string;
  readonly last_activity: string;
  readonly execution_state: string;
  readonly connections: number;
  /** Why it is dead. */
  readonly reason?: string;
}

export interface KernelParts {
  readonly id: string;
  readonly name: string;
  /** Makes the next run. */
  readonly launch: () => KernelRun;
  readonly rateLimits: RateLimits;
  readonly restartLimit: number;
  readonly log: (line: string) => void;
  /** The kernel is dead and nothing brings it back by itself. */
  readonly onDead: () => void;
}

const restartPoliteMs = 2000;
/** What pages sent before the kernel was ready; more is a page gone wild. */
const mostWaiting = 5000;
const mostWaitingBytes = 64 * 1024 * 1024;

export class Kernel {
  readonly audience = new Audience();
  readonly activity = new Activity();
  readonly #parts: KernelParts;
  readonly #policy: RestartPolicy;
  readonly #rate: RateLimit;
  #run: KernelRun;
  /** The run that a restart ends: its end is no crash. */
  #stopping: KernelRun | undefined;
  #waiting: Relayed[] = [];
  #waitingBytes = 0;
  #restarting: Promise<void> | undefined;
  #reason: string | undefined;
  #over = false;

  constructor(parts: KernelParts) {
    this.#parts = parts;
    this.#policy = new RestartPolicy(parts.restartLimit);
    this.#rate = new RateLimit(parts.rateLimits);
    this.#run = this.#attach(parts.launch());
  }

  get id(): string {
    return this.#parts.id;
  }

  get run(): KernelRun {
    return this.#run;
  }

  get isDead(): boolean {
    return this.activity.state === "dead";
  }

  get model(): KernelModel {
    const { id, name } = this.#parts;
    return {
      id,
      name,
      last_activity: new Date(this.activity.lastActivityMs).toISOString(),
      execution_state: this.activity.state,
      connections: this.audience.size,
      ...(this.#reason !== undefined && { reason: this.#reason }),
    };
  }

  /** Takes a page's message to the kernel, now or when it is ready; false where there is no room left. */
  send(message: Relayed, session: string): boolean {
    this.audience.asked(message.header.msg_id, session);
    if (this.#run.isReady && this.#run !== this.#stopping) {
      this.#pass(message);
      return true;
    }
    if (this.isDead) return true;
    if (this.#waiting.length >= mostWaiting) return false;
    if (this.#waitingBytes + message.size > mostWaitingBytes) return false;
    this.#waiting.push(message);
    this.#waitingBytes += message.size;
    return true;
  }

  /** @throws HttpError where the kernel cannot be interrupted */
  interrupt(): void {
    if (this.#run.spec.interrupt_mode !== "message" && process.platform === "win32")
      throw new HttpError(
        501,
        `interrupt: kernel "${this.#parts.name}" takes a signal; expected one that takes messages on Windows; restart it instead`,
      );
    this.activity.touch();
    this.#run.interrupt();
  }

  /**
   * Ends the run and starts another under the same id; resolves when that is ready.
   * @throws HttpError where the new run never gets ready
   */
  restart(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => (this.#restarting = undefined));
    return this.#restarting;
  }

  /** Ends the kernel. Its pages are not told: those who ended it know, the others ask. */
  async shutdown(politeMs: number): Promise<void> {
    this.#over = true;
    this.#drop();
    await this.#run.stop(politeMs);
    this.activity.state = "dead";
  }

  async #restart(): Promise<void> {
    const old = this.#run;
    this.activity.state = "starting";
    this.activity.touch();
    this.#reason = undefined;
    this.#drop();
    old.take = () => {};
    this.#stopping = old;
    await old.stop(restartPoliteMs, true);
    this.audience.forget();
    this.#rate.reset();
    if (this.#over) throw new HttpError(404, `kernel does not exist: ${this.id}`);
    this.#policy.started(true);
    const run = this.#attach(this.#parts.launch());
    this.#run = run;
    await run.ready.catch((error: unknown) => {
      throw new HttpError(500, `restart: ${text(error)}`, null, { cause: error });
    });
  }

  #attach(run: KernelRun): KernelRun {
    run.take = (message) => this.#hear(message);
    const isCurrent = () => run === this.#run && run !== this.#stopping && !this.#over;
    run.ready.then(
      () => {
        if (!isCurrent()) return;
        if (this.activity.state !== "busy") this.activity.state = "idle";
        this.#policy.started();
        const waiting = this.#waiting;
        this.#drop();
        for (const message of waiting) this.#pass(message);
      },
      (error: unknown) => isCurrent() && this.#neverReady(text(error)),
    );
    void run.ended.then((words) => isCurrent() && this.#died(words));
    return run;
  }

  #hear(message: Relayed): void | Promise<void> {
    if (message.channel !== "iopub") {
      this.activity.touch();
      return this.audience.hear(message);
    }
    if (this.activity.hear(message)) this.#rate.reset();
    const { pass, notice } = this.#rate.judge(message);
    if (notice !== undefined) this.audience.say("stream", noticeContent(notice), message.parent);
    if (pass) return this.audience.hear(message);
  }

  #pass(message: Relayed): void {
    if (message.header.msg_type === "execute_request") this.activity.touch();
    this.#run.send(message.channel as "shell" | "control" | "stdin", message.parts);
  }

  #drop(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #died(words: string): void {
    this.#rate.reset();
    if (!this.#policy.died()) return this.#giveUp(words);
    this.#parts.log(`${words}; it is started again`);
    this.activity.state = "autorestarting";
    this.activity.touch();
    this.audience.say("status", { execution_state: "restarting" });
    this.#run = this.#attach(this.#parts.launch());
  }

  /** A run ended on its way: after a crash another is tried, otherwise the reason goes to whoever asks. */
  #neverReady(words: string): void {
    if (this.activity.state === "autorestarting") {
      if (!this.#policy.died()) return this.#giveUp(words);
      this.#run = this.#attach(this.#parts.launch());
      return;
    }
    this.#dead(words);
    // Not with a status: pages then ask for the model, find the reason in it and show it.
    this.audience.closeAll(1011, "the kernel could not start");
  }

  #giveUp(words: string): void {
    const { limit } = this.#policy;
    this.#dead(limit === 0 ? words : `${words}; it died ${limit + 1} times in a row`);
    this.audience.say("status", { execution_state: "dead" });
  }

  #dead(reason: string): void {
    this.#drop();
    this.activity.state = "dead";
    this.activity.touch();
    this.#reason = reason;
    this.#parts.log(reason);
    this.#parts.onDead();
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
