/** softhsm-config/: every layout is made once however often it is applied, and what is wrong is named and left alone. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreign, foreignFile } from '../../ci/foreign.ts';
import { commandsOf, runPasted } from '../../ci/pasted.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { type ProgramResult, present, program } from './programs.ts';

const here = join(projectRoot, 'softhsm-config');
const able = present('pkcs11-tool', 'softhsm2-util');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  mkdirSync(join(folder, 'tokens'));
  const template = readFileSync(join(here, 'softhsm2.conf.in'), 'utf8');
  writeFileSync(join(folder, 'softhsm2.conf'), template.replaceAll('@TOKENS@', join(folder, 'tokens')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function apply(...layout: readonly string[]): Promise<ProgramResult> {
  const path = [
    ...['pkcs11-tool', 'softhsm2-util'].map((name) => dirname(foreign(name).path)),
    process.env.PATH,
  ];
  const environment = [`SOFTHSM2_CONF=${join(folder, 'softhsm2.conf')}`, `PATH=${path.join(':')}`];
  return program('env', {}, ...environment)('/bin/sh', join(here, 'make-tokens.sh'), ...layout);
}

/** Columns of a layout's rows. */
const rows = (layout: string): readonly (readonly string[])[] =>
  readFileSync(layout, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

function written(text: string): string {
  const path = join(folder, 'layout.tsv');
  writeFileSync(path, text);
  return path;
}

describe.skipIf(!able)('softhsm-config', () => {
  it.each(readdirSync(join(here, 'layouts')))(
    'layout %s is made once, and left alone after that',
    async (name) => {
      const layout = join(here, 'layouts', name);
      const labels = new Set(rows(layout).map(([label]) => label));
      const keys = rows(layout).filter((row) => row[3] !== '-');
      const first = await apply(layout);
      expect(first.exit, first.output).toBe(0);
      expect(first.output.match(/^made token /gm)).toHaveLength(labels.size);
      expect(first.output.match(/^made key /gm)).toHaveLength(keys.length);
      expect(await apply(layout)).toEqual({ exit: 0, output: '' });
      expect(readdirSync(join(folder, 'tokens'))).toHaveLength(labels.size);
    },
  );

  it('a layout is taken by its name as by its path, with its ending and without', async () => {
    const first = await apply('desk');
    expect(first).toMatchObject({ exit: 0, output: expect.stringContaining('made token Văn thư\n') });
    for (const same of ['desk.tsv', join(here, 'layouts', 'desk.tsv')])
      expect(await apply(same)).toEqual({ exit: 0, output: '' });
  });

  it('gives a token that an interrupted run left without it its key', async () => {
    await apply(written('a\t123456\t87654321\t-\t-\t-\n'));
    const later = written('a\t123456\t87654321\tEC:prime256v1\t01\tky\n');
    expect(await apply(later)).toEqual({ exit: 0, output: 'made key ky in a\n' });
  });

  it('tells labels apart that are nearly the same', async () => {
    const layout = written('a.b\t123456\t87654321\t-\t-\t-\na+b\t123456\t87654321\t-\t-\t-\n');
    expect((await apply(layout)).output).toBe('made token a.b\nmade token a+b\n');
  });

  it.each([
    [
      'a token with another PIN',
      'a\t999999\t87654321\tEC:prime256v1\t01\tky\n',
      /token a is there, but its user PIN/,
    ],
    [
      'a row with five columns',
      'a\t123456\t87654321\tEC:prime256v1\t01\n',
      /layout\.tsv:1: expected six columns/,
    ],
  ])('refuses %s and changes nothing', async (_, text, message) => {
    await apply(written('a\t123456\t87654321\t-\t-\t-\n'));
    const refused = await apply(written(text));
    expect([refused.exit, refused.output]).toEqual([2, expect.stringMatching(message)]);
    expect(await apply(written('a\t123456\t87654321\t-\t-\t-\n'))).toEqual({ exit: 0, output: '' });
  });

  it('says what it needs', async () => {
    const layouts = 'there are desk, every-key, person-and-agency, or give the path of an own file\n';
    for (const nowhere of [join(folder, 'nowhere.tsv'), 'dsk', folder, '../softhsm-config'])
      expect(await apply(nowhere)).toEqual({
        exit: 2,
        output: `make-tokens: there is no layout ${nowhere}; ${layouts}`,
      });
    const bare = await program('env', {}, '-u', 'SOFTHSM2_CONF')('/bin/sh', join(here, 'make-tokens.sh'));
    expect([bare.exit, bare.output]).toEqual([2, expect.stringContaining('SOFTHSM2_CONF')]);
  });
});

const softhsm = foreignFile('/usr/lib/softhsm/libsofthsm2.so');
const byHand = able && softhsm.present && softhsm.path.startsWith('/usr/');

describe.skipIf(!byHand)('the README', () => {
  it('sets the same token up by hand', () => {
    const page = readFileSync(join(here, 'README.md'), 'utf8');
    const steps = runPasted(commandsOf(page, 'By hand'), { cwd: folder, environment: { TMPDIR: folder } });
    expect(steps.filter(({ exit }) => exit !== 0)).toEqual([]);
    const listed = steps.find(({ command }) => command.includes('--list-objects'))?.output;
    expect(listed?.match(/label: +ky-ca-nhan(-ec)?$/gm)).toHaveLength(4);
  });
});
