/** Who gets room in the memory of all connections, who waits, who is turned away, and that nothing is lost of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, type Memory, ownShare, type Purpose, sharedMemory } from './memory.ts';

const most = 1000;

const nothingComes = { stalledFor: () => undefined, abandon: () => undefined };

/** Beyond the connection's own share from the first byte on. */
function connected(memory: Memory): Account {
  const account = memory.account(nothingComes);
  account.add(ownShare);
  return account;
}

/** Waits; what becomes of it is in the list, under its name. */
function waits(account: Account, bytes: number, purpose: Purpose, name: string, heard: string[]): () => void {
  return account.wait(bytes, purpose, (taken) => heard.push(taken ? name : `${name} refused`));
}

describe('the memory of all connections', () => {
  it('leaves every connection its own share, whatever others have', () => {
    const memory = sharedMemory(most);
    connected(memory).add(most);
    const other = memory.account(nothingComes);
    expect(other.take(ownShare, 'serving')).toBe(true);
    expect(other.take(1, 'serving')).toBe(false);
  });

  it('gives room in the order in which it was asked for, also to those who want less', () => {
    const memory = sharedMemory(most);
    const [a, b, c] = [connected(memory), connected(memory), connected(memory)];
    const heard: string[] = [];
    expect(a.take(900, 'serving')).toBe(true);
    waits(b, 800, 'serving', 'b', heard);
    waits(c, 50, 'serving', 'c', heard);
    expect(a.take(10, 'serving')).toBe(false);
    expect(heard).toEqual([]);
    a.give(900);
    expect(heard).toEqual(['b', 'c']);
    expect(memory.view()).toEqual({ taken: 850, kept: 0, waiting: 0 });
  });

  it('serves a request that is here before one that is on its way, and keeps room for that', () => {
    const memory = sharedMemory(most);
    const [a, b, c] = [connected(memory), connected(memory), connected(memory)];
    const heard: string[] = [];
    expect(a.take(500, 'reading')).toBe(true);
    expect(b.take(100, 'reading')).toBe(false);
    waits(b, 100, 'reading', 'on its way', heard);
    expect(a.take(400, 'serving')).toBe(true);
    waits(c, 400, 'serving', 'here', heard);
    a.give(900);
    expect(heard).toEqual(['here', 'on its way']);
  });

  it('lets one through that wants more than there is, when nobody else has anything', () => {
    const memory = sharedMemory(most);
    const [a, b] = [connected(memory), connected(memory)];
    expect(a.take(5000, 'reading')).toBe(true);
    expect(b.take(1, 'serving')).toBe(false);
    a.give(5000);
    expect(b.take(1, 'serving')).toBe(true);
  });

  it('goes on with the next one when the first gives up, or its connection ends', () => {
    const memory = sharedMemory(most);
    const [a, b, c, d] = [connected(memory), connected(memory), connected(memory), connected(memory)];
    const heard: string[] = [];
    a.add(900);
    const leave = waits(b, 900, 'serving', 'b', heard);
    waits(c, 900, 'serving', 'c', heard);
    waits(d, 100, 'serving', 'd', heard);
    leave();
    expect(heard).toEqual([]);
    c.close();
    expect(heard).toEqual(['d']);
    a.close();
    expect(memory.view()).toEqual({ taken: 100, kept: 0, waiting: 0 });
  });

  it('turns those away that have waited in vain, and throws out what has stopped coming', async () => {
    const memory = sharedMemory(most, { stalled: 10, waiting: 30 });
    const heard: string[] = [];
    const slow = memory.account({ stalledFor: () => 10, abandon: () => heard.push('thrown out') });
    slow.add(ownShare + most);
    const refused = new Promise<boolean>((hear) => connected(memory).wait(1, 'serving', hear));
    expect(await refused).toBe(false);
    expect(heard[0]).toBe('thrown out');
  });

  it('throws nothing out while nobody waits', async () => {
    const memory = sharedMemory(most, { stalled: 1, waiting: 1 });
    const heard: string[] = [];
    const slow = memory.account({ stalledFor: () => 1000, abandon: () => heard.push('thrown out') });
    slow.add(ownShare + most);
    await new Promise((later) => setTimeout(later, 20));
    expect(heard).toEqual([]);
  });

  it('lets engines keep as much as may be under way, and the first one whatever it needs', () => {
    const memory = sharedMemory(most);
    expect(memory.mayKeep(2 * most)).toBe(true);
    const release = memory.keep(600);
    expect([memory.mayKeep(400), memory.mayKeep(401)]).toEqual([true, false]);
    release();
    release();
    expect(memory.view().kept).toBe(0);
  });

  it('is empty when everybody has gone, and never gave more than there is', () => {
    const step = fc.record({
      who: fc.nat({ max: 4 }),
      what: fc.constantFrom('take', 'wait', 'give', 'leave', 'close' as const),
      purpose: fc.constantFrom<Purpose>('serving', 'reading'),
      bytes: fc.integer({ min: 1, max: most }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const memory = sharedMemory(most);
        const accounts = Array.from({ length: 5 }, () => connected(memory));
        const has = accounts.map(() => [] as number[]);
        const leaves = accounts.map(() => [] as (() => void)[]);
        const gone = new Set<number>();
        for (const { who, what, purpose, bytes } of steps) {
          const account = accounts[who];
          if (account === undefined || gone.has(who)) continue;
          if (what === 'take' && account.take(bytes, purpose)) has[who]?.push(bytes);
          if (what === 'wait') leaves[who]?.push(account.wait(bytes, purpose, () => has[who]?.push(bytes)));
          if (what === 'give') account.give(has[who]?.pop() ?? 0);
          if (what === 'leave') leaves[who]?.pop()?.();
          if (what === 'close') {
            account.close();
            gone.add(who);
          }
          const held = has.flatMap((each, index) => (gone.has(index) ? [] : each));
          const sum = held.reduce((total, one) => total + one, 0);
          expect(memory.view().taken).toBe(sum);
          expect(sum <= most || held.length === 1).toBe(true);
        }
        for (const account of accounts) account.close();
        expect(memory.view()).toEqual({ taken: 0, kept: 0, waiting: 0 });
      }),
    );
  });
});
