/** A machine without p11-kit's own server. */
import { expect, it } from 'vitest';
import { startStock } from './stock.ts';

it('says plainly that the peer is missing, and which package brings it', async () => {
  const peer = await startStock('/nowhere', { program: undefined });
  expect(peer).toEqual({ id: 'stock', missing: expect.stringContaining('package p11-kit') });
});
