/** Arming, counting, releasing and clearing, as applications and the control interface see it. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import type { FaultScript } from './script.ts';
import { rawSigner } from './test-signing.ts';

const running = freshEmulator();

function script(...rules: FaultScript['rules'][number][]): FaultScript {
  return { name: 'test', rules };
}

const digest = Buffer.alloc(32, 7);

describe('an armed script', () => {
  it('lets the n-th call return a code, and only that one', async () => {
    await running.makeToken();
    const signer = await rawSigner(await running.application());
    running.emulator.faults.apply(
      script({
        when: { function: 'C_Sign', call: 2 },
        do: [{ action: 'return', code: 'CKR_DEVICE_MEMORY' }],
      }),
    );
    const results = [];
    for (let n = 0; n < 3; n++) results.push((await signer.sign(digest)).result);
    expect(results).toEqual(['CKR_OK', 'CKR_DEVICE_MEMORY', 'CKR_OK']);
    expect(running.emulator.faults.show().armed[0]?.rules).toEqual([
      { name: 'rule-1', fitting: 3, fired: 1 },
    ]);
  });
});
