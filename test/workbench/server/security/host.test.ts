import { describe, expect, it } from "vitest";
import {
  isLoopback,
  isOurHost,
  isOurOrigin,
} from "../../../../src/workbench/server/security/host.js";

describe("isLoopback", () => {
  it.each([
    "127.0.0.1",
    "127.8.9.1",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "lab.localhost",
    "::1",
    "[::1]",
  ])("%s is this machine alone", (host) => expect(isLoopback(host)).toBe(true));
  it.each([
    "0.0.0.0",
    "::",
    "192.168.0.7",
    "example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "",
  ])("%j is not", (host) => expect(isLoopback(host)).toBe(false));
});

describe("isOurHost", () => {
  const cases: readonly [
    header: string | undefined,
    host: string,
    allowed: string[],
    expected: boolean,
  ][] = [
    ["127.0.0.1:8888", "127.0.0.1", [], true],
    ["localhost:8888", "127.0.0.1", [], true],
    ["[::1]:8888", "127.0.0.1", [], true],
    ["LocalHost", "127.0.0.1", [], true],
    [undefined, "127.0.0.1", [], false],
    ["", "127.0.0.1", [], false],
    ["evil.example:8888", "127.0.0.1", [], false],
    // What DNS rebinding looks like with names that hold an address.
    ["127.0.0.1.evil.example:8888", "127.0.0.1", [], false],
    ["localhost.evil.example", "127.0.0.1", [], false],
    ["localhost:8888@evil.example", "127.0.0.1", [], false],
    ["localhost evil.example", "127.0.0.1", [], false],
    ["evil.example/localhost", "127.0.0.1", [], false],
    // An address of the network only where it is listened on.
    ["192.168.0.7:8888", "127.0.0.1", [], false],
    ["192.168.0.7:8888", "192.168.0.7", [], true],
    ["192.168.0.7:8888", "0.0.0.0", [], true],
    ["[fe80::1]:8888", "::", [], true],
    ["evil.example:8888", "0.0.0.0", [], false],
    ["lab.example:443", "0.0.0.0", ["Lab.Example"], true],
    ["sub.lab.example", "0.0.0.0", ["lab.example"], false],
  ];
  it.each(cases)("Host %j at %s with %j: %s", (header, host, allowed, expected) => {
    expect(isOurHost(header, host, allowed)).toBe(expected);
  });
});

describe("isOurOrigin", () => {
  it.each([
    [undefined, "127.0.0.1:8888", true],
    ["http://127.0.0.1:8888", "127.0.0.1:8888", true],
    ["https://lab.example", "lab.example", true],
    ["http://LOCALHOST:8888", "localhost:8888", true],
    ["http://127.0.0.1:3000", "127.0.0.1:8888", false],
    ["http://localhost:8888", "127.0.0.1:8888", false],
    ["http://evil.example", "127.0.0.1:8888", false],
    ["http://127.0.0.1:8888.evil.example", "127.0.0.1:8888", false],
    ["http://evil.example#127.0.0.1:8888", "127.0.0.1:8888", false],
    ["null", "127.0.0.1:8888", false],
    ["", "127.0.0.1:8888", false],
    ["file://", "127.0.0.1:8888", false],
  ] as const)("Origin %j at %s: %s", (origin, host, expected) => {
    expect(isOurOrigin(origin, host)).toBe(expected);
  });
});
