/* Signatures and time-stamp tokens, as BouncyCastle sees them. */
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;

final class Cms {
  static Opinion signature(String field, String kind, boolean coversFile, byte[] cms, byte[] content, Trust trust) {
    List<Fault> faults = new ArrayList<>();
    String time = "";
    try {
      refuseOtherThanDer("DER", cms, faults);
      CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), cms);
      SignerInformation signer = onlySigner(signed, faults);
      X509CertificateHolder certificate = certificateOf(signer, signed.getCertificates());
      if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate))) {
        faults.add(new Fault("SIGNATURE", "BouncyCastle does not accept it"));
      }
      attributes(signer, certificate, kind, faults);
      // A chain has to hold when it was signed, as far as that is proven.
      Date at = trust.at();
      Attribute stamp = signer.getUnsignedAttributes() == null
          ? null : signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
      if (stamp != null) {
        byte[] token = stamp.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded();
        at = timeStamp(token, signer.getSignature(), trust, faults);
        time = at.toInstant().toString();
      }
      Chains.chain(certificate, signed.getCertificates(), at, trust, "CHAIN", faults);
    } catch (Exception problem) {
      faults.add(new Fault(problem instanceof org.bouncycastle.cms.CMSSignerDigestMismatchException
          ? "DIGEST" : "SIGNATURE", problem.toString()));
    }
    return new Opinion(field, kind, coversFile, time, faults);
  }

  static Opinion documentTimeStamp(
      String field, boolean coversFile, byte[] token, byte[] covered, Trust trust) {
    List<Fault> faults = new ArrayList<>();
    String time = "";
    try {
      time = timeStamp(token, covered, trust, faults).toInstant().toString();
    } catch (Exception problem) {
      faults.add(new Fault("TIME_STAMP", problem.toString()));
    }
    return new Opinion(field, "document-time-stamp", coversFile, time, faults);
  }

  /** BouncyCastle looks at signature, ESS, and the purpose of the certificate; returns the time of the token. */
  static Date timeStamp(byte[] der, byte[] stamped, Trust trust, List<Fault> faults) throws Exception {
    try {
      refuseOtherThanDer("TIME_STAMP_DER", der, faults);
      TimeStampToken token = new TimeStampToken(new CMSSignedData(der));
      onlySigner(token.toCMSSignedData(), faults);
      X509CertificateHolder certificate =
          certificateOf(token.toCMSSignedData().getSignerInfos().iterator().next(), token.getCertificates());
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate));
      String hash = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
      byte[] imprint = MessageDigest.getInstance(hash, "BC").digest(stamped);
      if (!Arrays.equals(imprint, token.getTimeStampInfo().getMessageImprintDigest())) {
        faults.add(new Fault("TIME_STAMP_IMPRINT", "it is over something else"));
      }
      Chains.chain(certificate, token.getCertificates(), token.getTimeStampInfo().getGenTime(), trust,
          "TIME_STAMP_CHAIN", faults);
      return token.getTimeStampInfo().getGenTime();
    } catch (org.bouncycastle.tsp.TSPException | org.bouncycastle.cms.CMSException problem) {
      faults.add(new Fault("TIME_STAMP", problem.toString()));
      return trust.at();
    }
  }

  /** Sets in their order, shortest lengths, primitive strings: written again as DER, it has to be the same. */
  static void refuseOtherThanDer(String code, byte[] bytes, List<Fault> faults) throws Exception {
    SignedData inner = SignedData.getInstance(ContentInfo.getInstance(bytes).getContent());
    boolean same = Arrays.equals(bytes, ASN1Primitive.fromByteArray(bytes).getEncoded(ASN1Encoding.DER));
    // As bare ASN.1, a set that is tagged implicitly passes for a sequence, whose order nobody minds.
    same &= Arrays.equals(
        bytes, new ContentInfo(CMSObjectIdentifiers.signedData, inner).getEncoded(ASN1Encoding.DER));
    for (ASN1Encodable signer : inner.getSignerInfos()) {
      byte[] again = SignerInfo.getInstance(signer).getEncoded(ASN1Encoding.DER);
      same &= Arrays.equals(signer.toASN1Primitive().getEncoded(), again);
    }
    if (!same) faults.add(new Fault(code, "written again as DER, it is not the same"));
  }

  static SignerInformation onlySigner(CMSSignedData signed, List<Fault> faults) {
    Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
    if (signers.size() != 1) faults.add(new Fault("SIGNERS", signers.size() + " of them"));
    return signers.iterator().next();
  }

  @SuppressWarnings("unchecked")
  static X509CertificateHolder certificateOf(SignerInformation signer, Store<X509CertificateHolder> certificates) {
    return ((Collection<X509CertificateHolder>) certificates.getMatches(signer.getSID())).iterator().next();
  }

  /** ETSI EN 319 122-1, clause 5, and for PDF EN 319 142-1, clause 6.3. */
  static void attributes(
      SignerInformation signer, X509CertificateHolder certificate, String kind, List<Fault> faults) throws Exception {
    AttributeTable table = signer.getSignedAttributes();
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    for (Attribute one : table.toASN1Structure().getAttributes()) {
      if (!seen.add(one.getAttrType())) faults.add(new Fault("ATTRIBUTE_TWICE", one.getAttrType().getId()));
    }
    Attribute type = table.get(CMSAttributes.contentType);
    if (type == null || !CMSObjectIdentifiers.data.equals(type.getAttrValues().getObjectAt(0))) {
      faults.add(new Fault("CONTENT_TYPE", "is not id-data"));
    }
    boolean timed = table.get(CMSAttributes.signingTime) != null;
    if (timed != kind.equals("detached")) faults.add(new Fault("SIGNING_TIME", timed ? "in PAdES" : "not in CAdES"));
    Attribute ess = table.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (ess == null) {
      faults.add(new Fault("ESS", "no signing-certificate-v2"));
      return;
    }
    ESSCertIDv2 first = SigningCertificateV2.getInstance(ess.getAttrValues().getObjectAt(0)).getCerts()[0];
    String hash = first.getHashAlgorithm().getAlgorithm().getId();
    if (!Arrays.equals(MessageDigest.getInstance(hash, "BC").digest(certificate.getEncoded()), first.getCertHash())) {
      faults.add(new Fault("ESS", "is of another certificate"));
    }
    if (first.getIssuerSerial() == null) return;
    GeneralName[] issuer = first.getIssuerSerial().getIssuer().getNames();
    if (!first.getIssuerSerial().getSerial().getValue().equals(certificate.getSerialNumber())
        || issuer.length != 1 || !issuer[0].getName().equals(certificate.getIssuer())) {
      faults.add(new Fault("ESS", "issuer and serial are of another certificate"));
    }
  }
}
