/**
 * Values that are repeated in another structure byte for byte: names, certificates, tokens. The library's own objects are
 * written as it understood them, in its spelling: a name spelled differently no longer matches, a certificate no longer
 * has its hash. (And reading and writing a certificate again takes a millisecond, at each level that encloses it.)
 */
import { BaseBlock, type ViewWriter } from 'asn1js';
import { bufferOf } from './encoding.ts';

/** An object of the library that is written as `der`; it is only good for being put into another. */
export function verbatim<T extends object>(type: new () => T, der: Uint8Array): T {
  const block = new VerbatimBlock(der);
  // What makes an object write itself in the eyes of the library (IAsnConvertible).
  return Object.assign(new type(), { toASN: () => block, fromASN: unreadable });
}

class VerbatimBlock extends BaseBlock {
  readonly #bytes: ArrayBuffer;

  constructor(der: Uint8Array) {
    super();
    this.#bytes = bufferOf(der);
  }

  override toBER(_sizeOnly?: boolean, writer?: ViewWriter): ArrayBuffer {
    writer?.write(this.#bytes);
    return this.#bytes;
  }
}

function unreadable(): never {
  throw new TypeError('a verbatim value is only written');
}
