/** Reads a fault script from YAML, of which JSON is a part, within bounds, and says in which line it is wrong. */
import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { toldTogether } from '../mistakes.ts';
import { fail } from './errors.ts';
import { shapedScript } from './schema.ts';
import type { FaultScript } from './script.ts';
import { type Problem, problemsIn } from './semantics.ts';

const maxBytes = 64 * 1024;

/** Deeper than any script, and far from what fills the stack. */
const maxDepth = 32;

/**
 * `file` is for the messages only. Throws TOKEN_FAULT_SCRIPT_TOO_LARGE, TOKEN_FAULT_SCRIPT_UNPARSABLE,
 * TOKEN_FAULT_SCRIPT_INVALID.
 */
export function readScript(text: string, file: string): FaultScript {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw fail('TOKEN_FAULT_SCRIPT_TOO_LARGE', { file, bytes, limit: maxBytes });
  const { document, lineAt } = parsed(text, file);
  return checkedScript(document.toJS({ maxAliasCount: 0 }), file, (path) => lineAt(offsetOf(document, path)));
}

/** A script that is a value already. Throws TOKEN_FAULT_SCRIPT_INVALID. */
export function checkedScript(
  value: unknown,
  file: string,
  line: (path: Problem['path']) => number | string = () => '-',
): FaultScript {
  const shaped = shapedScript(value);
  const [first, ...others] = 'problems' in shaped ? shaped.problems : problemsIn(shaped.script);
  if (first !== undefined) {
    const also = others.map(({ path, problem }) => `line ${line(path)}, at ${placeOf(path)}: ${problem}`);
    throw fail('TOKEN_FAULT_SCRIPT_INVALID', {
      file,
      line: line(first.path),
      path: placeOf(first.path),
      problem: toldTogether([first.problem, ...also]),
    });
  }
  if ('problems' in shaped) throw new TypeError('unreachable');
  return shaped.script;
}

function placeOf(path: Problem['path']): string {
  return path.length === 0 ? 'the top' : path.join('.');
}

function parsed(text: string, file: string): { document: Document; lineAt(offset: number): number } {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const refuse = (offset: number, problem: string): Error =>
    fail('TOKEN_FAULT_SCRIPT_UNPARSABLE', { file, line: lineAt(offset), problem });

  const deep = tooDeep(text);
  if (deep !== undefined) {
    const line = text.slice(0, deep).split('\n').length;
    throw fail('TOKEN_FAULT_SCRIPT_UNPARSABLE', { file, line, problem: 'it is nested too deeply' });
  }
  const document = composed(text, lines);
  if (document === undefined) throw refuse(0, 'it is nested too deeply');
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) throw refuse(error.pos[0], wordsOf(error.message));
  visit(document, {
    Node: (key, node, path) => {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node)) throw refuse(offset, 'aliases are not taken');
      if (key === 'key' && !isScalar(node)) throw refuse(offset, 'a key is a word, not a list or fields');
      if (path.length > 2 * maxDepth) throw refuse(offset, 'it is nested too deeply');
    },
  });
  return { document, lineAt };
}

/** The parser tells some nestings that filled the stack as errors of the text. */
function wordsOf(message: string): string {
  return message.includes('call stack') ? 'it is nested too deeply' : message;
}

/** Undefined when the nesting filled the stack. */
function composed(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, version: '1.2', schema: 'core' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where more brackets or list dashes stand open than any script needs; seen before anything is parsed. */
function tooDeep(text: string): number | undefined {
  const dashes = /(?:- +){33}/.exec(text);
  if (dashes !== null) return dashes.index;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth = Math.max(0, depth - 1);
    if (depth > 4 * maxDepth) return at;
  }
  return undefined;
}

/** Where a place of the script stands in the text; the nearest thing around it when it is not there. */
function offsetOf(document: Document, path: Problem['path']): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isNode(key) && String(key) === String(name));
      if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return document.contents?.range?.[0] ?? 0;
}
