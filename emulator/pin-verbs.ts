/** `congvu token profiles|pin-pad|reset-tries|set-tries|write-protect`: kinds of tokens, and what is done about PINs from outside. */
import { type Command, InvalidArgumentError } from 'commander';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { addPinOptions, givenPin, newPin, userPin } from './pin-options.ts';
import type { PadView } from './policy/pins/pin-pad-control.ts';
import type { TriesWanted } from './token/pin-tries.ts';
import { showToken, type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

export function registerPinVerbs(token: Command): void {
  token
    .command('profiles [profile]')
    .description('the kinds of tokens, with source and confidence; one of them, or an own file, in full')
    .option('--json', 'one JSON document')
    .action(async (given: string | undefined, { json }: { json?: boolean }) => {
      const { profileGiven } = await import('./profiles/given.ts');
      const { shippedProfiles } = await import('./profiles/index.ts');
      const { profileTable, profileText } = await import('./profile-text.ts');
      if (given !== undefined) {
        const profile = profileGiven(given);
        return json === true ? terminal.printJson(profile) : terminal.print(profileText(profile));
      }
      const all = shippedProfiles();
      return json === true ? terminal.printJson(all) : terminal.print(profileTable(all));
    });

  tokenVerb(token, 'reset-tries <label>', "the administrator's reset of the counters, as of a TPM").action(
    async (label: string, options: TokenOptions) => {
      await showToken(await (await tokenClient(options)).resetTries(label), options);
    },
  );

  tokenVerb(
    token,
    'set-tries <label>',
    'let so many tries be left, without a PIN; 0 locks. For tests: no card lets anybody do that',
  )
    .option('--user <tries>', 'of the user PIN; where PINs share one counter, of that', triesGiven)
    .option('--so <tries>', 'of the SO PIN', triesGiven)
    .option('--puk <tries>', 'of the PUK', triesGiven)
    .action(async (label: string, options: TokenOptions & TriesWanted) => {
      const { user, so, puk } = options;
      await showToken(await (await tokenClient(options)).setTries(label, { user, so, puk }), options);
    });

  tokenVerb(
    token,
    'write-protect <label>',
    'let no application change anything on a token (what its owner does from outside, as unlock and wipe, still counts)',
  )
    .option('--off', 'let it be changed again')
    .action(async (label: string, options: TokenOptions) => {
      await showToken(await (await tokenClient(options)).writeProtect(label, options.off !== true), options);
    });

  registerPadVerbs(
    token.command('pin-pad').description('the PIN pads of readers: what they ask, and answers'),
  );
}

function triesGiven(text: string): number {
  if (!/^[0-9]{1,3}$/.test(text)) throw new InvalidArgumentError('a whole number from 0, which locks');
  return Number(text);
}

function registerPadVerbs(pad: Command): void {
  tokenVerb(pad, 'list', 'what PIN pads ask at this moment').action(async (options: TokenOptions) => {
    const open = await (await tokenClient(options)).pinPad.open();
    if (options.json === true) return terminal.printJson(open);
    if (open.length === 0) terminal.note('No PIN pad asks anything.');
    for (const view of open) terminal.print(padText(view));
  });

  const enter = tokenVerb(pad, 'enter <label>', 'enter PINs on the pad of a token').option(...waitOption);
  addPinOptions(enter, userPin, newPin).action(async (label: string, options: PadOptions) => {
    const entry = { pin: givenPin(options, userPin), newPin: givenPin(options, newPin) };
    await showPad(await (await tokenClient(options)).pinPad.enter(label, entry, waitMs(options)), options);
  });

  tokenVerb(pad, 'cancel <label>', 'press its cancel key')
    .option(...waitOption)
    .action(async (label: string, options: PadOptions) => {
      await showPad(await (await tokenClient(options)).pinPad.cancel(label, waitMs(options)), options);
    });
}

type PadOptions = TokenOptions & { readonly wait: number };

const waitOption = ['--wait <seconds>', 'wait so long for the pad to ask', seconds, 0] as const;

function waitMs({ wait }: PadOptions): number {
  return Math.round(wait * 1000);
}

function seconds(text: string): number {
  if (!/^[0-9]{1,3}(\.[0-9]{1,3})?$/.test(text))
    throw new InvalidArgumentError('a number of seconds up to 600');
  return Number(text);
}

async function showPad(view: PadView, options: TokenOptions): Promise<void> {
  if (options.json === true) terminal.printJson(view);
  else terminal.note(`Answered: ${padText(view)}`);
}

function padText({ label, serial, asks, needs, connection }: PadView): string {
  const fields = needs.map((field) => (field === 'pin' ? '--pin' : '--new-pin')).join(' and ');
  return `${label === '' ? serial : label}: ${asks}, needs ${fields} (connection ${connection})`;
}
