/**
 * The kernelspecs that a lab knows: ours and those in Jupyter's folders, read anew when somebody asks and
 * the last reading is a second old, so that a kernel installed meanwhile is there.
 */
import { complaint, InputError, quote } from "../../../base/check.js";
import { findKernelspecs, ownKernelName, type Kernelspec } from "../../protocol/kernelspecs.js";
import { HttpError } from "../http-error.js";

const freshMs = 1000;

export class Specs {
  /** The kernel of those who name none. */
  readonly defaultName: string;
  readonly #jupyterPath: readonly string[] | undefined;
  #read: Promise<ReadonlyMap<string, Kernelspec>> | undefined;

  constructor(defaultName: string = ownKernelName, jupyterPath?: readonly string[]) {
    this.defaultName = defaultName;
    this.#jupyterPath = jupyterPath;
  }

  /** By lower-case name. */
  all(): Promise<ReadonlyMap<string, Kernelspec>> {
    if (this.#read === undefined) {
      this.#read = findKernelspecs(this.#jupyterPath);
      setTimeout(() => (this.#read = undefined), freshMs).unref();
    }
    return this.#read;
  }

  async own(): Promise<Kernelspec> {
    return (await this.all()).get(ownKernelName)!;
  }

  /** @throws HttpError 501, as in Jupyter, where there is none of that name */
  async find(name: string = this.defaultName): Promise<Kernelspec> {
    const spec = (await this.all()).get(name.toLowerCase());
    if (spec !== undefined) return spec;
    const remedy = "choose another, or install that one";
    const message = complaint("kernel", name, await this.#oneOf(), remedy);
    throw new HttpError(501, message, "no such kernel");
  }

  /** @throws InputError where there is no kernel of the default's name */
  async checkDefault(): Promise<void> {
    if ((await this.all()).has(this.defaultName.toLowerCase())) return;
    throw new InputError(
      complaint("kernel", this.defaultName, await this.#oneOf(), "choose with --kernel NAME"),
    );
  }

  async #oneOf(): Promise<string> {
    return `one of ${[...(await this.all()).keys()].map(quote).join(", ")}`;
  }
}
