// Starting whole processes and looking at them from outside.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { now } from './server.mjs';

const CLEAN = Object.fromEntries(Object.entries(process.env).filter(([name]) =>
  !/^(ANTHROPIC_|OPENAI_|LUNGO_|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|MODEL_ID|XDG_)/.test(name)));

// All folders go at the very end: ext4 takes 0.8 ms to make a file where many were deleted in the last minutes, and a task
// has nine, so that the measure before would slow down the one after it.
const places = [];
process.on('exit', () => places.forEach((root) => fs.rmSync(root, { recursive: true, force: true, maxRetries: 5 })));

/** A folder for one run: `home` and `project` in it. */
export function place() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lungo-bench-'));
  const home = path.join(root, 'home');
  const project = path.join(root, 'project');
  fs.mkdirSync(home);
  fs.mkdirSync(project);
  places.push(root);
  return { root, home, project };
}

/** Starts a command; answers {child, started, ended: promise of {code, wall, out, err}}. */
export function start(command, where, environment = {}, stdin = 'ignore') {
  const started = now();
  const child = spawn(command[0], command.slice(1), {
    cwd: where.project,
    env: { ...CLEAN, HOME: where.home, ...environment },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  const ended = new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, wall: now() - started, out, err }));
  });
  return { child, started, ended };
}

/** Runs a command under GNU time; answers also cpu (s) and peak (MB). */
export async function timed(command, where, environment) {
  const log = path.join(where.root, 'time');
  const run = start(['/usr/bin/time', '-o', log, '-f', '%U %S %M', ...command], where, environment);
  const end = await run.ended;
  if (end.code !== 0) throw new Error(`${command.join(' ')} ended with ${end.code}: ${end.err}${end.out}`);
  const [user, system, peak] = fs.readFileSync(log, 'utf8').trim().split('\n').pop().split(' ').map(Number);
  return { ...end, started: run.started, cpu: user + system, peak: peak / 1024 };
}

const status = (pid, name) =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
export const peakOf = (pid) => status(pid, 'VmHWM');
export const pssOf = (pid) =>
  Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
/** Seconds of CPU so far. */
export const cpuOf = (pid) => {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
/** The first descendant, or the process itself, whose program is `name`. */
export function find(pid, name) {
  if (fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name) return pid;
  for (const task of fs.readdirSync(`/proc/${pid}/task`)) {
    for (const child of fs.readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean)) {
      const found = find(Number(child), name);
      if (found) return found;
    }
  }
  return null;
}
/** Megabytes in use on disk below a folder. */
export function diskOf(folder) {
  let blocks = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) blocks += fs.lstatSync(path.join(entry.parentPath ?? entry.path, entry.name)).blocks;
  }
  return blocks * 512 / 1024 / 1024;
}
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : NaN;
};
