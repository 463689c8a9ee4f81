/** `congvu token insert|remove|lose|damage|repair|compromise|recall|wipe|delete`: what can happen to a token. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { type Damage, damages } from './token/condition.ts';
import { showToken, type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

export function registerLifeVerbs(token: Command): void {
  tokenVerb(token, 'insert <label>', 'put a token back into its reader, or into another one')
    .option('--slot <slot>', 'number of the reader', wholeNumber)
    .action(async (label: string, options: TokenOptions & { slot?: number }) => {
      const { slot } = options;
      const details = slot === undefined ? {} : { slot };
      await showToken(await (await tokenClient(options)).move(label, 'insert', details), options);
    });

  tokenVerb(token, 'damage <label>', 'break a token')
    .addOption(new Option('--damage <damage>', 'how').choices(damages).default('dead'))
    .action(async (label: string, options: TokenOptions & { damage: Damage }) => {
      const { damage } = options;
      await showToken(await (await tokenClient(options)).move(label, 'damage', { damage }), options);
    });

  tokenVerb(token, 'compromise <label>', 'let the keys of a token be known elsewhere')
    .option('--copy-as <label>', 'make the copy that somebody else signs with, in a reader of its own')
    .action(async (label: string, options: TokenOptions & { copyAs?: string }) => {
      const { copyAs } = options;
      const details = copyAs === undefined ? {} : { copyAs };
      await showToken(await (await tokenClient(options)).move(label, 'compromise', details), options);
    });

  for (const [move, description] of [
    ['remove', 'take a token out of its reader'],
    ['lose', 'lose a token for good'],
    ['repair', 'mend a damaged token, for tests: no real one heals'],
    ['recall', 'hand a token back to the issuer'],
    ['wipe', 'take keys, objects and PINs away: it is blank then'],
  ] as const) {
    tokenVerb(token, `${move} <label>`, description).action(async (label: string, options: TokenOptions) => {
      await showToken(await (await tokenClient(options)).move(label, move), options);
    });
  }

  tokenVerb(token, 'delete <label>', 'give a token up with everything on it; its snapshots stay').action(
    async (label: string, options: TokenOptions) => {
      await (await tokenClient(options)).deleteToken(label);
      if (options.json === true) terminal.printJson({ deleted: label });
      else terminal.note(`Token ${label} is gone; its reader is empty.`);
    },
  );
}

function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError('a reader has a number from 1 on');
  return Number(text);
}
