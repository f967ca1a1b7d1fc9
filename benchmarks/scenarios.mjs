// What is measured of Lungo. Each scenario answers an object of numbers for one run.
import fs from 'node:fs';
import path from 'node:path';
import { now, serve } from './server.mjs';
import { cpuOf, diskOf, find, median, peakOf, place, pssOf, sleep, start, timed } from './process.mjs';

const LUNGO = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../lungo');
const HEADLESS = [LUNGO, '-p', 'Go.', '--permission-mode', 'bypassPermissions'];
const END = { text: 'Done.' };
const bash = (command) => ({ name: 'bash', input: { command } });
const background = (command) => ({ name: 'background_run', input: { command } });

function environment(where, server) {
  return { LUNGO_HOME: path.join(where.home, 'state'), ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: 'bench' };
}

async function within(plan, body) {
  const where = place();
  const server = await serve(plan);
  try {
    return await body(where, server, environment(where, server));
  } finally {
    server.close();
  }
}

async function headless(where, variables, command = HEADLESS) {
  const run = start(command, where, variables);
  const end = await run.ended;
  if (end.code !== 0) throw new Error(`lungo ended with ${end.code}: ${end.err}`);
  return { ...end, started: run.started };
}

/** Milliseconds from each answer to the request after it. */
const gaps = (requests) => requests.slice(1).map((request, i) => request.at - requests[i].answered);

/** A run of one answer, by any command. */
export const oneAnswer = (command = HEADLESS, more = () => ({})) => within(() => END, async (where, server, variables) => {
  const run = await timed(command, where, { ...variables, ...more(where, server) });
  const main = server.requests.find((request) => request.body.tools?.length) ?? server.requests[0];
  return { request: server.requests[0].at - run.started, wall: run.wall, cpu: run.cpu, peak: run.peak, bytes: main.bytes };
});

export const version = () => within(() => END, async (where) => {
  const run = await timed([LUNGO, '--version'], where, {});
  return { wall: run.wall, cpu: run.cpu, peak: run.peak };
});

export const toolTurns = (count = 50) =>
  within((n) => (n < count ? { calls: [bash('true')] } : END), async (where, server, variables) => {
    await headless(where, variables);
    return { turn: median(gaps(server.requests).slice(5)) };
  });

export const sleeps = () =>
  within((n) => (n === 0 ? { calls: [bash('sleep 1'), bash('sleep 1'), bash('sleep 1')] } : END),
    async (where, server, variables) => {
      await headless(where, variables);
      return { seconds: gaps(server.requests)[0] / 1000 };
    });

const stamp = (where, command) => background(`${command}; date +%s%N >'${where.project}/ended'`);
const ended = (where) => Number(BigInt(fs.readFileSync(`${where.project}/ended`, 'utf8').trim()) / 1000n) / 1000;

/** From a command's end to the request that tells a model that had nothing else to do. */
export const wakeHeadless = async () => {
  let where;
  return within((n) => (n === 0 ? { calls: [stamp(where, 'sleep 1')] } : END), async (place, server, variables) => {
    where = place;
    const end = await headless(place, variables);
    return { wake: server.requests[2].at - ended(place), exit: end.started + end.wall - server.requests[2].answered };
  });
};

/** The same in a terminal, and what the idle agent costs; `script` gives it a terminal. */
export const interactive = async () => {
  let where;
  return within((n) => (n === 0 ? { calls: [stamp(where, 'sleep 2')] } : END), async (place, server, variables) => {
    where = place;
    const run = start(['script', '-qfec', `'${LUNGO}' --permission-mode bypassPermissions`, '/dev/null'], place,
      { ...variables, TERM: 'xterm-256color' }, 'pipe');
    try {
      await sleep(1500);
      run.child.stdin.write('Go.\r');
      const deadline = now() + 20_000;
      while (server.requests.length < 3 && now() < deadline) await sleep(20);
      if (server.requests.length < 3) throw new Error(`the idle agent was not woken: ${server.requests.length} requests`);
      await sleep(2000);
      const pid = find(run.child.pid, 'java');
      const before = cpuOf(pid);
      await sleep(10_000);
      const result = { wake: server.requests[2].at - ended(place), pss: pssOf(pid), cpu: (cpuOf(pid) - before) * 10 };
      run.child.stdin.write('/exit\r');
      await Promise.race([run.ended, sleep(5000)]);
      return result;
    } finally {
      run.child.kill('SIGKILL');
    }
  });
};

/** Fifty commands end together while the model has nothing to do: how many requests that takes. */
export const together = (count = 50) => {
  let where;
  const plan = (n) => {
    if (n === 0) {
      const wait = "until [ -e go ]; do sleep 0.02; done";
      return { calls: Array.from({ length: count }, () => background(wait)) };
    }
    if (n === 1) setTimeout(() => fs.writeFileSync(`${where.project}/go`, ''), 500);
    return END;
  };
  return within(plan, async (place, server, variables) => {
    where = place;
    await headless(place, variables);
    return { extra: server.requests.length - 2 };
  });
};

/** Many at once: how many ended, how many ends were told, and how often twice. */
export const many = (count = 200) =>
  within((n) => (n === 0
    ? { calls: Array.from({ length: count }, (_, i) => background(`sleep 1; echo number ${i} | tee -a ended`)) }
    : END), async (where, server, variables) => {
    const end = await headless(where, variables);
    const told = server.requests.flatMap((request, i) => fresh(server.requests, i).match(/\[bg:[^\]\s]+\] (completed|failed)/g) ?? []);
    return {
      finished: fs.readFileSync(`${where.project}/ended`, 'utf8').trim().split('\n').length,
      told: new Set(told).size,
      twice: told.length - new Set(told).size,
      wall: end.wall / 1000,
      requests: server.requests.length,
    };
  });

/** The text of a request's messages that the one before it did not have. */
function fresh(requests, i) {
  const text = (request) => (request?.body.messages ?? []).map((message) => JSON.stringify(message));
  const before = new Set(i === 0 ? [] : text(requests[i - 1]).map(unmarked));
  return text(requests[i]).filter((message) => !before.has(unmarked(message))).join('\n');
}
const unmarked = (text) => text.replace(/,"cache_control":\{[^}]*\}/g, '');

/** Turns of `true` beside a background command that writes a gigabyte. */
export const flood = () => {
  const done = {};
  let where;
  let pid;
  const plan = async (n) => {
    if (n < 20) return { calls: [bash('true')] };
    if (n === 20) return { calls: [background(`yes 'all work and no play' | head -c 1073741824; touch '${where.project}/done'`)] };
    if (!fs.existsSync(`${where.project}/done`) && n < 500) return { calls: [bash('true')] };
    if (!done.at) {
      done.at = n;
      await sleep(500);
      done.peak = peakOf(find(pid, 'java'));
      done.disk = diskOf(path.join(where.home, 'state'));
    }
    return END;
  };
  return within(plan, async (place, server, variables) => {
    where = place;
    const run = start([...HEADLESS, '--max-turns', '1000'], place, variables);
    pid = run.child.pid;
    const end = await run.ended;
    if (end.code !== 0) throw new Error(`lungo ended with ${end.code}: ${end.err.slice(-2000)}`);
    const all = gaps(server.requests);
    const calm = median(all.slice(5, 20));
    const busy = median(all.slice(21, done.at));
    return { peak: done.peak, disk: done.disk, calm, busy, slowdown: busy / calm };
  });
};
