/** How far a time stamp's time may be off (RFC 3161, 2.4.2), and between which moments it therefore lies. */
import { DerError, type DerValue, sequence, Tag } from '../der/reader.ts';
import { integerHex } from '../der/values.ts';

/**
 * Accuracy ::= SEQUENCE { seconds, millis [0] (1..999), micros [1] (1..999) }, each optional. In milliseconds, parts of one
 * rounded up. Throws DerError for numbers that the structure does not allow, negative ones among them.
 */
export function accuracyOf(value: DerValue): number {
  const parts = sequence(value, 'accuracy');
  const seconds = parts.takeIf(Tag.integer);
  const millis = parts.takeIf(Tag.contextPrimitive(0));
  const micros = parts.takeIf(Tag.contextPrimitive(1));
  parts.finish('accuracy');
  const whole = seconds === undefined ? 0 : natural(seconds);
  return whole * 1_000 + (thousandth(millis) ?? 0) + (thousandth(micros) === undefined ? 0 : 1);
}

/** As hexadecimal digits: what no date reaches is as good as any other huge number. */
const longestNumber = 10;

function natural(value: DerValue): number {
  const text = integerHex(value);
  if (text.startsWith('-')) throw new DerError('accuracy: a negative number');
  return Number.parseInt(text.length > longestNumber ? 'f'.repeat(longestNumber) : text, 16);
}

function thousandth(value: DerValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = natural({ ...value, tag: Tag.integer });
  if (number < 1 || number > 999) throw new DerError('accuracy: expected a number from 1 to 999');
  return number;
}
