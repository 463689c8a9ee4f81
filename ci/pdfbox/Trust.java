/* Whom to trust, when, and what the file itself brings to prove it. */
import java.security.cert.TrustAnchor;
import java.util.Date;
import java.util.Set;

record Trust(Set<TrustAnchor> anchors, Date at, boolean revocation, Evidence evidence) {}
