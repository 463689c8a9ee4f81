/* Certificate chains, as the JDK sees them. */
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.util.Store;

final class Chains {
  static void chain(X509CertificateHolder certificate, Store<X509CertificateHolder> others, Date at, Trust trust,
      String code, List<Fault> faults) {
    try {
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      List<Object> material = new ArrayList<>(trust.evidence().certificates());
      for (X509CertificateHolder one : others.getMatches(null)) material.add(converter.getCertificate(one));
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(converter.getCertificate(certificate));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(trust.anchors(), target);
      parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(material)));
      parameters.setDate(at);
      parameters.setRevocationEnabled(false);
      PKIXCertPathBuilderResult path =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      if (trust.revocation()) notRevoked(path, parameters, trust);
    } catch (Exception problem) {
      faults.add(new Fault(code, problem.toString()));
    }
  }

  /** By the lists and responses in the file alone; nobody is asked. */
  static void notRevoked(PKIXCertPathBuilderResult path, PKIXBuilderParameters parameters, Trust trust)
      throws Exception {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    Map<X509Certificate, byte[]> responses = new HashMap<>();
    for (Object one : path.getCertPath().getCertificates()) {
      X509Certificate certificate = (X509Certificate) one;
      for (byte[] response : trust.evidence().responses()) {
        if (isAbout(response, certificate)) responses.put(certificate, response);
      }
    }
    checker.setOcspResponses(responses);
    if (responses.isEmpty()) checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(trust.evidence().crls())));
    parameters.addCertPathChecker(checker);
    // Responses were fetched when the proof was put in, not when it was signed.
    parameters.setDate(trust.at());
    validator.validate(path.getCertPath(), parameters);
  }

  static boolean isAbout(byte[] response, X509Certificate certificate) throws Exception {
    Object basic = new org.bouncycastle.cert.ocsp.OCSPResp(response).getResponseObject();
    for (var one : ((org.bouncycastle.cert.ocsp.BasicOCSPResp) basic).getResponses()) {
      if (one.getCertID().getSerialNumber().equals(certificate.getSerialNumber())) return true;
    }
    return false;
  }

  static final Map<String, Set<TrustAnchor>> KNOWN_ANCHORS = new HashMap<>();

  static Set<TrustAnchor> anchors(String path) throws Exception {
    Set<TrustAnchor> known = KNOWN_ANCHORS.get(path);
    if (known != null) return known;
    Set<TrustAnchor> anchors = new HashSet<>();
    try (InputStream in = new FileInputStream(new File(path))) {
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.add(new TrustAnchor((X509Certificate) one, null));
      }
    }
    KNOWN_ANCHORS.put(path, anchors);
    return anchors;
  }
}
