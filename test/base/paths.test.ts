import { describe, expect, it } from "vitest";
import { folders, type Machine } from "../../src/base/paths.js";

const linux = (env: Machine["env"] = {}): Machine => ({
  platform: "linux",
  env,
  home: "/home/ada",
});
const mac = (env: Machine["env"] = {}): Machine => ({
  platform: "darwin",
  env,
  home: "/Users/ada",
});
const windows = (env: Machine["env"] = {}): Machine => ({
  platform: "win32",
  env,
  home: "C:\\Users\\ada",
});

const cases: readonly [string, Machine, Partial<ReturnType<typeof folders>>][] = [
  [
    "Linux's standard folders",
    linux(),
    {
      jupyterData: "/home/ada/.local/share/jupyter",
      jupyterRuntime: "/home/ada/.local/share/jupyter/runtime",
      jupyterPath: [
        "/home/ada/.local/share/jupyter",
        "/usr/local/share/jupyter",
        "/usr/share/jupyter",
      ],
      data: "/home/ada/.local/share/tidebook",
      cache: "/home/ada/.cache/tidebook",
      history: "/home/ada/.local/share/tidebook/history",
    },
  ],
  [
    "macOS's standard folders",
    mac(),
    {
      jupyterData: "/Users/ada/Library/Jupyter",
      jupyterRuntime: "/Users/ada/Library/Jupyter/runtime",
      data: "/Users/ada/Library/Application Support/tidebook",
      cache: "/Users/ada/Library/Caches/tidebook",
    },
  ],
  [
    "Windows' folders from its variables",
    windows({ APPDATA: "D:\\roam", LOCALAPPDATA: "D:\\local", PROGRAMDATA: "D:\\all" }),
    {
      jupyterData: "D:\\roam\\jupyter",
      jupyterPath: ["D:\\roam\\jupyter", "D:\\all\\jupyter"],
      data: "D:\\local\\tidebook\\Data",
      cache: "D:\\local\\tidebook\\Cache",
    },
  ],
  [
    "Windows' folders without its variables",
    windows(),
    {
      jupyterData: "C:\\Users\\ada\\AppData\\Roaming\\jupyter",
      jupyterPath: ["C:\\Users\\ada\\AppData\\Roaming\\jupyter", "C:\\ProgramData\\jupyter"],
    },
  ],
  [
    "the XDG folders",
    linux({ XDG_DATA_HOME: "/data", XDG_CACHE_HOME: "/cache" }),
    { jupyterData: "/data/jupyter", data: "/data/tidebook", cache: "/cache/tidebook" },
  ],
  [
    "no XDG folder that is relative, as its standard says",
    linux({ XDG_DATA_HOME: "data", XDG_CACHE_HOME: "" }),
    { data: "/home/ada/.local/share/tidebook", cache: "/home/ada/.cache/tidebook" },
  ],
  [
    "Jupyter's own variables",
    linux({ JUPYTER_PATH: "/a:/b", JUPYTER_DATA_DIR: "/d", JUPYTER_RUNTIME_DIR: "/r" }),
    {
      jupyterPath: ["/a", "/b", "/d", "/usr/local/share/jupyter", "/usr/share/jupyter"],
      jupyterData: "/d",
      jupyterRuntime: "/r",
    },
  ],
  [
    "a Windows path list",
    windows({ JUPYTER_PATH: "D:\\a;D:\\b", PROGRAMDATA: "P:\\", APPDATA: "R:\\" }),
    {
      jupyterPath: ["D:\\a", "D:\\b", "R:\\jupyter", "P:\\jupyter"],
    },
  ],
  [
    "an active Python environment before the person's folder",
    linux({ VIRTUAL_ENV: "/venv", CONDA_PREFIX: "/conda" }),
    {
      jupyterPath: [
        "/venv/share/jupyter",
        "/conda/share/jupyter",
        "/home/ada/.local/share/jupyter",
        "/usr/local/share/jupyter",
        "/usr/share/jupyter",
      ],
    },
  ],
  [
    "our own overrides",
    mac({ TIDEBOOK_DATA_DIR: "/t/data", TIDEBOOK_CACHE_DIR: "/t/cache" }),
    { data: "/t/data", cache: "/t/cache", history: "/t/data/history" },
  ],
  [
    "a history folder of its own",
    linux({ TIDEBOOK_HISTORY_DIR: "/t/history" }),
    { history: "/t/history" },
  ],
];

describe("folders", () => {
  it.each(cases)("gives %s", (_, machine, expected) => {
    expect(folders(machine)).toMatchObject(expected);
  });
});
