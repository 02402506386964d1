import com.itextpdf.text.*;
import com.itextpdf.text.pdf.*;
import com.itextpdf.text.pdf.security.*;
import java.io.*; import java.security.*; import java.security.cert.Certificate; import java.security.cert.X509Certificate; import java.util.*;
public class ByIText {
  // in out name mode...
  public static void main(String[] a) throws Exception {
    Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
    KeyStore ks = KeyStore.getInstance("PKCS12"); ks.load(new FileInputStream("/tmp/pades-corpus/lain.p12"), "uji".toCharArray());
    String al = ks.aliases().nextElement(); PrivateKey pk = (PrivateKey) ks.getKey(al, "uji".toCharArray()); Certificate[] chain = ks.getCertificateChain(al);
    Set<String> m = new HashSet<>(Arrays.asList(a).subList(3, a.length));
    if (m.contains("dss")) {
      PdfReader r = new PdfReader(a[0]); PdfStamper st = new PdfStamper(r, new FileOutputStream(a[1]), '\0', true);
      LtvVerification v = st.getLtvVerification();
      java.util.List<byte[]> certs = new ArrayList<>(); for (Certificate c : chain) certs.add(c.getEncoded());
      for (String n : r.getAcroFields().getSignatureNames()) v.addVerification(n, null, null, certs);
      v.merge(); st.close(); return;
    }
    PdfReader r = new PdfReader(a[0]);
    FileOutputStream os = new FileOutputStream(a[1]);
    PdfStamper st = PdfStamper.createSignature(r, os, '\0', null, m.contains("append"));
    PdfSignatureAppearance ap = st.getSignatureAppearance();
    ap.setReason("Menyetujui"); ap.setLocation("Sangatta"); ap.setContact("uji"); ap.setSignatureCreator("BSrE (uji)");
    if (m.contains("visible")) { int x = m.contains("two") ? 300 : 60; ap.setVisibleSignature(new Rectangle(x, 80, x + 200, 150), 1, a[2]); ap.setAcro6Layers(!m.contains("old")); }
    else if (m.contains("existing")) ap.setVisibleSignature(a[2]);
    else ap.setVisibleSignature(new Rectangle(0,0,0,0), 1, a[2]);
    if (m.contains("graphic")) { BufferedImg.set(ap); }
    if (m.contains("p1")) ap.setCertificationLevel(1); if (m.contains("p2")) ap.setCertificationLevel(2); if (m.contains("p3")) ap.setCertificationLevel(3);
    if (m.contains("lock")) ap.setFieldLockDict(new PdfSigLockDictionary(PdfSigLockDictionary.LockAction.EXCLUDE, "Lain"));
    ExternalSignature es = new PrivateKeySignature(pk, "SHA-256", "BC");
    TSAClient tsa = m.contains("tsa") ? new LocalTsa() : null;
    MakeSignature.signDetached(ap, new BouncyCastleDigest(), es, chain, null, null, tsa, 0, m.contains("cades") ? MakeSignature.CryptoStandard.CADES : MakeSignature.CryptoStandard.CMS);
  }
}
class BufferedImg { static void set(PdfSignatureAppearance ap) throws Exception {
  java.awt.image.BufferedImage b = new java.awt.image.BufferedImage(20,20,java.awt.image.BufferedImage.TYPE_INT_ARGB);
  b.setRGB(5,5,0xff0000ff); ByteArrayOutputStream o = new ByteArrayOutputStream(); javax.imageio.ImageIO.write(b,"png",o);
  ap.setSignatureGraphic(Image.getInstance(o.toByteArray())); ap.setRenderingMode(PdfSignatureAppearance.RenderingMode.GRAPHIC_AND_DESCRIPTION); } }
class LocalTsa implements TSAClient {
  public int getTokenSizeEstimate() { return 6000; }
  public MessageDigest getMessageDigest() throws GeneralSecurityException { return MessageDigest.getInstance("SHA-256"); }
  public byte[] getTimeStampToken(byte[] imprint) throws Exception {
    File q = File.createTempFile("query",""), p = File.createTempFile("reply","");
    StringBuilder h = new StringBuilder(); for (byte x : imprint) h.append(String.format("%02x", x));
    new ProcessBuilder("openssl","ts","-query","-digest",h.toString(),"-sha256","-cert","-out",q.getPath()).inheritIO().start().waitFor();
    new ProcessBuilder("openssl","ts","-reply","-config","/tmp/pades-corpus/tsa.cnf","-queryfile",q.getPath(),"-token_out","-out",p.getPath()).inheritIO().start().waitFor();
    return java.nio.file.Files.readAllBytes(p.toPath());
  }
}
