/**
 * A page's footer: what made it, in a few words. Times stand only here, marked `data-volatile`, so that
 * two reports of one notebook differ nowhere else.
 */
import { escapeHtml } from "../../base/html.js";
import type { Provenance } from "./provenance.js";

/** When and for how long. */
export interface Making {
  readonly date: Date;
  /** How long the notebook ran, or undefined where its stored outputs are shown. */
  readonly durationMs?: number | undefined;
}

/** The footer of a notebook's page. */
export function footerHtml(provenance: Provenance, making: Making): string {
  const facts: [name: string, valueHtml: string][] = Object.entries(provenance.versions).map(
    ([name, version]) => [displayName(name), escapeHtml(version)],
  );
  if (provenance.seed !== undefined) facts.push(["Seed", escapeHtml(provenance.seed)]);
  if (provenance.commit !== undefined)
    facts.push(["Commit", `<code>${escapeHtml(provenance.commit)}</code>`]);
  for (const { name, sha256 } of provenance.data) {
    facts.push([
      `Data ${name}`,
      `<code title="SHA-256 ${sha256}">sha256 ${sha256.slice(0, 12)}…</code>`,
    ]);
  }
  facts.push([
    "Executed in",
    volatile(
      making.durationMs === undefined ? "not run: stored outputs" : duration(making.durationMs),
    ),
  ]);
  facts.push(["Made on", volatile(dateText(making.date))]);
  const items = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`,
  );
  return `<dl class="facts">${items.join("")}</dl>`;
}

/** A duration as people say it: `840 ms`, `12.3 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const dateText = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
const volatile = (text: string): string => `<span data-volatile>${escapeHtml(text)}</span>`;
const displayName = (name: string): string =>
  ({ tidebook: "Tidebook", node: "Node", typescript: "TypeScript", python: "Python" })[name] ??
  name;
