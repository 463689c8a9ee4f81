/*
 * A judge that we did not write: PDFBox reads the file, BouncyCastle the signatures, the JDK the certificate chains.
 *
 * java -cp FOLDER:JARS Judge
 * reads one request a line, fields apart by tabs, and answers each with one line of JSON:
 *   pdf FILE ROOTS TIME              every signature and document time stamp of a PDF
 *   pdf-proven FILE ROOTS TIME       the same, and no certificate may be revoked, by the lists and responses in the file
 *   detached FILE ROOTS TIME CONTENT a CAdES signature beside its content
 * ROOTS is a file of PEM certificates, TIME the ISO 8601 moment at which chains have to hold.
 */
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

public final class Judge {
  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      out.println(answer(line.split("\t")));
    }
  }

  static String answer(String[] request) {
    List<Opinion> opinions = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    try {
      Path file = Path.of(request[1]);
      Set<TrustAnchor> anchors = Chains.anchors(request[2]);
      Date at = Date.from(Instant.parse(request[3]));
      switch (request[0]) {
        case "pdf" -> PdfFile.judge(file, new Trust(anchors, at, false, Evidence.NONE), opinions, faults);
        case "pdf-proven" -> PdfFile.judge(file, new Trust(anchors, at, true, Evidence.NONE), opinions, faults);
        case "detached" -> opinions.add(Cms.signature("", "detached", true, Files.readAllBytes(file),
            Files.readAllBytes(Path.of(request[4])), new Trust(anchors, at, false, Evidence.NONE)));
        default -> faults.add(new Fault("REQUEST", request[0]));
      }
      if (opinions.isEmpty() && faults.isEmpty()) faults.add(new Fault("NO_SIGNATURE", ""));
    } catch (Exception problem) {
      faults.add(new Fault("UNREADABLE", problem.toString()));
    }
    return Opinion.json(opinions, faults);
  }
}
