/** One question to an HTTP server, with a limit on time and size; redirections are not followed. */
import type { Bilingual } from '../../foundation/bilingual.ts';
import { systemReason } from '../../foundation/system-words.ts';
import { fail } from './errors.ts';

export interface Question {
  readonly url: string;
  /** Absent: GET. */
  readonly body?: Uint8Array;
  readonly type?: string;
  /** Bytes of answer that are read. */
  readonly limit: number;
}

const patienceMs = 15_000;

/**
 * A password in an address would stand in every message that names the address. Any @ counts: where a password ends is a
 * matter of how the address is read. Throws SIGN_ADDRESS_SECRET.
 */
export function refuseSecret(address: string, option: string): void {
  if (address.includes('@')) throw fail('SIGN_ADDRESS_SECRET', { option });
}

/** Throws Error with a reason for people. */
export async function answerTo({ url, body, type, limit }: Question): Promise<Uint8Array> {
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body: Uint8Array.from(body) }),
    headers: type === undefined ? {} : { 'content-type': type },
    signal: AbortSignal.timeout(patienceMs),
    redirect: 'error',
  });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > limit) throw new Error(`more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What `answerTo` threw, for a message. */
export function exchangeReason(cause: unknown): Bilingual {
  const reason = systemReason(cause);
  const [, limit] = /^more than (\d+) bytes$/.exec(reason.en) ?? [];
  if (limit !== undefined) return { ...reason, vi: `câu trả lời lớn hơn ${limit} byte` };
  const status = /^HTTP \d+$/.test(reason.en);
  return status ? { ...reason, vi: `máy chủ báo lỗi ${reason.en}` } : reason;
}
