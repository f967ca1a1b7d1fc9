// Other agents, for comparison: installed from npm into a temporary folder, each told to use the scripted model.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oneAnswer } from './scenarios.mjs';

const PEERS = {
  codex: {
    packageName: '@openai/codex',
    run: (bin) => {
      const set = (name, value) => ['-c', `${name}=${value}`];
      return oneAnswer(['sh', '-c', `exec "$0" "$@" -c model_providers.bench.base_url="\\"$ANTHROPIC_BASE_URL/v1\\""`, bin, 'exec',
        '--skip-git-repo-check', 'Go.', ...set('model_provider', '"bench"'), ...set('model', '"gpt-5"'),
        ...set('model_providers.bench.name', '"bench"'), ...set('model_providers.bench.wire_api', '"responses"')]);
    },
  },
  claude: {
    packageName: '@anthropic-ai/claude-code',
    run: (bin) => oneAnswer([bin, '-p', 'Go.'], () => ({
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_TELEMETRY: '1', DISABLE_AUTOUPDATER: '1',
    })),
  },
  pi: {
    packageName: '@mariozechner/pi-coding-agent',
    run: (bin) => oneAnswer([bin, '-p', 'Go.', '--provider', 'bench', '--model', 'bench'], (where, server) => {
      const folder = path.join(where.home, '.pi/agent');
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, 'models.json'), JSON.stringify({ providers: { bench: {
        baseUrl: server.url, api: 'anthropic-messages', apiKey: 'bench',
        models: [{ id: 'bench', name: 'bench', reasoning: false, input: ['text'], contextWindow: 200000, maxTokens: 8000,
          cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } }] } } }));
      return { PI_OFFLINE: '1' };
    }),
  },
};

/** The peers that can be had here, as functions that do a run of one answer. */
export function peers(say) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lungo-peers-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const found = {};
  for (const [name, { packageName, run }] of Object.entries(PEERS)) {
    try {
      const place = path.join(folder, name);
      fs.mkdirSync(place);
      execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', place, packageName], { stdio: 'ignore' });
      const version = JSON.parse(fs.readFileSync(path.join(place, 'node_modules', packageName, 'package.json'))).version;
      found[`${name} ${version}`] = () => run(path.join(place, 'node_modules/.bin', name));
    } catch (problem) {
      say(`${packageName} cannot be had: ${problem.message.split('\n')[0]}`);
    }
  }
  return found;
}
