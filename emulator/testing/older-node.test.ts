/** The fixture under Node 20, where vitest of another project may run it: without what came to JavaScript since. */
import { emulatorTest } from 'congvu/testing';
import { afterAll, beforeAll, expect } from 'vitest';
import { present } from '../e2e/programs.ts';

/** Object → what Node 20 does not have on it. */
const newer: readonly (readonly [object, readonly string[]])[] = [
  [Promise, ['withResolvers', 'try']],
  [Array, ['fromAsync']],
  [Object, ['groupBy']],
  [Map, ['groupBy']],
  [
    Set.prototype,
    [
      'union',
      'intersection',
      'difference',
      'symmetricDifference',
      'isSubsetOf',
      'isSupersetOf',
      'isDisjointFrom',
    ],
  ],
  [RegExp, ['escape']],
  [Uint8Array, ['fromHex', 'fromBase64']],
  [Uint8Array.prototype, ['toHex', 'toBase64']],
  [globalThis, ['Iterator']],
];
const kept: (() => void)[] = [];
beforeAll(() => {
  for (const [owner, names] of newer) {
    for (const name of names) {
      const property = Object.getOwnPropertyDescriptor(owner, name);
      if (property === undefined) continue;
      kept.push(() => Object.defineProperty(owner, name, property));
      Reflect.deleteProperty(owner, name);
    }
  }
});
afterAll(() => {
  for (const putBack of kept) putBack();
});

const test = emulatorTest({
  tokens: [{ label: 'T', profile: 'lenient', pin: '123456', soPin: '87654321' }],
});

test.skipIf(!present('pkcs11-tool'))(
  'makes, uses and deletes keys, and leaves and comes back',
  async ({ emulator, run }) => {
    const tool = async (...args: readonly string[]): Promise<void> => {
      const { exit, out, err } = await run(
        'pkcs11-tool',
        ...['--module', emulator.module, '--login', '--pin', '123456', ...args],
      );
      expect(exit, `${args.join(' ')}: ${out}${err}`).toBe(0);
    };
    await tool('--keypairgen', '--key-type', 'EC:prime256v1', '--id', '01', '--label', 'key');
    emulator.remove('T');
    emulator.insert('T');
    await tool('--test');
    await tool('--change-pin', '--new-pin', '654321');
    await tool('--change-pin', '--pin', '654321', '--new-pin', '123456');
    await emulator.snapshots.take('T', { name: 'before' });
    await tool('--delete-object', '--type', 'privkey', '--id', '01');
    await emulator.snapshots.restore('T', { name: 'before' });
    await tool('--list-objects', '--type', 'privkey');
  },
);
