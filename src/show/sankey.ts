/**
 * A Sankey diagram: what flows from where to where, each stream as wide as its amount. Streams keep the colour of
 * the place that they come from. In text each place says where its streams go. Plotly places and draws them: this
 * file computes no positions.
 */
import { check } from "../base/check.js";
import { inLanguage, preferredLanguage, type Label, type Language } from "../base/bilingual.js";
import { plotlyMime } from "../base/mime.js";
import { colourOf, shadeOf } from "./colours.js";
import { formatNumber } from "./number.js";
import { toPicture, type Picture } from "./picture.js";

/** One stream. */
export interface Flow {
  readonly from: Label;
  readonly to: Label;
  /** Its width: a finite number > 0. */
  readonly amount: number;
}

/** What to draw. */
export interface SankeySpec {
  readonly title?: Label;
  /** A place is known by its English name; one that streams reach and leave stands in the middle. */
  readonly flows: readonly Flow[];
  /** In pixels; 360 if not given. */
  readonly height?: number;
  readonly language?: Language;
}

/** Neither light nor dark paper hides it: places that nothing leaves. */
const neutral = "#8a8f98";

/**
 * A Sankey diagram.
 *
 * @returns a Plotly figure (`application/vnd.plotly.v1+json`) and text/plain
 * @throws InputError where there are no flows, or an amount is not a finite number > 0.
 * @example
 * const flows = [{ from: "a", to: "b", amount: 2 }, { from: "a", to: "c", amount: 1 }];
 * sankey({ title: "Streams", flows })["text/plain"]; // "Streams\na (3) → b 2, c 1"
 */
export function sankey(spec: SankeySpec): Picture {
  const { title, flows, height = 360, language = preferredLanguage() } = spec;
  check(Array.isArray(flows) && flows.length > 0, "flows", flows, "at least one");
  for (const { from, to, amount } of flows) {
    const what = `flow from ${inLanguage(from, "en")} to ${inLanguage(to, "en")}`;
    check(Number.isFinite(amount) && amount > 0, what, amount, "a finite number > 0");
  }
  const sources = new Set(flows.map(({ from }) => inLanguage(from, "en")));
  const labels = new Map<string, Label>();
  for (const { from } of flows) labels.set(inLanguage(from, "en"), from);
  for (const { to } of flows) labels.set(inLanguage(to, "en"), to);
  const places = [...labels.keys()];
  const colours = new Map([...sources].map((place, i) => [place, colourOf(i)]));
  const names = [...labels.values()].map((label) => inLanguage(label, language));
  const at = (label: Label): number => places.indexOf(inLanguage(label, "en"));
  const trace = {
    type: "sankey",
    arrangement: "snap",
    valueformat: ".3~f",
    node: {
      label: names,
      color: places.map((place) => colours.get(place) ?? neutral),
      pad: 10,
      thickness: 14,
      line: { width: 0 },
    },
    link: {
      source: flows.map(({ from }) => at(from)),
      target: flows.map(({ to }) => at(to)),
      value: flows.map(({ amount }) => sevenDigits(amount)),
      color: flows.map(({ from }) => shadeOf(colours.get(inLanguage(from, "en")) ?? neutral, "66")),
    },
  };
  const head = title === undefined ? undefined : inLanguage(title, language);
  const layout = {
    height,
    margin: { l: 8, r: 8, t: head === undefined ? 16 : 56, b: 16 },
    ...(head === undefined ? {} : { title: { text: head } }),
  };
  const config = { responsive: true, displaylogo: false };
  return toPicture({
    [plotlyMime]: { data: [trace], layout, config },
    "text/plain": [...(head === undefined ? [] : [head]), ...lines(flows, language)].join("\n"),
  });
}

/** A line for each place that something leaves: how much, and where it goes. */
function lines(flows: readonly Flow[], language: Language): string[] {
  const leaving = new Map<string, Flow[]>();
  for (const flow of flows) {
    const place = inLanguage(flow.from, "en");
    leaving.set(place, [...(leaving.get(place) ?? []), flow]);
  }
  return [...leaving.values()].map((own) => {
    const total = own.reduce((sum, { amount }) => sum + amount, 0);
    const ways = own.map(({ to, amount }) => `${inLanguage(to, language)} ${rounded(amount)}`);
    return `${inLanguage((own[0] as Flow).from, language)} (${rounded(total)}) → ${ways.join(", ")}`;
  });
}

/** As the figure has it, and with three decimals at most: sums of thirds are whole again. */
const rounded = (amount: number): string => formatNumber(sevenDigits(amount));

const sevenDigits = (amount: number): number => Number(amount.toPrecision(7));
