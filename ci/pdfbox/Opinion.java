/* Everything about one signature, and how it is told: as JSON. */
import java.util.ArrayList;
import java.util.List;

record Opinion(String field, String kind, boolean coversFile, String time, List<Fault> faults) {
  static String json(List<Opinion> opinions, List<Fault> faults) {
    List<String> signatures = new ArrayList<>();
    boolean accepted = faults.isEmpty();
    for (Opinion one : opinions) {
      accepted &= one.faults().isEmpty();
      signatures.add("{\"field\":" + text(one.field()) + ",\"kind\":" + text(one.kind()) + ",\"coversFile\":"
          + one.coversFile() + ",\"time\":" + text(one.time()) + ",\"faults\":" + list(one.faults()) + "}");
    }
    return "{\"accepted\":" + accepted + ",\"faults\":" + list(faults) + ",\"signatures\":["
        + String.join(",", signatures) + "]}";
  }

  static String list(List<Fault> faults) {
    List<String> all = new ArrayList<>();
    for (Fault one : faults) all.add("{\"code\":" + text(one.code()) + ",\"detail\":" + text(one.detail()) + "}");
    return "[" + String.join(",", all) + "]";
  }

  static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char letter : (value == null ? "" : value).toCharArray()) {
      if (letter == '"' || letter == '\\') out.append('\\').append(letter);
      else if (letter < ' ') out.append(String.format("\\u%04x", (int) letter));
      else out.append(letter);
    }
    return out.append('"').toString();
  }
}
