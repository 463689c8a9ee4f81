/** Changes inside the DER of signatures, certificates, lists and responses, with the lengths around them put right again. */
import type { Dice } from '../../../foundation/dice.ts';
import { element } from '../testing/der.ts';

interface Node {
  tag: number;
  /** Either the parts of a constructed value, or the bytes of a primitive one. */
  children: Node[] | undefined;
  content: Buffer;
}

/** Undefined for bytes that are no DER. What an OCTET STRING holds is opened, too. */
function nodeAt(bytes: Buffer, at: number, limit: number): readonly [Node, number] | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || at + 2 > limit) return undefined;
  const count = first > 0x80 ? first & 0x7f : 0;
  if (count > 4 || first === 0x80 || at + 2 + count > limit) return undefined;
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  const start = at + 2 + count;
  const end = start + length;
  if (end > limit) return undefined;
  const content = bytes.subarray(start, end);
  const opened = (tag & 0x20) !== 0 || tag === 0x04 ? nodesIn(content) : undefined;
  return [{ tag, children: opened, content }, end];
}

function nodesIn(bytes: Buffer): Node[] | undefined {
  const found: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const read = nodeAt(bytes, at, bytes.length);
    if (read === undefined) return undefined;
    found.push(read[0]);
    at = read[1];
  }
  return found.length === 0 ? undefined : found;
}

function bytesOf({ tag, children, content }: Node): Buffer {
  return element(tag, children === undefined ? content : Buffer.concat(children.map(bytesOf)));
}

/** Shared parts could come to hold themselves. */
function copyOf({ tag, children, content }: Node): Node {
  return { tag, children: children?.map(copyOf), content };
}

function all(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(all)];
}

type Change = (node: Node, parent: Node, nodes: readonly Node[], chance: Dice) => void;
const numbers = ['', '00', 'ff', '7fffffff', '80', '00ffffffffffffffff', 'ff'.repeat(40)];
const tags = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x17, 0x18, 0x1f, 0x30, 0x31, 0x80, 0x81, 0xa0, 0xa1, 0xa3,
];

const changes: readonly Change[] = [
  (node, parent) => parent.children?.splice(parent.children.indexOf(node), 1),
  (node, parent) => parent.children?.splice(parent.children.indexOf(node), 0, copyOf(node)),
  (_node, parent, _nodes, chance) => {
    const list = parent.children ?? [];
    const [a, b] = [chance.below(list.length), chance.below(list.length)];
    const [one, other] = [list[a], list[b]];
    if (one !== undefined && other !== undefined) [list[a], list[b]] = [other, one];
  },
  (node, _parent, nodes, chance) => {
    const other = nodes[chance.below(nodes.length)];
    if (other !== undefined) Object.assign(node, copyOf(other));
  },
  (node, parent, nodes, chance) => {
    const other = nodes[chance.below(nodes.length)];
    if (other !== undefined) parent.children?.splice(parent.children.indexOf(node), 0, copyOf(other));
  },
  (node, _parent, _nodes, chance) => {
    node.tag = tags[chance.below(tags.length)] ?? 0;
  },
  (node, _parent, _nodes, chance) => {
    node.children = undefined;
    node.content = Buffer.from(numbers[chance.below(numbers.length)] ?? '', 'hex');
  },
  (node, _parent, _nodes, chance) => {
    node.content = Buffer.from(node.children === undefined ? node.content : bytesOf(node));
    node.children = undefined;
    if (node.content.length > 0) {
      const at = chance.below(node.content.length);
      node.content[at] = (node.content[at] ?? 0) ^ (1 << chance.below(8));
    }
  },
];

/** Copy of the DER with one or a few changes. */
export function changed(der: Buffer, chance: Dice): Buffer {
  const [root] = nodeAt(der, 0, der.length) ?? [];
  if (root === undefined) return der;
  for (let more = true; more; more = chance.below(4) === 0) {
    const nodes = all(root);
    const parents = nodes.filter(({ children }) => children !== undefined && children.length > 0);
    const parent = parents[chance.below(parents.length)];
    const node = parent?.children?.[chance.below(parent.children.length)];
    if (parent === undefined || node === undefined) break;
    changes[chance.below(changes.length)]?.(node, parent, nodes, chance);
  }
  return bytesOf(root);
}

/** One of the file's signatures, or something of its security store, is changed in its place; the file keeps its size. */
export function changedDer(base: Buffer, chance: Dice): Buffer {
  const text = base.toString('latin1');
  const holes = [...text.matchAll(/\/Contents <([0-9a-f]+)>/g)];
  const streams = [...text.matchAll(/<<\/Length (\d+)>>\nstream\n\x30/g)];
  const choice = chance.below(holes.length + streams.length);
  const hole = holes[choice];
  const bytes = Buffer.from(base);
  if (hole !== undefined) {
    const [, digits = ''] = hole;
    const fresh = changed(Buffer.from(digits, 'hex'), chance).toString('hex');
    bytes.write(fresh.padEnd(digits.length, '0').slice(0, digits.length), hole.index + 11, 'latin1');
    return bytes;
  }
  const stored = streams[choice - holes.length];
  if (stored === undefined) return bytes;
  const start = stored.index + stored[0].length - 1;
  const length = Number(stored[1]);
  const fresh = changed(base.subarray(start, start + length), chance);
  // White space in front of `endstream` makes up for what is missing: the reader has to notice, or not to mind.
  return fresh.length > length
    ? Buffer.concat([base.subarray(0, start), fresh, base.subarray(start + length)])
    : Buffer.concat([
        base.subarray(0, start),
        fresh,
        Buffer.alloc(length - fresh.length, 32),
        base.subarray(start + length),
      ]);
}

/** A tree of values with tags as they come; some lengths lie. */
export function randomDer(chance: Dice, depth = 0): Buffer {
  const tag = tags[chance.below(tags.length)] ?? 0;
  const parts =
    depth > 6 || (tag & 0x20) === 0
      ? [Buffer.from(Array.from({ length: chance.below(12) }, () => chance.below(256)))]
      : Array.from({ length: chance.below(5) }, () => randomDer(chance, depth + 1));
  const made = element(depth === 0 ? 0x30 : tag, ...parts);
  if (chance.below(30) === 0) made[1] = chance.below(256);
  return made;
}
