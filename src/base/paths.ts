/**
 * Where things lie on a person's machine: Jupyter's folders (as `jupyter --paths` gives them) and our own
 * for data, cache and history. One pure function of platform, environment and home, so that a table can
 * test it and a test can send everything into a temporary folder. Creates nothing.
 */
import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** What the folders depend on. */
export interface Machine {
  /** `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export interface Folders {
  /** Jupyter's data folders in the order of search; kernelspecs lie in `kernels/` below each. */
  readonly jupyterPath: readonly string[];
  /** The person's own Jupyter data folder: where `kernel install --user` writes. */
  readonly jupyterData: string;
  /** Connection files of running kernels. */
  readonly jupyterRuntime: string;
  /** Ours: settings and what must survive. `TIDEBOOK_DATA_DIR` overrides it. */
  readonly data: string;
  /** Ours: what can be made again (compiler snapshots, bundles). `TIDEBOOK_CACHE_DIR` overrides it. */
  readonly cache: string;
  /** Ours: executed input across kernels. `TIDEBOOK_HISTORY_DIR` overrides it. */
  readonly history: string;
}

/** This process's machine. */
export function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: homedir() };
}

/** The folders of a machine. Variables that are empty, or not absolute where a standard says so, count as unset. */
export function folders(machine: Machine = thisMachine()): Folders {
  const { join, isAbsolute, delimiter } = machine.platform === "win32" ? win32 : posix;
  const { home } = machine;
  const set = (name: string) => machine.env[name] || undefined;
  const absolute = (name: string) => {
    const value = set(name);
    return value !== undefined && isAbsolute(value) ? value : undefined;
  };

  const base = (() => {
    switch (machine.platform) {
      case "win32": {
        const roaming = set("APPDATA") ?? join(home, "AppData", "Roaming");
        const local = set("LOCALAPPDATA") ?? join(home, "AppData", "Local");
        return {
          jupyter: join(roaming, "jupyter"),
          system: [join(set("PROGRAMDATA") ?? "C:\\ProgramData", "jupyter")],
          data: join(local, "tidebook", "Data"),
          cache: join(local, "tidebook", "Cache"),
        };
      }
      case "darwin":
        return {
          jupyter: join(home, "Library", "Jupyter"),
          system: ["/usr/local/share/jupyter", "/usr/share/jupyter"],
          data: join(home, "Library", "Application Support", "tidebook"),
          cache: join(home, "Library", "Caches", "tidebook"),
        };
      default: {
        const share = absolute("XDG_DATA_HOME") ?? join(home, ".local", "share");
        return {
          jupyter: join(share, "jupyter"),
          system: ["/usr/local/share/jupyter", "/usr/share/jupyter"],
          data: join(share, "tidebook"),
          cache: join(absolute("XDG_CACHE_HOME") ?? join(home, ".cache"), "tidebook"),
        };
      }
    }
  })();

  const jupyterData = set("JUPYTER_DATA_DIR") ?? base.jupyter;
  // An active Python environment comes before the person's own folder, as in jupyter_core.
  const environments = [set("VIRTUAL_ENV"), set("CONDA_PREFIX")].flatMap((prefix) =>
    prefix === undefined ? [] : [join(prefix, "share", "jupyter")],
  );
  const extra = (set("JUPYTER_PATH") ?? "").split(delimiter).filter((folder) => folder !== "");
  const data = set("TIDEBOOK_DATA_DIR") ?? base.data;
  return {
    jupyterPath: [...new Set([...extra, ...environments, jupyterData, ...base.system])],
    jupyterData,
    jupyterRuntime: set("JUPYTER_RUNTIME_DIR") ?? join(jupyterData, "runtime"),
    data,
    cache: set("TIDEBOOK_CACHE_DIR") ?? base.cache,
    history: set("TIDEBOOK_HISTORY_DIR") ?? join(data, "history"),
  };
}
