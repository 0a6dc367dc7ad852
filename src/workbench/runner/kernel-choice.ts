/**
 * Which kernel runs a notebook: the one a person names, else the notebook's own kernelspec, else one for
 * the notebook's language, else ours.
 */
import type { Notebook } from "../document/notebook.js";
import { findKernelspecs, ownKernelName, type Kernelspec } from "../protocol/kernelspecs.js";
import { KernelError } from "./error.js";

/** @throws KernelError with the kernels that there are, where the wanted one is not among them */
export async function chooseKernel(
  notebook: Notebook,
  kernelName: string | undefined,
  path: string,
): Promise<Kernelspec> {
  const specs = await findKernelspecs();
  const wanted = kernelName ?? notebook.metadata.kernelspec?.name;
  if (wanted !== undefined) {
    const spec = specs.get(wanted.toLowerCase());
    if (spec !== undefined) return spec;
    const names = [...specs.keys()].map((name) => JSON.stringify(name)).join(", ");
    throw new KernelError(
      `${path}: no kernel ${JSON.stringify(wanted)}; expected one of ${names}; choose with --kernel NAME`,
    );
  }
  const language = notebook.metadata.language_info?.name.toLowerCase();
  const spoken = [...specs.values()].find((spec) => spec.language.toLowerCase() === language);
  return spoken ?? specs.get(ownKernelName)!;
}
