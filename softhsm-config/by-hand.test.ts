/** The README sets up by hand every token and every key of every layout that is here, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandsOf } from '../ci/pasted.ts';

const here = import.meta.dirname;
const page = readFileSync(join(here, 'README.md'), 'utf8');

/** The columns of every row of all layouts. */
const rows: readonly (readonly string[])[] = readdirSync(join(here, 'layouts'))
  .flatMap((name) => readFileSync(join(here, 'layouts', name), 'utf8').split('\n'))
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

/** A command without the quotes that a shell takes away. */
const words = (command: string): string => command.replaceAll("'", '');
const commands = commandsOf(page, 'By hand').map(words);

it('makes each token once, with its PINs', () => {
  const wanted = new Set(
    rows.map(
      ([label, pin, so]) => `softhsm2-util --init-token --free --label ${label} --pin ${pin} --so-pin ${so}`,
    ),
  );
  expect(commands.filter((one) => one.includes('--init-token')).sort()).toEqual([...wanted].sort());
});

it('makes each key once, with its id and label', () => {
  const wanted = rows
    .filter(([, , , type]) => type !== '-')
    .map(
      ([label, pin, , type, id, key]) =>
        `pkcs11-tool --module "$softhsm" --token-label ${label} --login --pin ${pin} --keypairgen --key-type ${type} --id ${id} --label ${key}`,
    );
  expect(commands.filter((one) => one.includes('--keypairgen')).sort()).toEqual([...wanted].sort());
});

it('names every layout', () => {
  for (const name of readdirSync(join(here, 'layouts')))
    expect(page).toContain(`\`${name.replace('.tsv', '')}\``);
});
