/**
 * `tidebook kernel install|list|uninstall`: offers our kernel to Jupyter by a kernelspec, which any Jupyter
 * client then finds. A spec that is not ours is never overwritten or removed without `--replace`.
 */
import { chmod, cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { makeFolder } from "../base/folder.js";
import { folders } from "../base/paths.js";
import {
  findKernelspecs,
  ownKernelName,
  ownKernelspec,
  readKernelspec,
} from "../workbench/protocol/kernelspecs.js";
import { CliError } from "./error.js";

interface Place {
  readonly user?: boolean;
  readonly prefix?: string;
  readonly name: string;
}

const logos = fileURLToPath(new URL("../workbench/kernel/logo/", import.meta.url));
const logoFiles = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

export function kernelCommand(): Command {
  const command = new Command("kernel").description("offer the TypeScript kernel to Jupyter");
  withPlace(command.command("install").description("write the kernelspec"))
    .option("--replace", "overwrite a kernelspec of that name that another program wrote")
    .option("--no-strict", "check cells without TypeScript's strict rules")
    .action(async (options: Place & { replace?: boolean; strict: boolean }) => {
      console.log(`kernelspec "${options.name}" written to ${await install(options)}`);
    });
  withPlace(command.command("uninstall").description("remove our kernelspec")).action(
    async (options: Place) => {
      console.log(`kernelspec "${options.name}" removed from ${await uninstall(options)}`);
    },
  );
  command
    .command("list")
    .description("list the kernels that `tidebook run --kernel` can start")
    .action(async () => {
      const specs = [...(await findKernelspecs()).values()];
      const width = Math.max(...specs.map((spec) => spec.name.length));
      for (const spec of specs)
        console.log(`${spec.name.padEnd(width)}  ${spec.display_name}  ${spec.resourceDir}`);
    });
  command.addHelpText(
    "after",
    `
Examples:
  $ tidebook kernel install                        for JupyterLab, VS Code and the rest, as you
  $ tidebook kernel install --prefix ~/venv        for one Python environment
  $ tidebook kernel list                           what is installed, with its folder
  $ tidebook kernel uninstall                      take it away again

Exit codes: 0 done, 2 usage, or a kernelspec of another program.`,
  );
  return command;
}

function withPlace(command: Command): Command {
  return command
    .option("--user", "in your own Jupyter data folder (the default)")
    .option("--prefix <dir>", "in <dir>/share/jupyter, as for a Python environment")
    .option("--name <name>", "the kernelspec's name", ownKernelName);
}

/** Writes the spec beside its place and moves it there, so that a half-written one is never seen. */
async function install(options: Place & { replace?: boolean; strict: boolean }): Promise<string> {
  const place = specFolder(options);
  const found = await ownership(place);
  if (found === "foreign" && options.replace !== true) {
    throw new CliError(
      `kernelspec "${options.name}": ${place} was written by another program; expected ours or none; ` +
        "add --replace to overwrite it, or choose another --name",
      2,
    );
  }
  const { argv, display_name, language, interrupt_mode, metadata } = ownKernelspec();
  const spec = {
    argv: [...argv, ...(options.strict ? [] : ["--no-strict"])],
    display_name,
    language,
    interrupt_mode,
    metadata: { ...metadata, tidebook: true },
  };
  try {
    makeFolder(dirname(place));
    const temporary = await mkdtemp(join(dirname(place), ".tidebook-"));
    await chmod(temporary, 0o755); // a shared --prefix is read by other users
    try {
      await writeFile(join(temporary, "kernel.json"), `${JSON.stringify(spec, null, 1)}\n`);
      for (const file of logoFiles) await cp(join(logos, file), join(temporary, file));
      await rm(place, { recursive: true, force: true });
      await rename(temporary, place);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  } catch (cause) {
    throw new CliError(
      `kernelspec folder: ${place} cannot be written (${(cause as Error).message}); expected a writable folder`,
      2,
    );
  }
  return place;
}

async function uninstall(options: Place): Promise<string> {
  const place = specFolder(options);
  const found = await ownership(place);
  if (found !== "ours") {
    const what = found === "none" ? "not there" : "written by another program";
    throw new CliError(
      `kernelspec "${options.name}": ${place} is ${what}; expected one that tidebook wrote`,
      2,
    );
  }
  await rm(place, { recursive: true, force: true });
  return place;
}

function specFolder({ user, prefix, name }: Place): string {
  if (!/^[A-Za-z0-9._-]+$/.test(name) || /^\.+$/.test(name)) {
    throw new CliError(
      `kernelspec name: "${name.slice(0, 80)}"; expected letters, digits, ".", "_" or "-"`,
      2,
    );
  }
  if (user === true && prefix !== undefined) {
    throw new CliError(`--user and --prefix: both given; expected one of them`, 2);
  }
  const data =
    prefix === undefined ? folders().jupyterData : join(resolve(prefix), "share", "jupyter");
  return join(data, "kernels", name.toLowerCase());
}

async function ownership(place: string): Promise<"ours" | "foreign" | "none"> {
  try {
    await readFile(join(place, "kernel.json"));
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? "none" : "foreign";
  }
  const spec = await readKernelspec(place).catch(() => undefined);
  return spec?.metadata?.["tidebook"] === true ? "ours" : "foreign";
}
