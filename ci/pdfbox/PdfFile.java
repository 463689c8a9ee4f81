/* Every signature and document time stamp of a PDF, as PDFBox finds them. */
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.bouncycastle.asn1.ASN1InputStream;

final class PdfFile {
  static void judge(Path path, Trust trust, List<Opinion> opinions, List<Fault> faults) throws Exception {
    byte[] file = Files.readAllBytes(path);
    try (PDDocument document = PDDocument.load(file)) {
      Trust own = new Trust(trust.anchors(), trust.at(), trust.revocation(), Evidence.of(document));
      Set<String> names = new HashSet<>();
      int fields = 0;
      for (PDSignatureField field : document.getSignatureFields()) {
        PDSignature signature = field.getSignature();
        if (signature == null) continue;
        fields++;
        if (!names.add(field.getFullyQualifiedName())) {
          faults.add(new Fault("FIELD_NAME_TWICE", field.getFullyQualifiedName()));
        }
        opinions.add(inPdf(file, field.getFullyQualifiedName(), signature, own));
      }
      int dictionaries = document.getSignatureDictionaries().size();
      if (dictionaries != fields) faults.add(new Fault("FIELDS", dictionaries + " signatures, " + fields + " fields"));
    }
  }

  static Opinion inPdf(byte[] file, String field, PDSignature signature, Trust trust) throws Exception {
    int[] range = signature.getByteRange();
    boolean stamp = "ETSI.RFC3161".equals(signature.getSubFilter());
    String kind = stamp ? "document-time-stamp" : "signature";
    List<Fault> faults = new ArrayList<>();
    if (!stamp && !"ETSI.CAdES.detached".equals(signature.getSubFilter())) {
      faults.add(new Fault("SUB_FILTER", signature.getSubFilter()));
    }
    String type = signature.getCOSObject().getNameAsString(COSName.TYPE);
    if (!(stamp ? "DocTimeStamp" : "Sig").equals(type)) faults.add(new Fault("TYPE", type));
    if (range.length != 4 || range[0] != 0 || range[2] < range[1] || (long) range[2] + range[3] > file.length
        || file[range[1]] != '<' || file[range[2] - 1] != '>') {
      faults.add(new Fault("BYTE_RANGE", Arrays.toString(range)));
      return new Opinion(field, kind, false, "", faults);
    }
    byte[] hole = signature.getContents(file);
    if (hole.length * 2 != range[2] - range[1] - 2) faults.add(new Fault("HOLE", hole.length + " bytes"));
    byte[] contents = unpadded(hole, faults);
    byte[] covered = signature.getSignedContent(file);
    boolean coversFile = range[2] + range[3] == file.length;
    Opinion inner = stamp
        ? Cms.documentTimeStamp(field, coversFile, contents, covered, trust)
        : Cms.signature(field, kind, coversFile, contents, covered, trust);
    faults.addAll(inner.faults());
    return new Opinion(field, kind, coversFile, inner.time(), faults);
  }

  /** The DER object in the hole; behind it there may be zeros only. */
  static byte[] unpadded(byte[] hole, List<Fault> faults) throws Exception {
    ByteArrayInputStream bytes = new ByteArrayInputStream(hole);
    new ASN1InputStream(bytes, hole.length, true).readObject();
    int length = hole.length - bytes.available();
    for (int at = length; at < hole.length; at++) {
      if (hole[at] != 0) {
        faults.add(new Fault("PADDING", "byte " + at + " is not zero"));
        break;
      }
    }
    return Arrays.copyOf(hole, length);
  }
}
