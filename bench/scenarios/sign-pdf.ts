/** Signed documents a second with a token behind the emulator, against what that token signs when it is asked for nothing else. */
import { join } from 'node:path';
import { startApplication } from '../application/application.ts';
import type { SigningOrder } from '../application/messages.ts';
import { unsignedDocuments } from '../corpus/unsigned-documents.ts';
import type { Prepared, Scenario, Series } from '../measure/scenario.ts';
import { startEmulatorPeer } from '../peers/emulator.ts';
import { pin } from '../peers/peer.ts';

const documents = 60;
/** Signed before anything is measured, and half as many between: the machine takes so long to compile the program for good. */
const warmUp = 6_000;

export const signPdf: Scenario = Object.freeze({
  name: 'sign-pdf',
  summary: `${documents} documents of about 100 kB, one invisible RSA-2048 signature each, through the emulator`,
  rounds: 9,
  prepare: async (folder: string, { milliseconds }: { readonly milliseconds: number }): Promise<Prepared> => {
    const emulator = await startEmulatorPeer(folder);
    const files = (await unsignedDocuments(join(folder, 'documents'), documents)).map(({ file }) => file);
    const issuer = startApplication(emulator.path, 4, 'signing-program');
    await issuer.obey({ order: 'issue', folder: join(folder, 'pki'), pin }, 'done');
    await issuer.end();
    const application = startApplication(emulator.path, 4, 'signing-program');
    await application.obey({ order: 'open-signer', pin, files }, 'done');
    for (let done = 0; done < warmUp; ) {
      const order = { order: 'sign-documents', milliseconds: 1000, thread: true } as const;
      done += (await application.obey(order, 'signed')).signatures;
    }
    const series = (id: string, title: string, unit: string, order: SigningOrder): Series => ({
      id,
      title,
      unit,
      better: 'higher',
      measure: async () => {
        const { signatures, milliseconds: taken } = await application.obey(order, 'signed');
        return (signatures / taken) * 1000;
      },
    });
    const better = 'higher' as const;
    return Object.freeze({
      series: [
        series('token', 'C_SignInit and C_Sign alone', 'signatures/s', { order: 'sign-alone', milliseconds }),
        series('thread', 'documents, the token in a thread of its own', 'documents/s', {
          order: 'sign-documents',
          milliseconds,
          thread: true,
        }),
        series('here', 'documents, everything in one thread', 'documents/s', {
          order: 'sign-documents',
          milliseconds,
          thread: false,
        }),
      ],
      ratios: [
        { id: 'documents / token alone', of: 'thread', to: 'token', better },
        { id: 'documents in one thread / token alone', of: 'here', to: 'token', better },
      ],
      missing: [],
      close: async () => {
        await application.end();
        await emulator.stop();
      },
    });
  },
});
