/** One question to a server that the user named, and the words for what came of a question to any server. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import { systemReason } from '../../../foundation/system-words.ts';
import { onlyHostOf } from '../../fetching/allow-list.ts';
import { FetchFailure } from '../../fetching/fault.ts';
import { fetchFaultText } from '../../fetching/fault-words.ts';
import { type FetchTerms, fetchBytes, type Question } from '../../fetching/fetch.ts';
import { usualFetchLimits } from '../../fetching/limits.ts';
import { fail } from '../errors.ts';

/**
 * A password in an address would stand in every message that names the address. Any @ counts: where a password ends is a
 * matter of how the address is read. Throws SIGN_ADDRESS_SECRET.
 */
export function refuseSecret(address: string, option: string): void {
  if (address.includes('@')) throw fail('SIGN_ADDRESS_SECRET', { option });
}

/** For an address that the user wrote, which may be on this machine. Throws FetchFailure. */
export function answerTo(question: Question, terms: Partial<FetchTerms> = {}): Promise<Uint8Array> {
  const { milliseconds, redirects } = usualFetchLimits;
  return fetchBytes(question, { allowed: onlyHostOf(question.url), milliseconds, redirects, ...terms });
}

/** What was thrown, for a message: the system's own words where it was the system that failed. */
export function exchangeReason(thrown: unknown): Bilingual {
  if (!(thrown instanceof FetchFailure)) return systemReason(thrown);
  const ours = fetchFaultText(thrown.fault);
  if (!ofTheSystem.has(thrown.fault.kind)) return ours;
  const { en, vi } = systemReason(thrown.cause);
  return { en: en === '' ? ours.en : en, vi: vi === '' ? ours.vi : vi };
}

const ofTheSystem: ReadonlySet<string> = new Set<FetchFailure['fault']['kind']>([
  'connection-refused',
  'connection-lost',
  'unreachable',
  'other',
]);
