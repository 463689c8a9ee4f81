/** A Node program with pkcs11js that waits for slot events, run by hotplug.test.ts. Prints a line for each. */
import pkcs11js from 'pkcs11js';

const osLockingOk = 2;
const blocking = 0;

const module = new pkcs11js.PKCS11();
module.load(process.env.CONGVU_MODULE ?? '');
module.C_Initialize({ flags: osLockingOk } as never);
// A NULL list first, as every application does; then what is in the readers.
const present = (): number => module.C_GetSlotList(true).length;
process.stdout.write(`ready ${present()}\n`);
for (let event = 0; event < Number(process.argv[2]); event++) {
  const slot = module.C_WaitForSlotEvent(blocking);
  const number = slot === null ? 'none' : slot.readUInt8(0);
  process.stdout.write(`slot ${number} present ${present()}\n`);
}
module.C_Finalize();
process.stdout.write('end\n');
