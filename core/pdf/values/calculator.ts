/** PostScript calculator functions (ISO 32000-1, 7.10.5): read, and worked out for some operands. */

export type Program = readonly (number | string | Program)[];

const words = new Set(
  `abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub truncate
   and bitshift eq false ge gt le lt ne not or true xor if ifelse copy dup exch index pop roll`.split(/\s+/u),
);
/** Of bytes. */
const longest = 65_536;
const deepest = 32;
const mostStack = 100;

/** Undefined for what is none. */
export function programOf(bytes: Buffer): Program | undefined {
  if (bytes.length > longest) return undefined;
  const text = bytes.toString('latin1').replace(/%[^\r\n]*/gu, ' ');
  const tokens = text.match(/[{}]|[^\s\0{}]+/gu) ?? [];
  if (tokens[0] !== '{') return undefined;
  const open: (number | string | Program)[][] = [];
  for (const [at, token] of tokens.entries()) {
    const inside = open.at(-1);
    if (token === '{') open.push([]);
    else if (inside === undefined) return undefined;
    else if (token === '}') {
      open.pop();
      const outside = open.at(-1);
      if (outside === undefined) return at === tokens.length - 1 ? inside : undefined;
      outside.push(inside);
    } else if (words.has(token)) inside.push(token);
    else if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(token)) inside.push(Number(token));
    else return undefined;
    if (open.length > deepest) return undefined;
  }
  return undefined;
}

/** What is left on the stack; undefined where it does not work out, or not by the operators of usual tints. */
export function calculated(program: Program, operands: readonly number[]): readonly number[] | undefined {
  const stack = [...operands];
  return runs(program, stack) && stack.every(Number.isFinite) ? stack : undefined;
}

const unary: Readonly<Record<string, (a: number) => number>> = {
  abs: Math.abs,
  ceiling: Math.ceil,
  cos: (a) => Math.cos((a * Math.PI) / 180),
  cvi: Math.trunc,
  cvr: (a) => a,
  floor: Math.floor,
  ln: Math.log,
  log: Math.log10,
  neg: (a) => -a,
  round: Math.round,
  sin: (a) => Math.sin((a * Math.PI) / 180),
  sqrt: Math.sqrt,
  truncate: Math.trunc,
};
/** Truth is 1 and 0 here. */
const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  idiv: (a, b) => Math.trunc(a / b),
  mod: (a, b) => a % b,
  exp: (a, b) => a ** b,
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  gt: (a, b) => Number(a > b),
  ge: (a, b) => Number(a >= b),
  lt: (a, b) => Number(a < b),
  le: (a, b) => Number(a <= b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
};

function runs(program: Program, stack: number[]): boolean {
  for (const [at, word] of program.entries()) {
    if (stack.length > mostStack) return false;
    if (typeof word === 'number') stack.push(word);
    else if (typeof word !== 'string') continue;
    else if (word === 'if' || word === 'ifelse') {
      const [no, yes] = word === 'if' ? [[], program[at - 1]] : [program[at - 1], program[at - 2]];
      const chosen = stack.pop() ? yes : no;
      if (typeof chosen !== 'object' || !runs(chosen, stack)) return false;
    } else if (!acts(word, stack)) return false;
  }
  return true;
}

function acts(word: string, stack: number[]): boolean {
  const last = stack.pop();
  if (word === 'true' || word === 'false') {
    if (last !== undefined) stack.push(last);
    return stack.push(Number(word === 'true')) > 0;
  }
  if (last === undefined) return false;
  const [one, two] = [unary[word], binary[word]];
  if (one !== undefined) return stack.push(one(last)) > 0;
  if (word === 'pop') return true;
  if (word === 'dup') return stack.push(last, last) > 0;
  if (word === 'copy') return last >= 0 && stack.length >= last && stack.push(...tail(stack, last)) >= 0;
  if (word === 'index') {
    const found = stack.at(-1 - last);
    return last >= 0 && found !== undefined && stack.push(found) > 0;
  }
  const before = stack.pop();
  if (before === undefined) return false;
  if (two !== undefined) return stack.push(two(before, last)) > 0;
  if (word === 'exch') return stack.push(last, before) > 0;
  if (word !== 'roll' || before < 0 || before > stack.length) return false;
  const rolled = stack.splice(stack.length - before, before);
  const by = before === 0 ? 0 : ((last % before) + before) % before;
  return stack.push(...tail(rolled, by), ...rolled.slice(0, rolled.length - by)) >= 0;
}

function tail(stack: readonly number[], count: number): readonly number[] {
  return stack.slice(stack.length - count);
}
