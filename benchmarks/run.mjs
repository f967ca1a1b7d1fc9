// Runs the scenarios and writes the table. See `run`.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as scenarios from './scenarios.mjs';
import { baselines } from './baselines.mjs';
import { peers } from './peers.mjs';
import { median } from './process.mjs';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..');
const value = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const runs = Number(value('--runs', 11));
const only = value('--only', '').split(',').filter(Boolean);

/** Runs each of the named functions in turn, so that all meet the same noise; answers medians. */
async function medians(functions, times) {
  const samples = Object.fromEntries(Object.keys(functions).map((name) => [name, []]));
  for (let i = 0; i < times + 1; i++) {
    for (const [name, run] of Object.entries(functions)) {
      const sample = await run();
      if (i > 0) samples[name].push(sample); // the first warms the disk's cache
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, all]) =>
    [name, Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((sample) => sample[key]))]))]));
}

const wanted = (name) => only.length === 0 || only.includes(name);
const fixed = (number, digits = 0) => (Number.isFinite(number) ? number.toFixed(digits) : '–');
const lines = [];
const table = (head, rows) => {
  lines.push('', `| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`);
  rows.forEach((row) => lines.push(`| ${row.join(' | ')} |`));
};
const say = (text) => process.stderr.write(`${text}\n`);

execFileSync(path.join(root, 'lungo'), ['--version'], { stdio: ['ignore', 'ignore', 'inherit'] });

if (wanted('start')) {
  say('start …');
  const others = { ...baselines(root), ...(process.argv.includes('--peers') ? peers(say) : {}) };
  const result = await medians({ Lungo: () => scenarios.oneAnswer(), ...others }, runs);
  lines.push('', '## A run of one answer', '',
    `Medians of ${runs} runs, taken in turn. Tokens are estimated as bytes / 4.`);
  table(['', 'start → first request, ms', 'wall, ms', 'CPU, s', 'peak memory, MB', 'first request, KB', '≈ tokens'],
    Object.entries(result).map(([name, r]) => [name, fixed(r.request), fixed(r.wall), fixed(r.cpu, 2), fixed(r.peak),
      fixed(r.bytes / 1024, 1), fixed(r.bytes / 4)]));
  table(['Lungo, as a ratio to', 'first request', 'wall', 'CPU', 'memory'],
    Object.entries(result).filter(([name]) => name !== 'Lungo').map(([name, r]) => [name,
      ...['request', 'wall', 'cpu', 'peak'].map((key) => fixed(result.Lungo[key] / r[key], 2))]));
}
const single = [];
if (wanted('turns')) {
  say('tool turns …');
  const { it } = await medians({ it: () => scenarios.toolTurns() }, 3);
  const spawn = baselines.spawn();
  single.push(['overhead per tool turn (`true`), ms', fixed(it.turn, 1), `${fixed(spawn, 1)} (node spawns \`sh -c true\`)`, fixed(it.turn / spawn, 2)]);
}
if (wanted('sleeps')) {
  say('three sleeps …');
  const { it } = await medians({ it: () => scenarios.sleeps() }, 3);
  single.push(['three `sleep 1` in one message, s', fixed(it.seconds, 2), '1.00', fixed(it.seconds, 2)]);
}
if (wanted('wake')) {
  say('waking …');
  const { it } = await medians({ it: () => scenarios.wakeHeadless() }, 5);
  const exit = await baselines.exit();
  single.push(['command ends → request that tells the model, headless, ms', fixed(it.wake, 1), `${fixed(exit, 1)} (node sees the end of the same command)`, fixed(it.wake / exit, 2)]);
  single.push(['last answer → end of the process, ms', fixed(it.exit, 1), '–', '–']);
}
if (wanted('interactive')) {
  say('interactive …');
  const { it } = await medians({ it: () => scenarios.interactive() }, 3);
  single.push(['command ends → request that tells the model, idle in a terminal, ms', fixed(it.wake, 1), '–', '–']);
  single.push(['idle in a terminal: PSS, MB', fixed(it.pss), '–', '–']);
  single.push(['idle in a terminal: CPU, %', fixed(it.cpu, 2), '–', '–']);
}
if (wanted('together')) {
  say('50 ends at once …');
  const { it } = await medians({ it: () => scenarios.together() }, 3);
  single.push(['50 ends at once while idle: requests that tell them', fixed(it.extra), '–', '–']);
}
if (wanted('many')) {
  say('1,000 tasks …');
  const { it } = await medians({ it: () => scenarios.many(1000) }, 1);
  const shell = baselines.many(1000);
  single.push(['1,000 background commands at once (`sleep 1; echo`): finished / told / told twice', `${it.finished} / ${it.told} / ${it.twice}`, '–', '–']);
  single.push(['… wall of the run, s; requests', `${fixed(it.wall, 1)}; ${it.requests}`, `${fixed(shell, 1)} (one sh with 1,000 \`&\`)`, fixed(it.wall / shell, 2)]);
}
if (wanted('flood')) {
  say('flood …');
  const { it } = await medians({ it: () => scenarios.flood() }, 1);
  single.push(['1 GB flood in the background: peak memory, MB', fixed(it.peak), '–', '–']);
  single.push(['… tool turn beside it, ms', fixed(it.busy, 1), `${fixed(it.calm, 1)} (without it)`, fixed(it.slowdown, 2)]);
  single.push(['… on disk, MB', fixed(it.disk), '1024 written', fixed(it.disk / 1024, 2)]);
}
if (single.length > 0) {
  lines.push('', '## Tools, tasks, waiting');
  table(['', 'Lungo', 'baseline of the same run', 'ratio'], single);
}

const text = `# Benchmarks

Written by \`benchmarks/run${process.argv.slice(2).map((word) => ` ${word}`).join('')}\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${os.cpus()[0].model.trim()}, Linux ${os.release()}, node ${process.version}.
Whole processes, measured from outside, against a scripted model on the loopback. Compare the ratios: the absolute figures
are this machine's.
${lines.join('\n')}
`;
if (only.length > 0) {
  process.stdout.write(text);
} else {
  fs.mkdirSync(path.join(root, 'docs'), { recursive: true });
  const page = path.join(root, 'docs/benchmarks.md');
  const others = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '';
  const engine = others.search(/^## The task engine$/m); // that part is written by benchmarks/tasks
  fs.writeFileSync(page, engine < 0 ? text : `${text}\n${others.slice(engine)}`);
  say('docs/benchmarks.md written');
}
