/** Collects every error table of the product, and the codes that the set-up scripts speak. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorTable as commandRows, vietnamese as commandWords } from '../../foundation/command-errors.ts';
import type { ErrorRow, ErrorTable, ErrorWords } from '../../foundation/error.ts';
import type { WarningTable } from '../../foundation/warning.ts';
import { textFiles } from './tree.ts';

export interface ErrorSection {
  /** The folder that owns the codes, as it is called in docs/errors.md. */
  readonly area: string;
  readonly rows: ErrorTable;
  /** What agencies, clerks and auditors meet is told in Vietnamese as well. */
  readonly vietnamese?: Readonly<Record<string, ErrorWords>>;
  /** What the folder warns of without refusing. */
  readonly warnings?: WarningTable;
  readonly vietnameseWarnings?: WarningTable;
}

/** One section for the command, one for set-up, then one for each `errors.ts`, in the order of their paths. */
export async function errorSections(root: string): Promise<readonly ErrorSection[]> {
  const files = textFiles(root);
  const tables = files
    .map((file) => file.path)
    .filter((path) => /^(?:emulator|core|conformance|bench)\/(?:.*\/)?errors\.ts$/.test(path));
  const scripts = files.filter((file) => /^ci\/[^/]*\.sh$/.test(file.path)).map((file) => file.text);
  return [
    { area: 'the command', rows: commandRows, vietnamese: commandWords },
    { area: 'ci/setup.sh', rows: setupRows(scripts.join('\n')) },
    ...(await Promise.all([...tables].sort().map((path) => sectionOf(root, path)))),
  ];
}

async function sectionOf(root: string, path: string): Promise<ErrorSection> {
  const loaded: { errorTable?: ErrorTable; warningTable?: WarningTable } = await import(
    pathToFileURL(join(root, path)).href
  );
  if (loaded.errorTable === undefined) throw new Error(`${path} does not export its errorTable`);
  return {
    area: path.replace(/\/errors\.ts$/, ''),
    rows: loaded.errorTable,
    ...(loaded.warningTable && { warnings: loaded.warningTable }),
    ...(await vietnameseBeside(root, path)),
  };
}

type VietnameseOf = Pick<ErrorSection, 'vietnamese' | 'vietnameseWarnings'>;

async function vietnameseBeside(root: string, path: string): Promise<VietnameseOf> {
  const beside = join(root, path.replace(/\.ts$/, '.vi.ts'));
  if (!existsSync(beside)) return {};
  const { vietnamese, vietnameseWarnings }: VietnameseOf = await import(pathToFileURL(beside).href);
  if (vietnamese === undefined) throw new Error(`${beside} does not export vietnamese`);
  return { vietnamese, ...(vietnameseWarnings && { vietnameseWarnings }) };
}

/** Reads `stop 2 "CODE: what is wrong; what to do"` out of shell text. */
export function setupRows(shell: string): ErrorTable {
  const stops = [...shell.matchAll(/\bstop (\d) "([A-Z][A-Z_]*): ([^"]*)"/g)];
  return Object.fromEntries(
    stops.map(([, exit, code = '', text = '']): [string, ErrorRow] => {
      const [message = '', ...hint] = readable(text).split('; ');
      return [code, { exit: exit === '2' ? 2 : 3, message, hint: `${hint.join('; ')}.` }];
    }),
  );
}

function readable(text: string): string {
  return text.replace(/\$\{?(\w+)(?:\[[*@]\])?\}?/g, '{$1}').replace('{toolchain_programs}', '{packages}');
}
