// Puts playwright-core where Playwright for Java looks for its driver: <target>/package.
// Usage: node install.mjs <target>
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = process.argv[2];
const lock = join(here, 'package-lock.json');
const stamp = join(target, 'stamp');
const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of ['package.json', 'package-lock.json']) cpSync(join(here, file), join(target, file));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], {
  cwd: target,
  stdio: 'inherit',
  env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  shell: process.platform === 'win32',
});
if (run.status !== 0) process.exit(run.status ?? 1);
cpSync(join(target, 'node_modules', 'playwright-core'), join(target, 'package'), { recursive: true });
writeFileSync(stamp, wanted);
