/** The two phases take what `sign` takes, in the same words: whatever one of them lacks stands here with its reason. */
import { Command, type Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../foundation/language.ts';
import { registerSigningVerbs } from './verbs.ts';

const program = new Command();
registerSigningVerbs(program, sayIn('en'));
const optionsOf = (verb: string): ReadonlyMap<string, Option> =>
  new Map(
    program.commands
      .find((command) => command.name() === verb)
      ?.options.map((option) => [option.long ?? '', option]),
  );
const [sign, prepare, complete] = ['sign', 'prepare', 'complete'].map(optionsOf) as [
  ReadonlyMap<string, Option>,
  ReadonlyMap<string, Option>,
  ReadonlyMap<string, Option>,
];

/** Options of `sign` that neither phase has. */
const onlyOfSign: Readonly<Record<string, string>> = {
  '--token': 'the key is elsewhere',
  '--module': 'the key is elsewhere',
  '--pin': 'the key is elsewhere',
  '--pin-file': 'the key is elsewhere',
  '--resume': 'one file at a time',
};
const onlyOfPhases: Readonly<Record<string, string>> = {
  '--certificate': 'whose signature it becomes, where sign asks the token',
  '--signature': 'what sign has the token make',
};
/** Of both phases: each writes a file, of a PDF or beside a file, takes a moment for now and tells what it did. */
const ofEachPhase = ['--out', '--detached', '--at', '--force', '--json'];
const inOwnWords = ['--out', '--detached', '--force', '--json'];

describe('the options of prepare and complete', () => {
  it('are those of sign between them, but for what one signature in two phases cannot have', () => {
    const phases = [...prepare.keys(), ...complete.keys()];
    expect([...sign.keys()].filter((name) => !phases.includes(name))).toEqual(
      [...sign.keys()].filter((name) => name in onlyOfSign),
    );
    expect(Object.keys(onlyOfSign).filter((name) => !sign.has(name))).toEqual([]);
    expect([...new Set(phases)].filter((name) => !sign.has(name))).toEqual(Object.keys(onlyOfPhases));
    expect([...prepare.keys()].filter((name) => complete.has(name)).sort()).toEqual(ofEachPhase.toSorted());
  });

  it('say the same as those of sign, with the same defaults', () => {
    for (const [name, { flags, description, defaultValue }] of [...prepare, ...complete]) {
      const same = sign.get(name);
      if (same === undefined || inOwnWords.includes(name)) continue;
      expect([name, flags, description, defaultValue]).toEqual([
        name,
        same.flags,
        same.description,
        same.defaultValue,
      ]);
    }
  });
});
