/** Facts as a JSON document (facts.schema.json), to be stored and judged again under another policy or at another date. */
import { hash } from 'node:crypto';
import { Ajv } from 'ajv';
import { both } from '../../../../foundation/bilingual.ts';
import { fail } from '../../errors.ts';
import type { PageFacts } from '../../page/page-facts.ts';
import schema from '../facts.schema.json' with { type: 'json' };
import type { Facts } from '../facts.ts';
import { schemaWords } from './schema-words.ts';

export interface FactsDocument {
  readonly format: 1;
  /** Name of the file that was read. */
  readonly file: string;
  /** Of the whole file, hex: facts without the file prove nothing, with it they can be collected again. */
  readonly sha256: string;
  readonly facts: Facts;
  /** The signatures, where they stand beside the file and not in it. */
  readonly beside?: readonly BesideFile[];
  /** What the first page says, where it was to be read. */
  readonly page?: PageFacts;
}

export interface BesideFile {
  readonly file: string;
  /** Of its bytes as they were read, hex. */
  readonly sha256: string;
}

/** `content`: the PDF, or what is signed by signatures beside it. */
export function factsDocument(
  file: string,
  content: Uint8Array,
  facts: Facts,
  more: Pick<FactsDocument, 'beside' | 'page'> = {},
): FactsDocument {
  return Object.freeze({ format: 1, file, sha256: digestOf(content), facts, ...more });
}

export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

const isFactsDocument = new Ajv({ allowUnionTypes: true }).compile<FactsDocument>(schema);

/** The document in a text, checked against the schema. Throws VERIFY_FACTS_INVALID naming the place. */
export function readFactsDocument(text: string, file: string): FactsDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : 'no JSON';
    const detail = both(said, 'không đúng cú pháp JSON');
    throw fail('VERIFY_FACTS_INVALID', { file, place: theDocument, detail }, error);
  }
  if (isFactsDocument(value)) return value;
  const [error] = isFactsDocument.errors ?? [];
  const place = error?.instancePath || theDocument;
  throw fail('VERIFY_FACTS_INVALID', { file, place, detail: schemaWords(error) });
}

const theDocument = both('the document', 'văn bản JSON');
