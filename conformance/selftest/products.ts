/** The test of a family of wrong products, the same for every family. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Laboratory, openLaboratory } from './laboratory.ts';
import { expectationsFor, observed, wanted } from './observed.ts';
import type { WrongProduct } from './wrong-system.ts';

/** One `it` for each wrong product: exactly the stated rows fail, for the stated reason. */
export function testWrongProducts(family: string, products: readonly WrongProduct[]): void {
  describe(`${family} that are wrong on purpose`, () => {
    let laboratory: Laboratory;
    beforeAll(async () => {
      laboratory = await openLaboratory({
        tokens: products.some(({ capability }) => capability === 'signer'),
      });
    });
    afterAll(() => laboratory?.close());

    it.each(products.map((product) => [product.id, product] as const))('%s', async (_, product) => {
      const { bench, close } = await laboratory.benchWith(product.distort);
      try {
        for (const expectation of expectationsFor(product)) {
          const { requirement } = expectation.property;
          const came = await observed(bench, expectation);
          const expected = wanted(expectation);
          if (typeof expected === 'string')
            expect(`${requirement}: ${came}`).toBe(`${requirement}: ${expected}`);
          else expect(came, requirement).toMatch(expected);
        }
      } finally {
        await close();
      }
    });
  });
}
