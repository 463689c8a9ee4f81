/** The test suites of two Go libraries, as Debian ships them, on SoftHSM itself and through the emulator. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign, foreignFile } from '../../../ci/foreign.ts';
import { present, program } from '../programs.ts';
import { releases } from '../releases.ts';
import { type Cases, casesOfGoTest, type Outcome } from './cases.ts';
import { compared, expectationNamed, type Place, suitePins } from './places.ts';

const gopath = '/usr/share/gocode/src/github.com';
const suites = [
  {
    name: 'miekg-pkcs11',
    source: foreignFile(`${gopath}/miekg/pkcs11/pkcs11_test.go`),
    left: /^$/,
  },
  {
    name: 'crypto11',
    source: foreignFile(`${gopath}/ThalesIgnite/crypto11/rsa_test.go`),
    // Half a minute of making RSA keys in Go itself, and a measurement.
    left: process.env.CONGVU_LONG === undefined ? /Certificate|Threaded|Native|AfterClosed/ : /^$/,
  },
];
const needed = foreignFile(`${gopath}/stretchr/testify/require/require.go`);
const sources = suites.every(({ source }) => source.present);
const able = present('go', 'gcc', 'softhsm2-util') && needed.present && sources;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  if (!able) return;
  for (const { name, source } of suites) await compiled(name, dirname(source.path));
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function compiled(name: string, source: string): Promise<void> {
  const environment = {
    GO111MODULE: 'off',
    GOPATH: source.slice(0, source.indexOf('/src/')),
    GOCACHE: join(folder, 'cache'),
    GOFLAGS: '',
    GOPROXY: 'off',
    PATH: `${dirname(foreign('gcc').path)}:${process.env.PATH}`,
  };
  const build = program('env', environment, '-C', source, foreign('go').path, 'test', '-vet=off', '-c');
  const built = await build('-o', join(folder, name), '.');
  expect(built.exit, built.output).toBe(0);
}

/** Each test in a process of its own, so that one which leaves the library in disorder fails alone. */
async function run(name: string, left: RegExp, place: Place): Promise<Cases> {
  const { module, environment, start } = place;
  const pin = suitePins.pin;
  writeFileSync(join(place.folder, 'config'), JSON.stringify({ Path: module, TokenLabel: 'T', Pin: pin }));
  const env = {
    ...process.env,
    ...environment,
    SOFTHSM_LIB: module,
    SOFTHSM_TOKENLABEL: 'T',
    SOFTHSM_PIN: pin,
  };
  const [first = '', ...rest] = [...start, join(folder, name)];
  const go = (...args: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      execFile(first, [...rest, ...args], { env, cwd: place.folder }, (_error, out) => resolve(out));
    });
  const tests = (await go('-test.list', '.')).split('\n').filter((one) => /^(Test|Example)/.test(one));
  const all = new Map<string, Outcome>();
  for (const test of tests.filter((one) => !left.test(one))) {
    const cases = casesOfGoTest(await go('-test.v', '-test.run', `^${test}$`));
    if (cases.size === 0) all.set(test, 'fail');
    for (const [one, outcome] of cases) all.set(one, outcome);
  }
  return all;
}

/** The oldest client and the newest; the one between is tried with the long tests. */
const here = releases.filter(
  ({ present, name }) => present && (name !== 'trixie' || process.env.CONGVU_LONG !== undefined),
);

describe.skipIf(!able).each(suites)('the tests of $name', ({ name, left }) => {
  it.each(here)(
    'with p11-kit of $name differ from SoftHSM only where they may',
    async (release) => {
      expect(await compared(release, (place) => run(name, left, place), expectationNamed(name))).toEqual([]);
    },
    240_000,
  );
});
