/**
 * Sessions: which document is worked on with which kernel. A document has at most one; whoever opens it
 * again joins the kernel that is there. Kept in memory, as in Jupyter: a session whose kernel is gone is
 * gone too. Paths are names here; files are not touched.
 */
import { randomUUID } from "node:crypto";
import { posix } from "node:path";
import { HttpError } from "./http-error.js";
import type { KernelModel } from "./kernels/kernel.js";
import type { Kernels } from "./kernels/kernels.js";

/** As Jupyter's REST API shows a session. */
export interface SessionModel {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly kernel: KernelModel;
  /** The older form of path and name, for notebooks. */
  readonly notebook?: { readonly path: string; readonly name: string };
}

export interface SessionRequest {
  readonly path: string;
  readonly type: string;
  readonly name?: string | undefined;
  readonly kernelName?: string | undefined;
  readonly kernelId?: string | undefined;
}

/** What is to change; what is left out stays. */
export type SessionChange = {
  readonly [K in keyof SessionRequest]?: SessionRequest[K] | undefined;
};

interface Session {
  readonly id: string;
  path: string;
  name: string;
  type: string;
  kernelId: string;
}

export class Sessions {
  readonly #kernels: Kernels;
  readonly #sessions = new Map<string, Session>();
  /** Those being made, so that two tabs that open one notebook at once get one kernel. */
  readonly #making = new Map<string, Promise<Session>>();

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  list(): SessionModel[] {
    this.#forgetLost();
    return [...this.#sessions.values()].map((session) => this.#model(session));
  }

  /** @throws HttpError 404 */
  get(id: string): SessionModel {
    return this.#model(this.#find(id));
  }

  /** The document's session: the one that is there, or a new one. */
  async open(request: SessionRequest): Promise<SessionModel> {
    this.#forgetLost();
    const { path } = request;
    const there = [...this.#sessions.values()].find((session) => session.path === path);
    if (there !== undefined && !this.#kernels.get(there.kernelId).isDead) return this.#model(there);
    let making = this.#making.get(path);
    if (making === undefined) {
      making = this.#make(request, there).finally(() => this.#making.delete(path));
      this.#making.set(path, making);
    }
    return this.#model(await making);
  }

  /**
   * Renames, or changes the kernel; the former kernel is then ended.
   * @throws HttpError 404 for an unknown session, 400 for an unknown kernel's id
   */
  async change(id: string, change: SessionChange): Promise<SessionModel> {
    const session = this.#find(id);
    const before = session.kernelId;
    let kernelId = change.kernelId ?? before;
    if (!this.#kernels.has(kernelId))
      throw new HttpError(
        400,
        `kernel: no such id: ${kernelId.slice(0, 80)}; expected a running one`,
      );
    if (change.kernelId === undefined && change.kernelName !== undefined) {
      const path = change.path ?? session.path;
      kernelId = await this.#start(path, change.name ?? session.name, change.kernelName);
    }
    session.path = change.path ?? session.path;
    session.name = change.name ?? session.name;
    session.type = change.type ?? session.type;
    session.kernelId = kernelId;
    if (kernelId !== before && this.#kernels.has(before)) await this.#kernels.shutdown(before);
    return this.#model(session);
  }

  /** Ends the session and its kernel. */
  async delete(id: string): Promise<void> {
    const { kernelId } = this.#find(id);
    this.#sessions.delete(id);
    await this.#kernels.shutdown(kernelId);
  }

  async #make(request: SessionRequest, dead: Session | undefined): Promise<Session> {
    const { path, type, name = posix.basename(path), kernelName, kernelId: id } = request;
    const isThere = id !== undefined && this.#kernels.has(id) && !this.#kernels.get(id).isDead;
    const kernelId = isThere
      ? id
      : await this.#start(path, name, kernelName, dead ? undefined : id);
    if (dead !== undefined) {
      const before = dead.kernelId;
      dead.kernelId = kernelId;
      if (this.#kernels.has(before)) await this.#kernels.shutdown(before);
      return dead;
    }
    const session = { id: randomUUID(), path, name, type, kernelId };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** A kernel in the document's folder. */
  async #start(path: string, sessionName: string, name?: string, id?: string): Promise<string> {
    const folder = posix.dirname(path);
    const kernel = await this.#kernels.start({
      name,
      id,
      path: folder === "." ? "" : folder,
      sessionName: sessionName === "" ? posix.basename(path) : sessionName,
    });
    return kernel.id;
  }

  #find(id: string): Session {
    this.#forgetLost();
    const session = this.#sessions.get(id);
    if (session === undefined) throw new HttpError(404, `session not found: ${id.slice(0, 80)}`);
    return session;
  }

  #forgetLost(): void {
    for (const { id, kernelId } of this.#sessions.values())
      if (!this.#kernels.has(kernelId)) this.#sessions.delete(id);
  }

  #model({ id, path, name, type, kernelId }: Session): SessionModel {
    const kernel = this.#kernels.get(kernelId).model;
    const session = { id, path, name, type, kernel };
    return type === "notebook" ? { ...session, notebook: { path, name } } : session;
  }
}
