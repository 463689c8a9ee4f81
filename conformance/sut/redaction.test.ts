import { describe, expect, it } from 'vitest';
import { redacted, redactedText } from './redaction.ts';

describe('redacted', () => {
  it('blanks what stands under a secret name and keeps the rest', () => {
    expect(
      redacted({
        token: { label: 'An', pin: '1234' },
        pins: { user: '1', so: '2' },
        pin: 3,
        a: [{ soPin: 'x' }],
      }),
    ).toEqual({ token: { label: 'An', pin: '•••' }, pins: '•••', pin: 3, a: [{ soPin: '•••' }] });
  });

  it('blanks a known secret as a word, not inside another', () => {
    expect(redactedText('login 8642 ok 86421 8642', ['8642'])).toBe('login ••• ok 86421 •••');
    expect(redactedText('8642,8642', ['8642'])).toBe('•••,•••');
  });
});
