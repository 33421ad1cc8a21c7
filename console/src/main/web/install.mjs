// Runs `npm ci` only when the lock file or the Node version changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const stamp = `${here}node_modules/.tocsin-install`;
const wanted = createHash('sha256').update(readFileSync(`${here}package-lock.json`)).update(process.version).digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0);

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--prefer-offline'], {
  cwd: here,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (run.status === 0) writeFileSync(stamp, wanted);
process.exit(run.status ?? 1);
