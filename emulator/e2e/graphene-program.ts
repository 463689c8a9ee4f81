/** A Node program with graphene-pk11, run by graphene.test.ts in a process of its own. Prints one JSON line. */
import graphene from 'graphene-pk11';

const osLockingOk = 2;

const module = graphene.Module.load(process.env.CONGVU_MODULE ?? '', 'congvu');
// Without CKF_OS_LOCKING_OK p11-kit's client answers CKR_CANT_LOCK.
module.initialize({ flags: osLockingOk } as never);
const slot = module.getSlots(0, true);
const session = slot.open(graphene.SessionFlag.SERIAL_SESSION | graphene.SessionFlag.RW_SESSION);
session.login(process.env.TOKEN_PIN ?? '');
const keys = session.generateKeyPair(
  graphene.KeyGenMechanism.ECDSA,
  {
    keyType: graphene.KeyType.ECDSA,
    token: true,
    verify: true,
    paramsECDSA: graphene.NamedCurve.getByName('secp256r1').value,
  },
  {
    keyType: graphene.KeyType.ECDSA,
    token: true,
    private: true,
    sensitive: true,
    extractable: false,
    sign: true,
  },
);
const digest = Buffer.alloc(32, 7);
const signature = session.createSign('ECDSA', keys.privateKey).once(digest);
const verified = session.createVerify('ECDSA', keys.publicKey).once(digest, signature);
const { sensitive, neverExtractable, local } = keys.privateKey.getAttribute({
  sensitive: null,
  neverExtractable: null,
  local: null,
});
const answer = {
  label: slot.getToken().label,
  mechanisms: slot.getMechanisms().length,
  signature: signature.length,
  verified,
  sensitive,
  neverExtractable,
  local,
};
session.logout();
session.close();
module.finalize();
process.stdout.write(`${JSON.stringify(answer)}\n`);
