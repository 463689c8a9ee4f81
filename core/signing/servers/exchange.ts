/** One question to an HTTP server, with a limit on time and size; redirections are not followed. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { systemReason } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';

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

/** Throws NoAnswer, or what `fetch` throws; `exchangeReason` has the words for both. */
export async function answerTo({ url, body, type, limit }: Question): Promise<Uint8Array> {
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body: Uint8Array.from(body) }),
    headers: type === undefined ? {} : { 'content-type': type },
    signal: AbortSignal.timeout(patienceMs),
    redirect: 'error',
  });
  if (!response.ok || response.body === null) {
    throw new NoAnswer(both(`HTTP ${response.status}`, `máy chủ báo lỗi HTTP ${response.status}`));
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > limit) {
      throw new NoAnswer(both(`more than ${limit} bytes`, `câu trả lời lớn hơn ${limit} byte`));
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The server answered with something else. */
class NoAnswer extends Error {
  readonly words: Bilingual;

  constructor(words: Bilingual) {
    super(words.en);
    this.words = words;
  }
}

/** What `answerTo` threw, for a message. */
export function exchangeReason(cause: unknown): Bilingual {
  if (cause instanceof NoAnswer) return cause.words;
  const late = cause instanceof Error && cause.name === 'TimeoutError';
  return late
    ? both(cause.message, `không có câu trả lời trọn vẹn trong ${patienceMs / 1000} giây`)
    : systemReason(cause);
}
