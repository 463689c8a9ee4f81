/** Attacked in the tests of the complaints: takes 300 MB outside of the heap for every second input. */
import type { Order } from './attack.ts';
import { attackedOneByOne } from './attacked.ts';

const kept: Buffer[] = [];

await attackedOneByOne(
  JSON.parse(process.argv[2] ?? '') as Order,
  () => Buffer.from('input'),
  (_, index) => {
    if (index % 2 === 1) kept.push(Buffer.alloc(300 * 1024 * 1024, 1));
    kept.length = 0;
    return { verdict: 'TOTAL-FAILED', code: 'PDF_SYNTAX' };
  },
);
