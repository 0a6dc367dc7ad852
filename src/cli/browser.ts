/**
 * Opens an address in the person's browser, where there is one and somebody sits in front of it. That it does
 * not work is no error: the address is printed as well.
 */
import { spawn } from "node:child_process";

/** What decides whether there is a browser. */
export interface Desktop {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The program that opens an address, and its arguments; undefined where none would show anything. */
export function browserCommand(
  url: string,
  { platform, env }: Desktop,
): readonly [program: string, ...args: string[]] | undefined {
  const isSet = (name: string) => env[name] !== undefined && env[name] !== "";
  if (isSet("CI")) return undefined;
  switch (platform) {
    case "win32":
      // The shell's "start" reads "&" as its own; this program reads nothing into an address.
      return ["rundll32", "url.dll,FileProtocolHandler", url];
    case "darwin":
      return isSet("SSH_CONNECTION") ? undefined : ["open", url];
    default:
      if (isSet("WSL_DISTRO_NAME")) return ["wslview", url];
      return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") ? ["xdg-open", url] : undefined;
  }
}

/** Opens the address, or does nothing. */
export function openBrowser(
  url: string,
  desktop: Desktop = { platform: process.platform, env: process.env },
): void {
  const command = browserCommand(url, desktop);
  if (command === undefined) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: "ignore", windowsHide: true });
  child.on("error", () => {}); // not installed
  child.unref();
}
