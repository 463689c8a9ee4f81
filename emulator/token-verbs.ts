/** `congvu token …`: make, look at, initialise, lock and unlock the tokens of a running emulator; more verbs stand beside this file. */
import { type Command, Option } from 'commander';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { registerFaultVerbs } from './faults-verbs.ts';
import { registerJournalVerb } from './journal-verbs.ts';
import { registerLifeVerbs } from './life-verbs.ts';
import {
  addPinOptions,
  givenPin,
  newPin,
  optionNames,
  pinOptionGiven,
  puk,
  requiredPin,
  soPin,
  userPin,
} from './pin-options.ts';
import { registerPinVerbs } from './pin-verbs.ts';
import { registerSnapshotVerbs } from './snapshot-verbs.ts';
import { type TokenKind, tokenKinds } from './token/kind.ts';
import { showToken, type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

type CreateOptions = TokenOptions & { readonly kind: TokenKind; readonly removed?: boolean };

export function registerTokenVerbs(program: Command): void {
  const token = program.command('token').description('the tokens of a running emulator');

  const create = tokenVerb(token, 'create <label>', 'make a token')
    .option(
      '--profile <name>',
      'kind of token: see "congvu token profiles"; or the path of an own one',
      'strict',
    )
    .addOption(new Option('--kind <kind>', 'what it is for').choices(tokenKinds).default('personal'))
    .option('--removed', 'leave it out of its reader')
    .addOption(
      new Option('--blank', 'leave it blank, for C_InitToken').conflicts(optionNames(userPin, soPin)),
    );
  addPinOptions(create, userPin, soPin, puk).action(async (label: string, options: CreateOptions) => {
    const blank = options.blank === true;
    const pins = blank ? {} : { pin: givenPin(options, userPin), soPin: requiredPin(options, soPin) };
    const { kind, removed } = options;
    const profile = await ownOrNamed(String(options.profile));
    const given = { label, profile, kind, removed, ...pins, puk: givenPin(options, puk) };
    await showToken(await (await tokenClient(options)).create(given), options);
  });

  tokenVerb(token, 'list', 'all tokens').action(async (options: TokenOptions) => {
    const tokens = await (await tokenClient(options)).tokens();
    if (options.json === true) return terminal.printJson(tokens);
    const { tokenTable } = await import('./token-text.ts');
    if (tokens.length === 0)
      terminal.note('No tokens yet. Next: congvu token create LABEL --pin PIN --so-pin PIN');
    else terminal.print(tokenTable(tokens));
  });

  tokenVerb(token, 'show <label>', 'one token: state and tries left').action(
    async (label: string, options: TokenOptions) => {
      await showToken(await (await tokenClient(options)).token(label), options);
    },
  );

  registerLifeVerbs(token);
  registerPinVerbs(token);
  registerSnapshotVerbs(token);
  registerFaultVerbs(token);
  registerJournalVerb(token);

  const initialise = tokenVerb(
    token,
    'initialise <label>',
    'give a blank token its SO PIN, and its user PIN if there is one',
  );
  addPinOptions(initialise, soPin, userPin).action(async (label: string, options: TokenOptions) => {
    const given = { soPin: requiredPin(options, soPin), pin: givenPin(options, userPin) };
    await showToken(await (await tokenClient(options)).initialise(label, given), options);
  });

  tokenVerb(token, 'lock <label>', 'lock the user PIN as wrong PINs would, without one: a test, no card can')
    .option('--so', 'the SO PIN instead')
    .action(async (label: string, options: TokenOptions) => {
      const role = options.so === true ? 'so' : 'user';
      await showToken(await (await tokenClient(options)).lock(label, role), options);
    });

  const unlock = tokenVerb(token, 'unlock <label>', 'give the user a new PIN, with the SO PIN or the PUK');
  addPinOptions(unlock, soPin, puk, newPin).action(
    async (label: string, options: TokenOptions, command: Command) => {
      const bySoPin = pinOptionGiven(options, soPin);
      if (bySoPin && pinOptionGiven(options, puk))
        command.error('error: --so-pin and --puk cannot be used together: one of them opens the token');
      // An option counts more than the other one's variable in the environment.
      const proof = bySoPin ? undefined : givenPin(options, puk);
      const pins = proof === undefined ? { soPin: requiredPin(options, soPin) } : { puk: proof };
      const all = { ...pins, newPin: requiredPin(options, newPin) };
      await showToken(await (await tokenClient(options)).unlock(label, all), options);
    },
  );
}

/** A file is read here: a relative path is the caller's, and the emulator may run elsewhere. */
async function ownOrNamed(given: string): Promise<string | object> {
  const { isProfilePath, profileFile } = await import('./profiles/given.ts');
  return isProfilePath(given) ? profileFile(given, process.cwd()) : given;
}
