/*
 * Verifies signed documents as a plain Java program does it: PDFBox reads the file, BouncyCastle the CMS, the JDK's own
 * providers do the cryptography and the chain. One thread. Less than congvu does: no revocation, no changes between
 * revisions, no ESS, no regulation.
 *
 * java -cp JARS Verify.java LIST ROOT TIME     LIST: a file with one path a line
 * reads MILLISECONDS a line, verifies for so long, and answers with documents a second.
 */
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.util.Store;

public final class Verify {
  static final int SIGNATURES = 2;

  final CertificateFactory certificates = CertificateFactory.getInstance("X.509");
  final PKIXParameters trust;

  Verify(Path root, Date at) throws Exception {
    trust = new PKIXParameters(Set.of(new TrustAnchor(certificate(Files.readAllBytes(root)), null)));
    trust.setRevocationEnabled(false);
    trust.setDate(at);
  }

  public static void main(String[] args) throws Exception {
    List<String> files = Files.readAllLines(Path.of(args[0]));
    Verify verify = new Verify(Path.of(args[1]), Date.from(Instant.parse(args[2])));
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
    int next = 0;
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      long began = System.nanoTime();
      long until = began + Long.parseLong(line) * 1_000_000L;
      int done = 0;
      for (; System.nanoTime() < until; done++) verify.document(files.get(next++ % files.size()));
      System.out.println(String.format(Locale.ROOT, "%.3f", done * 1e9 / (System.nanoTime() - began)));
    }
  }

  void document(String path) throws Exception {
    byte[] file = Files.readAllBytes(Path.of(path));
    try (PDDocument document = PDDocument.load(file)) {
      List<PDSignature> signatures = document.getSignatureDictionaries();
      if (signatures.size() != SIGNATURES) throw new IllegalStateException(path + ": " + signatures.size());
      for (PDSignature one : signatures) {
        if (!holds(one.getContents(file), one.getSignedContent(file))) throw new IllegalStateException(path);
      }
    }
  }

  boolean holds(byte[] contents, byte[] covered) throws Exception {
    CMSSignedData signed =
        new CMSSignedData(new CMSProcessableByteArray(covered), new ByteArrayInputStream(contents));
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    List<X509Certificate> path = path(signer, signed.getCertificates());
    CertPathValidator.getInstance("PKIX").validate(certificates.generateCertPath(path), trust);
    return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(path.get(0)));
  }

  /** From the signer up to the one below the root, by name. */
  @SuppressWarnings("unchecked")
  List<X509Certificate> path(SignerInformation signer, Store<X509CertificateHolder> all) throws Exception {
    List<X509Certificate> path = new ArrayList<>();
    var next = ((Collection<X509CertificateHolder>) all.getMatches(signer.getSID())).iterator().next();
    while (next != null && !next.getIssuer().equals(next.getSubject())) {
      path.add(certificate(next.getEncoded()));
      X509CertificateHolder below = next;
      next = all.getMatches(null).stream()
          .filter(one -> one.getSubject().equals(below.getIssuer())).findFirst().orElse(null);
    }
    return path;
  }

  /** The JDK keeps certificates that it has read once. */
  X509Certificate certificate(byte[] bytes) throws Exception {
    return (X509Certificate) certificates.generateCertificate(new ByteArrayInputStream(bytes));
  }
}
