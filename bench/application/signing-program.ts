/** The application that signs documents: signatures alone and whole documents with the same key, in the same process. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ck, openModule, type Pkcs11Session, type TokenKey } from '../../core/pkcs11/index.ts';
import { createPki, parsePkiDescription } from '../../core/pki/index.ts';
import {
  type DocumentBuffers,
  documentBuffers,
  openTokenSigner,
  signMany,
  type TokenSigner,
} from '../../core/signing/index.ts';
import { systemClock } from '../../foundation/clock.ts';
import { projectRoot } from '../../foundation/paths.ts';
import type { Report, SigningOrder } from './messages.ts';
import { obeying } from './obeying.ts';

const module = process.argv[2] ?? '';
const tokenLabel = 'bench';
/** As long as the signed attributes of a PAdES signature. */
const attributes = Buffer.alloc(170, 1);

interface Ready {
  readonly session: Pkcs11Session;
  readonly key: TokenKey;
  readonly here: TokenSigner;
  readonly apart: TokenSigner;
  readonly files: readonly string[];
}
let ready: Ready | undefined;

async function issued(folder: string, pin: string): Promise<Report> {
  const description = parsePkiDescription(
    readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8'),
  );
  const pki = await createPki({ description, dir: folder, clock: systemClock });
  await pki.issueToToken('chu-tich', { module, tokenLabel, pin, keyType: 'rsa-2048' });
  pki.close();
  return { report: 'done' };
}

async function opened(pin: string, files: readonly string[]): Promise<Report> {
  // The thread first: a module that is open in the process cannot be opened by it.
  const apart = await openTokenSigner({ module, tokenLabel, pin, thread: true });
  const here = await openTokenSigner({ module, tokenLabel, pin });
  const session = openModule(module).openToken({ label: tokenLabel }).openSession();
  ready = { session, key: session.key(), here, apart, files };
  return { report: 'done' };
}

function signedAlone({ session, key }: Ready, milliseconds: number): Report {
  const mechanism = { mechanism: ck.CKM_SHA256_RSA_PKCS };
  const begun = performance.now();
  let signatures = 0;
  for (; performance.now() - begun < milliseconds; signatures++) session.signRaw(key, mechanism, attributes);
  return { report: 'signed', signatures, milliseconds: performance.now() - begun };
}

async function signedDocuments(
  signer: TokenSigner,
  files: readonly string[],
  milliseconds: number,
): Promise<Report> {
  const begun = performance.now();
  function* jobs() {
    for (let next = 0; performance.now() - begun < milliseconds; next++)
      yield files[next % files.length] ?? '';
  }
  // As `congvu sign` does.
  const buffers = documentBuffers();
  const signing = signMany(jobs(), (file) => ({
    pdf: read(file, buffers),
    buffers,
    signer,
    appearance: { kind: 'invisible' },
    regulation: 'hai-phong-2025',
    clock: systemClock,
    extent: 'checked',
  }));
  let signatures = 0;
  for await (const done of signing) {
    if ('refused' in done) throw done.refused;
    buffers.give(done.signed.pdf);
    signatures++;
  }
  return { report: 'signed', signatures, milliseconds: performance.now() - begun };
}

function read(path: string, buffers: DocumentBuffers): Uint8Array {
  const file = openSync(path, 'r');
  const bytes = buffers.take(fstatSync(file).size);
  readSync(file, bytes);
  closeSync(file);
  return bytes;
}

type Measuring = Extract<SigningOrder, { readonly milliseconds: number }>;

function measurement(at: Ready, order: Measuring): (milliseconds: number) => Promise<Report> {
  if (order.order === 'sign-alone') return async (milliseconds) => signedAlone(at, milliseconds);
  const signer = order.thread ? at.apart : at.here;
  return (milliseconds) => signedDocuments(signer, at.files, milliseconds);
}

async function obeyed(order: SigningOrder): Promise<Report> {
  if (order.order === 'issue') return issued(order.folder, order.pin);
  if (order.order === 'open-signer') return opened(order.pin, order.files);
  if (ready === undefined) throw new Error('not opened');
  const measured = measurement(ready, order);
  // Until the emulator has handed this session to a lane, and what the way before has left behind is gone.
  await measured(order.milliseconds / 2);
  return measured(order.milliseconds);
}

obeying(obeyed);
