/** `congvu token faults …`: let tokens fail on command. */
import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { fileLimits, readBounded, readingFailure } from '../foundation/bounded-file.ts';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import type { FaultSource } from './faults/index.ts';
import { type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

type ApplyOptions = TokenOptions & { readonly token?: string; readonly seed?: number };
type CatalogueOptions = TokenOptions & { readonly lang: 'en' | 'vi' };

export function registerFaultVerbs(token: Command): void {
  const faults = token.command('faults').description('let tokens fail, by a script or by name');

  tokenVerb(faults, 'apply <file-or-name>', 'arm a script, or a fault of the catalogue')
    .option('--token <label>', 'the token that it is about, by label or serial number (default: every token)')
    .option('--seed <seed>', 'of the dice (default: that of the script, else thrown)', wholeSeed)
    .action(async (source: string, options: ApplyOptions) => {
      const { token: label, seed } = options;
      const client = await tokenClient(options);
      const armed = await client.faults.apply(await sourceAt(source), { token: label, seed });
      if (options.json === true) return terminal.printJson(armed);
      const { armedText } = await import('./faults/text.ts');
      terminal.print(armedText(armed));
    });

  tokenVerb(faults, 'show', 'what is armed, what has fired, and which calls are held').action(
    async (options: TokenOptions) => {
      const { faults: control } = await tokenClient(options);
      await showFaults(await control.show(), options);
    },
  );

  tokenVerb(faults, 'clear [name]', 'disarm one script or all, and let hanging calls go on').action(
    async (name: string | undefined, options: TokenOptions) => {
      const { faults: control } = await tokenClient(options);
      await showFaults(await control.clear(name), options);
    },
  );

  tokenVerb(faults, 'release', 'let hanging calls go on; the scripts stay armed').action(
    async (options: TokenOptions) => {
      const { faults: control } = await tokenClient(options);
      const { released } = await control.release();
      if (options.json === true) terminal.printJson({ released });
      else terminal.print(`calls released: ${released}`);
    },
  );

  tokenVerb(faults, 'replay [name]', 'arm again from the beginning, with the same seed').action(
    async (name: string | undefined, options: TokenOptions) => {
      const { faults: control } = await tokenClient(options);
      await showFaults(await control.replay(name), options);
    },
  );

  faults
    .command('catalogue [name]')
    .description('the named faults, and what a good product does in each; needs no emulator')
    .addOption(new Option('--lang <lang>', 'language').choices(['en', 'vi']).default('en'))
    .option('--json', 'one JSON document')
    .action(catalogue);
}

/** A path, or else a name of the catalogue; the emulator says what is wrong with either. */
async function sourceAt(source: string): Promise<FaultSource> {
  if (!/[/.]/.test(source) && !existsSync(source)) return source;
  try {
    return { text: readBounded(source, fileLimits.text).toString('utf8'), file: source };
  } catch (error) {
    const { fail } = await import('./faults/errors.ts');
    throw fail('TOKEN_FAULT_FILE_UNREADABLE', { file: source, reason: readingFailure(error) }, error);
  }
}

async function showFaults(
  view: Parameters<typeof import('./faults/text.ts').faultsText>[0],
  options: TokenOptions,
) {
  if (options.json === true) return terminal.printJson(view);
  const { faultsText } = await import('./faults/text.ts');
  terminal.print(faultsText(view));
}

async function catalogue(name: string | undefined, { json, lang }: CatalogueOptions): Promise<void> {
  const { faultCatalogue } = await import('./faults/catalogue.ts');
  const all = faultCatalogue();
  const found = name === undefined ? all : all.filter((entry) => entry.name === name);
  if (found.length === 0) {
    const { fail } = await import('./faults/errors.ts');
    throw fail('TOKEN_FAULT_UNKNOWN', { name: name ?? '' });
  }
  if (json === true) return terminal.printJson(found);
  const { catalogueText, entryText } = await import('./faults/text.ts');
  terminal.print(
    name === undefined ? catalogueText(found, lang) : found.map((entry) => entryText(entry, lang)).join('\n'),
  );
}

function wholeSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d{1,10}$/.test(text) || seed > 0xffffffff)
    throw new InvalidArgumentError('expected 0 to 4294967295');
  return seed;
}
