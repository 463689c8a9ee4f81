/* What a PDF itself brings for proof: the certificates, lists and responses of its DSS. */
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

record Evidence(List<X509Certificate> certificates, List<CRL> crls, List<byte[]> responses) {
  static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

  static Evidence of(PDDocument document) throws Exception {
    Evidence found = new Evidence(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    COSBase store = document.getDocumentCatalog().getCOSObject().getDictionaryObject(COSName.getPDFName("DSS"));
    if (!(store instanceof COSDictionary)) return found;
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (byte[] der : streams((COSDictionary) store, "Certs")) {
      found.certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    for (byte[] der : streams((COSDictionary) store, "CRLs")) {
      found.crls.add(factory.generateCRL(new ByteArrayInputStream(der)));
    }
    found.responses.addAll(streams((COSDictionary) store, "OCSPs"));
    return found;
  }

  static List<byte[]> streams(COSDictionary store, String name) throws Exception {
    List<byte[]> all = new ArrayList<>();
    COSBase array = store.getDictionaryObject(COSName.getPDFName(name));
    if (array == null) return all;
    for (int index = 0; index < ((COSArray) array).size(); index++) {
      try (InputStream in = ((COSStream) ((COSArray) array).getObject(index)).createInputStream()) {
        all.add(in.readAllBytes());
      }
    }
    return all;
  }
}
