// What a bare process costs on this machine: the least that anything could take.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { median } from './process.mjs';
import { now } from './server.mjs';
import { oneAnswer } from './scenarios.mjs';

const FETCH = `fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', { method: 'POST', body: '{}' })
  .then((answer) => answer.text()).then(() => process.exit(0))`;
const JAVA = `
import java.net.URI;
import java.net.http.*;
public class Fetch {
    public static void main(String[] arguments) throws Exception {
        var address = URI.create(System.getenv("ANTHROPIC_BASE_URL") + "/v1/messages");
        try (var client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                HttpResponse.BodyHandlers.ofString());
        }
    }
}`;

/** Programs that do one request and nothing else. */
export function baselines(root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lungo-baseline-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const build = fs.readFileSync(path.join(root, 'build/current'), 'utf8').trim();
  const jdk = /^jdk='(.*)'$/m.exec(fs.readFileSync(path.join(root, 'build', build, 'launch'), 'utf8'))[1];
  fs.writeFileSync(path.join(folder, 'Fetch.java'), JAVA);
  execFileSync(path.join(jdk, 'bin/javac'), ['-d', folder, path.join(folder, 'Fetch.java')]);
  return {
    'one request by `node -e`': () => oneAnswer(['node', '-e', FETCH]),
    'one request by a plain JVM': () => oneAnswer([path.join(jdk, 'bin/java'), '-cp', folder, 'Fetch']),
  };
}

/** Milliseconds in which node spawns a command and sees its end. */
baselines.spawn = () => median(Array.from({ length: 30 }, () => {
  const before = now();
  spawnSync('sh', ['-c', 'true']);
  return now() - before;
}));

/** Milliseconds from the date a command prints as its last act to node's seeing its end. */
baselines.exit = async () => {
  const samples = [];
  for (let i = 0; i < 5; i++) {
    samples.push(await new Promise((done) => {
      const child = spawn('sh', ['-c', 'sleep 0.2; date +%s%N'], { stdio: ['ignore', 'pipe', 'ignore'] });
      let out = '';
      let at;
      child.stdout.on('data', (data) => { out += data; });
      child.on('exit', () => { at = now(); });
      child.on('close', () => done(at - Number(BigInt(out.trim()) / 1000n) / 1000));
    }));
  }
  return median(samples);
};

/** Seconds in which a shell runs so many commands. */
baselines.many = (count) => {
  const before = now();
  spawnSync('sh', ['-c', `i=0; while [ $i -lt ${count} ]; do (sleep 1; echo $i | tee -a /dev/null) & i=$((i+1)); done; wait`]);
  return (now() - before) / 1000;
};
