// A Java program as an agency's software vendor would write it: SunPKCS11, one key, kept in memory for its whole life.
// Reads commands from standard input, one a line, and answers each with one line:
//   sign ALGORITHM   ->  "signed N bytes, verified" or the chain of exceptions
//   quit
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.StringJoiner;

public class TokenSigner {
    private static final PSSParameterSpec PSS =
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    public static void main(String[] arguments) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11").configure(arguments[0]);
        Security.addProvider(provider);
        KeyStore store;
        PrivateKey key;
        X509Certificate certificate;
        try {
            store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, System.getenv("TOKEN_PIN").toCharArray());
            key = (PrivateKey) store.getKey(arguments[1], null);
            certificate = (X509Certificate) store.getCertificate(arguments[1]);
        } catch (Exception error) {
            System.out.println("no key store: " + chain(error));
            return;
        }
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            System.out.println(sign(provider, key, certificate, line.substring("sign ".length())));
        }
    }

    private static String sign(Provider provider, PrivateKey key, X509Certificate certificate, String algorithm) {
        try {
            byte[] text = "Công văn số 12/UBND-VP".getBytes("UTF-8");
            Signature signer = Signature.getInstance(algorithm, provider);
            if (algorithm.equals("RSASSA-PSS")) signer.setParameter(PSS);
            signer.initSign(key);
            signer.update(text);
            byte[] signature = signer.sign();
            // Verified by Java's own code, not by the token.
            Signature verifier = Signature.getInstance(algorithm, "SunRsaSign");
            if (algorithm.equals("RSASSA-PSS")) verifier.setParameter(PSS);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(text);
            return verifier.verify(signature) ? "signed " + signature.length + " bytes, verified" : "wrong signature";
        } catch (Exception error) {
            return chain(error);
        }
    }

    private static String chain(Throwable error) {
        StringJoiner names = new StringJoiner(" <- ");
        for (Throwable at = error; at != null; at = at.getCause()) {
            names.add(at.getClass().getSimpleName() + (at.getMessage() == null ? "" : " " + at.getMessage()));
        }
        return names.toString();
    }
}
