/** PINs on the command line: as an option, from a file, or from the environment, in that order. */
import { type Command, Option } from 'commander';
import { fileLimits, readBounded, readingFailure } from '../foundation/bounded-file.ts';
import { pinFileNamed } from '../foundation/pin-file.ts';
import { fail } from './errors.ts';

export interface PinSource {
  /** Option without dashes; `${option}-file` names a file. */
  readonly option: string;
  readonly variable: string;
  /** For people, in messages. */
  readonly role: string;
}

export const userPin: PinSource = Object.freeze({ option: 'pin', variable: 'CONGVU_PIN', role: 'user' });
export const soPin: PinSource = Object.freeze({ option: 'so-pin', variable: 'CONGVU_SO_PIN', role: 'SO' });
export const puk: PinSource = Object.freeze({ option: 'puk', variable: 'CONGVU_PUK', role: 'PUK' });
export const newPin: PinSource = Object.freeze({
  option: 'new-pin',
  variable: 'CONGVU_NEW_PIN',
  role: 'new user',
});

export function addPinOptions(command: Command, ...sources: readonly PinSource[]): Command {
  for (const { option, variable, role } of sources) {
    const name = role === 'PUK' ? role : `${role} PIN`;
    const direct = new Option(`--${option} <pin>`, `${name} (or ${variable} in the environment)`);
    // A wrong guess which one is meant would cost a try.
    command.addOption(direct.conflicts(optionNames({ option, variable, role })[1] ?? ''));
    command.option(`--${option}-file <file>`, `file with the ${name} on its first line`);
  }
  return command;
}

/** The PIN, or undefined when none was given anywhere. Throws TOKEN_PIN_FILE_UNREADABLE. */
export function givenPin(options: Readonly<Record<string, unknown>>, source: PinSource): string | undefined {
  const name = nameOf(source);
  const direct = options[name];
  if (typeof direct === 'string') return direct;
  const file = options[`${name}File`];
  return typeof file === 'string' ? firstLine(file, `--${source.option}-file`) : process.env[source.variable];
}

/** The names that commander gives to the options of these PINs, for `Option.conflicts`. */
export function optionNames(...sources: readonly PinSource[]): string[] {
  return sources.map(nameOf).flatMap((name) => [name, `${name}File`]);
}

/** Whether one of its options was given; the environment does not count. */
export function pinOptionGiven(options: Readonly<Record<string, unknown>>, source: PinSource): boolean {
  return optionNames(source).some((name) => options[name] !== undefined);
}

/** Throws TOKEN_PIN_MISSING. */
export function requiredPin(options: Readonly<Record<string, unknown>>, source: PinSource): string {
  const pin = givenPin(options, source);
  if (pin !== undefined) return pin;
  const { role, option, variable } = source;
  throw fail('TOKEN_PIN_MISSING', { role, field: nameOf(source), option: `--${option}`, variable });
}

function nameOf({ option }: PinSource): string {
  return option.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function firstLine(file: string, option: string): string {
  try {
    return readBounded(file, fileLimits.pin).toString('utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    const reason = readingFailure(error);
    throw fail('TOKEN_PIN_FILE_UNREADABLE', { file: pinFileNamed(file, option), reason }, error);
  }
}
