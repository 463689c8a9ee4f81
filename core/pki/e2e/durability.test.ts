/** What was acknowledged survives kill -9, and two processes at once lose nothing of each other. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { systemClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { openPki, type Pki } from '../index.ts';

const root = mkdtempSync(join(tmpdir(), 'congvu-pki-kill-'));
const script = join(projectRoot, 'core/pki/e2e/issue-forever.ts');

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the issuing process; kills it as soon as it has said that many lines. */
function run(
  dir: string,
  options: { readonly killAfter?: number; readonly limit?: number },
): Promise<string[]> {
  const child = spawn(process.execPath, [script, dir, String(options.limit ?? 1_000_000)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    if (options.killAfter !== undefined && text.split('\n').length > options.killAfter) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    // What follows the last newline was cut off in the middle of being said.
    child.once('close', () => resolve(text.split('\n').slice(0, -1)));
  });
}

function revokedByCrl(pki: Pki): ReadonlySet<string> {
  const crl = ['crl', '-inform', 'DER', '-in', join(pki.trustDir, 'sub.crl'), '-noout', '-text'];
  const text = spawnSync('openssl', crl).stdout.toString();
  return new Set(
    [...text.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, serial]) => (serial ?? '').toLowerCase()),
  );
}

function expectAllKept(pki: Pki, lines: readonly string[]): void {
  const issued = new Set(pki.issued().map(({ serial }) => serial));
  const revoked = revokedByCrl(pki);
  for (const line of lines) {
    const [verb, serial = ''] = line.split(' ');
    expect(issued).toContain(serial);
    if (verb === 'revoked') expect(revoked).toContain(serial);
  }
  // The CRL never lags behind the index, not even for what was recorded but not acknowledged.
  for (const serial of issued) expect(revoked.has(serial)).toBe(pki.revocation(serial) !== undefined);
}

describe.skipIf(!foreign('openssl').present)('the index', { timeout: 180_000 }, () => {
  it('keeps everything acknowledged when the process is killed again and again', async () => {
    const dir = join(root, 'killed');
    const lines: string[] = [];
    for (const killAfter of [1, 2, 3, 5, 8, 13]) {
      lines.push(...(await run(dir, { killAfter })));
      const pki = await openPki({ dir, clock: systemClock });
      expectAllKept(pki, lines);
      pki.close();
    }
    expect(lines.length).toBeGreaterThan(20);
  });

  it('keeps what two processes do at the same time, even the making', async () => {
    const dir = join(root, 'shared');
    const both = await Promise.all([run(dir, { limit: 8 }), run(dir, { limit: 8 })]);
    const lines = both.flat();
    expect(lines).toHaveLength(24);
    const pki = await openPki({ dir, clock: systemClock });
    expectAllKept(pki, lines);
    pki.close();
  });
});
