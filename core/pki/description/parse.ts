/** Reads a PKI description from YAML and refuses it at the border, naming line and place. */
import { Ajv, type ErrorObject } from 'ajv';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { fail } from '../errors.ts';
import type { PkiDescription } from './description.ts';
import { schemaReason, yamlReason } from './reason.ts';
import { descriptionSchema } from './schema.ts';

const largestText = 1_000_000;

/**
 * Parses and checks a description. Texts are normalised to NFC, defaults are filled in, the result is frozen.
 * @throws PKI_DESCRIPTION_SYNTAX, PKI_DESCRIPTION_INVALID
 */
export function parsePkiDescription(yaml: string): PkiDescription {
  if (yaml.length > largestText) {
    throw fail('PKI_DESCRIPTION_SYNTAX', {
      line: 1,
      reason: both(`longer than ${largestText} characters`, `dài hơn ${largestText} ký tự`),
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(yaml.normalize('NFC'), { lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw fail('PKI_DESCRIPTION_SYNTAX', {
      line: lines.linePos(problem.pos[0]).line,
      reason: yamlReason(problem),
    });
  }
  const invalid = (path: Path, reason: Bilingual) =>
    fail('PKI_DESCRIPTION_INVALID', { line: lineOf(document, lines, path), place: place(path), reason });
  const data = plainData(document);
  const [wrong] = mostTelling(schemaErrors(data));
  if (wrong !== undefined) throw invalid(pathOf(wrong), schemaReason(wrong));
  const description = data as PkiDescription;
  for (const { path, reason } of contradictions(description)) throw invalid(path, reason);
  return deepFrozen(description);
}

type Path = readonly (string | number)[];

function plainData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const reason = both(said, 'các tham chiếu (*) không đọc được hoặc bung ra quá lớn');
    throw fail('PKI_DESCRIPTION_SYNTAX', { line: 1, reason }, error);
  }
}

function schemaErrors(data: unknown): readonly ErrorObject[] {
  const ajv = new Ajv({ useDefaults: true, allErrors: true, discriminator: true, strictTypes: false });
  ajv.addFormat('date-time', (text: string) => {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
  });
  const validate = ajv.compile(descriptionSchema);
  return validate(data) ? [] : (validate.errors ?? []);
}

/** A misspelt field gives two errors; the unknown name leads to the right line, the missing one does not. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  return [...unknown, ...errors];
}

function pathOf(error: ErrorObject): Path {
  const path = error.instancePath.split('/').slice(1).map(unescaped);
  const extra = error.params.additionalProperty ?? error.params.tag;
  return typeof extra === 'string' ? [...path, extra] : path;
}

function unescaped(part: string): string | number {
  const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** What a schema cannot say. */
function* contradictions(description: PkiDescription): Generator<{ path: Path; reason: Bilingual }> {
  const { subscribers, validity } = description;
  const { years, maxYears } = validity.subscribers;
  const beyond = both(`must not exceed maxYears, ${maxYears}`, `không được vượt quá maxYears, ${maxYears}`);
  if (years > maxYears) {
    yield { path: ['validity', 'subscribers', 'years'], reason: beyond };
  }
  const seen = new Set<string>();
  for (const [index, { id, years: own }] of subscribers.entries()) {
    if (seen.has(id)) {
      yield {
        path: ['subscribers', index, 'id'],
        reason: both(`"${id}" stands twice`, `"${id}" xuất hiện hai lần`),
      };
    }
    seen.add(id);
    if (own !== undefined && own > maxYears) {
      yield { path: ['subscribers', index, 'years'], reason: beyond };
    }
  }
  for (const [index, { subscriber }] of description.revocations.entries()) {
    if (!seen.has(subscriber)) {
      const reason = both(`there is no subscriber "${subscriber}"`, `không có thuê bao "${subscriber}"`);
      yield { path: ['revocations', index, 'subscriber'], reason };
    }
  }
}

/** The line of the deepest part of the path that stands in the text; a missing field has its parent's line. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = keyOffset(document, path.slice(0, depth));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

function keyOffset(document: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isNode(key) && String(key) === String(last));
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function place(path: Path): string | Bilingual {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || both('the whole description', 'toàn bộ tệp mô tả');
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) deepFrozen(part);
  return Object.freeze(value);
}
