/** One engine is killed beside others: what it did goes, what theirs did stays; a key that is destroyed is there whole, or not. */
import { describe, expect, it } from 'vitest';
import {
  cut,
  engines,
  entered,
  files,
  judged,
  kills,
  marked,
  pairs,
  pass,
  seed,
  withKillableToken,
} from './aimed-kills.ts';
import { destroyKey, findKeys, generateKey, signWith } from './kill-storm/calls.ts';
import { seededDice } from './kill-storm/dice.ts';
import { noSpareEngines } from './kill-storm/killable-server.ts';

withKillableToken(noSpareEngines);

describe('a kill of one engine', () => {
  it(
    `${kills} times, while two applications make keys, takes nothing of the other one's with it`,
    async () => {
      const dice = seededDice(seed);
      const answered = new Set<string>();
      let both = 0;
      let round = 0;
      while (round < kills || (both === round && round < 5 * kills)) {
        const number = ++round;
        const makers = [await entered(), await entered()];
        const pids = engines();
        expect(pids).toHaveLength(2);
        const before = files();
        const results = makers.map(({ app, session }, index) => {
          const id = (2 * number + index).toString(16).padStart(8, '0');
          return generateKey(app, session, id).then((result) => {
            if (result === 'CKR_OK') answered.add(id);
            return result;
          });
        });
        while (files() === before) await new Promise((next) => setImmediate(next));
        pass(dice.below(12_000));
        process.kill(dice.pick([pids[0] ?? 0, pids[1] ?? 0]), 'SIGKILL');
        const seen = await Promise.all(results);
        if (seen.every((result) => result === 'CKR_OK')) both++;
        expect(seen).toContain('CKR_OK');
        for (const { app } of makers) app.close();
        const looker = await entered();
        expect(await pairs(looker)).toEqual([...answered].sort());
        looker.app.close();
      }
      expect(both).toBeLessThan(round);
      await judged(answered.size);
    },
    60_000 + kills * 3000,
  );

  it(
    `${kills} times, in the middle of C_DestroyObject, leaves the key or none`,
    async () => {
      const dice = seededDice(seed);
      const first = await entered();
      for (let number = 1; number <= kills; number++)
        expect(await generateKey(first.app, first.session, number.toString(16).padStart(8, '0'))).toBe(
          'CKR_OK',
        );
      first.app.close();
      for (let number = kills; number > 0; number--) {
        const destroyer = await entered();
        const keys = await findKeys(destroyer.app, destroyer.session);
        let result = 'nothing';
        const destroying = async (): Promise<void> => {
          result = await destroyKey(destroyer.app, destroyer.session, keys[0] ?? 0);
        };
        await cut('engines', destroying, marked, dice.below(500));
        destroyer.app.close();
        const looker = await entered();
        const left = await findKeys(looker.app, looker.session);
        expect(keys.length - left.length).toBeLessThanOrEqual(1);
        if (result === 'CKR_OK') expect(left).toHaveLength(keys.length - 1);
        for (const key of left) expect(await signWith(looker.app, looker.session, key)).toBe(64);
        looker.app.close();
      }
    },
    60_000 + kills * 3000,
  );
});
