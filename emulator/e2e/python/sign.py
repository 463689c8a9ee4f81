# A Python program as an office's script would be: PyKCS11, one key, one signature. Prints one line of JSON.
# Arguments: the module, the PIN, the mechanism (RSA or PSS), the file to sign, the file for the signature, how often
# (the last signature is kept).
import json
import sys

import PyKCS11

module, pin, mechanism, source, target, times = sys.argv[1:]
library = PyKCS11.PyKCS11Lib()
library.load(module)
try:
    slot = library.getSlotList(tokenPresent=True)[0]
    session = library.openSession(slot, PyKCS11.CKF_SERIAL_SESSION | PyKCS11.CKF_RW_SESSION)
    session.login(pin)
    key = session.findObjects([(PyKCS11.CKA_CLASS, PyKCS11.CKO_PRIVATE_KEY), (PyKCS11.CKA_LABEL, "ky")])[0]
    if mechanism == "RSA":
        how = PyKCS11.Mechanism(PyKCS11.CKM_SHA256_RSA_PKCS, None)
        data = open(source, "rb").read()
    else:
        import hashlib
        how = PyKCS11.RSA_PSS_Mechanism(
            PyKCS11.CKM_RSA_PKCS_PSS, PyKCS11.CKM_SHA256, PyKCS11.CKG_MGF1_SHA256, 32)
        data = hashlib.sha256(open(source, "rb").read()).digest()
    for _ in range(int(times)):
        signature = bytes(session.sign(key, data, how))
    open(target, "wb").write(signature)
    session.logout()
    print(json.dumps({"label": library.getTokenInfo(slot).label.strip(), "slot": slot}))
except PyKCS11.PyKCS11Error as error:
    print(json.dumps({"refused": str(error)}))
except IndexError:
    print(json.dumps({"refused": "nothing there"}))
