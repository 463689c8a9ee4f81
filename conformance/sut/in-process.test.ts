import { describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { type Adapter, inProcess } from './in-process.ts';

const adapter: Adapter = (request) => {
  const { id } = request;
  if (request.message === 'hello') {
    const product = { name: 'Inside', vendor: 'Suite', version: '1' };
    return { id, ok: { protocol: 1, product, capabilities: ['verifier'], operations: ['verify'] } };
  }
  if (request.message === 'perform' && request.operation === 'verify') {
    return { id, ok: { outcome: 'accepted', reasons: [], signatures: [], at: undefined } };
  }
  return request.message === 'perform'
    ? { id, unsupported: { operation: request.operation } }
    : { id, ok: {} };
};
const parameters = { document: '/a.pdf', trustDir: '/trust', regulation: 'x' };

describe('an adapter in the same process', () => {
  it('gets and gives only what a line could carry', async () => {
    const system = await connect(inProcess(adapter));
    const answer = await system.perform('verify', parameters);
    expect(answer).toEqual({ kind: 'ok', result: { outcome: 'accepted', reasons: [], signatures: [] } });
    await system.close();
    await expect(system.reset()).rejects.toMatchObject({ code: 'SUT_CLOSED' });
  });

  it('is checked like any other', async () => {
    const flattering = await connect(
      inProcess((request) =>
        request.message === 'reset'
          ? ({ id: request.id, ok: {}, verdict: 'pass' } as never)
          : adapter(request),
      ),
    );
    await expect(flattering.reset()).rejects.toMatchObject({ code: 'SUT_ANSWER_INVALID' });
  });

  it('answers one request after the other', async () => {
    let running = 0;
    let most = 0;
    const slow: Adapter = async (request) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return adapter(request);
    };
    const system = await connect(inProcess(slow));
    await Promise.all([1, 2, 3].map(() => system.perform('verify', parameters)));
    expect(most).toBe(1);
  });
});
