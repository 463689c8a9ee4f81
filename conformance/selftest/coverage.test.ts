import { describe, expect, it } from 'vitest';
import { texts } from '../regulations/index.ts';
import { wrongSystems } from './wrong-systems.ts';

const automated = texts
  .flatMap((text) => text.requirements)
  .filter(({ testability }) => testability.kind === 'automated')
  .map(({ id, capability }) => ({ id, capability }));

describe('wrong systems', () => {
  it('exist for every automated requirement', () => {
    const covered = new Set(wrongSystems.map(({ fails }) => fails.requirement));
    expect(automated.filter(({ id }) => !covered.has(id))).toEqual([]);
  });

  it('aim at automated requirements of their own capability, and each has its own name', () => {
    for (const { fails, consequences = [], undecided = [], capability, id } of wrongSystems) {
      for (const { requirement } of [fails, ...consequences, ...undecided]) {
        expect(automated, `${id} aims at ${requirement}`).toContainEqual({ id: requirement, capability });
      }
    }
    const ids = wrongSystems.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
