/**
 * The network bench: `npx tsx test/bench/network.ts` trains an MLP, an embedding with a GRU and a convolutional
 * network with stock tfjs code (`tf.sequential`, `compile`, `fit`) on our backend, on tfjs's cpu backend, and the
 * same in PyTorch at one and at two threads. All sides take turns in one run, after one warm-up round; medians,
 * ratios to ours, and the losses, so that all are seen to train the same. ROUNDS (5) sets the rounds, SIDES
 * leaves sides out ("tidebook,torch1"). PyTorch is Debian's python3-torch; without it a line says so.
 */
import { fork, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { benchCases, type CaseName } from "./network-cases.js";
import { interleave, ratios, type Contender } from "./statistics.js";

interface Answer {
  readonly milliseconds: number;
  readonly losses: readonly number[];
}

interface Side {
  ask(name: CaseName): Promise<Answer>;
  close(): void;
}

type Figures = Record<string, number>;

const rounds = Number(process.env["ROUNDS"] ?? 5);
const only = process.env["SIDES"]?.split(",");
const python = "/usr/bin/python3";
const names = Object.keys(benchCases) as CaseName[];

/** A process that answers one question at a time; the first answer says that it is ready. */
async function side(
  child: ChildProcess,
  listen: (heard: (answer: unknown) => void) => void,
  send: (name: CaseName) => void,
): Promise<Side> {
  let hear: (answer: unknown) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      hear = resolve;
      fail = reject;
    });
  const ready = next();
  listen((answer) => hear(answer));
  child.once("exit", (code) =>
    fail(new Error(`${child.spawnfile}: exit ${code}; expected an answer`)),
  );
  await ready;
  return {
    async ask(name) {
      const answer = next();
      send(name);
      return (await answer) as Answer;
    },
    close: () => void child.kill(),
  };
}

async function tfjs(backendName: string, ...more: string[]): Promise<Side> {
  const child = fork(join(import.meta.dirname, "network-worker.ts"), [backendName, ...more], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return side(
    child,
    (heard) => child.on("message", heard),
    (name) => child.send(name),
  );
}

async function torch(folder: string, threads: number): Promise<Side> {
  const child = spawn(python, [join(import.meta.dirname, "network.py"), folder, String(threads)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, OMP_NUM_THREADS: String(threads) },
  });
  return side(
    child,
    (heard) => createInterface(child.stdout!).on("line", (line) => heard(JSON.parse(line))),
    (name) => child.stdin!.write(`${name}\n`),
  );
}

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, ${rounds} rounds\n`,
);
const folder = await mkdtemp(join(tmpdir(), "tidebook-bench-"));
const open: Side[] = [];
const losses = new Map<string, readonly number[]>();
const firsts = new Map<string, number>();
const contenders: Contender<Figures>[] = [];

async function enter(name: string, start: () => Promise<Side>): Promise<void> {
  if (only !== undefined && !only.includes(name)) return;
  const own = await start();
  open.push(own);
  contenders.push({
    name,
    async measure() {
      const figures: Figures = {};
      for (const each of names) {
        const answer = await own.ask(each);
        figures[`${each}, ms`] = answer.milliseconds;
        losses.set(`${each} ${name}`, answer.losses);
        if (!firsts.has(`${each} ${name}`)) firsts.set(`${each} ${name}`, answer.milliseconds);
      }
      return figures;
    },
  });
}

try {
  await enter("tidebook", () => tfjs("wasm", folder));
  await enter("tfjs-cpu", () => tfjs("cpu"));
  if (spawnSync(python, ["-c", "import torch"]).status === 0) {
    await enter("torch1", () => torch(folder, 1));
    await enter("torch2", () => torch(folder, 2));
  } else console.log("left out: python3-torch is not installed\n");
  console.log(`${ratios(await interleave(contenders, rounds))}\n`);
  for (const each of names) {
    for (const { name } of contenders) {
      const key = `${each} ${name}`;
      const loss = losses.get(key)!.map((value) => value.toFixed(5));
      console.log(
        `${key}: losses ${loss.join(" ")}; first fit of the process ${firsts.get(key)!.toFixed(0)} ms`,
      );
    }
  }
} finally {
  for (const each of open) each.close();
  await rm(folder, { recursive: true, force: true });
}
