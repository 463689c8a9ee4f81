/** What a token may be called, so that people can read it and every command knows which one is meant. */
import { fail } from '../errors.ts';
import type { StoredToken } from './stored-token.ts';

/** PKCS#11 has a field of 32 bytes for it. */
const maxBytes = 32;

/** Controls, line ends, halves of letters, what shows nothing or turns the direction of writing: they hide what a label says. */
const unreadable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]|^\s|\s$/u;

/**
 * For a token of that serial number that is to stand beside the others; `label` is in normal form C.
 * Throws TOKEN_LABEL_INVALID, TOKEN_EXISTS.
 */
export function checkLabel(label: string, serial: string, tokens: readonly StoredToken[]): void {
  const bytes = Buffer.byteLength(label);
  if (bytes === 0 || bytes > maxBytes || unreadable.test(label)) throw fail('TOKEN_LABEL_INVALID');
  for (const token of tokens) {
    if (token.label() === label || token.identity.serial === label) throw fail('TOKEN_EXISTS', { label });
    if (token.label() === serial) throw fail('TOKEN_EXISTS', { label: serial });
  }
}
