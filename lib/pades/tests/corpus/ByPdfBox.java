import org.apache.pdfbox.pdmodel.*; import org.apache.pdfbox.pdmodel.interactive.digitalsignature.*; import org.apache.pdfbox.pdmodel.interactive.digitalsignature.visible.*; import org.apache.pdfbox.cos.*;
import java.io.*; import java.security.*; import java.security.cert.*; import java.security.cert.Certificate; import java.util.*;
import org.bouncycastle.cms.*; import org.bouncycastle.cms.jcajce.*; import org.bouncycastle.operator.jcajce.*; import org.bouncycastle.cert.jcajce.*;
public class ByPdfBox implements SignatureInterface {
  static PrivateKey pk; static Certificate[] chain;
  public byte[] sign(InputStream in) throws IOException { try {
    ByteArrayOutputStream b = new ByteArrayOutputStream(); byte[] buf = new byte[65536]; int n; while ((n = in.read(buf)) > 0) b.write(buf,0,n);
    CMSSignedDataGenerator g = new CMSSignedDataGenerator();
    g.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build()).build(new JcaContentSignerBuilder("SHA256WithRSA").build(pk), (X509Certificate) chain[0]));
    g.addCertificates(new JcaCertStore(Arrays.asList(chain)));
    return g.generate(new CMSProcessableByteArray(b.toByteArray()), false).getEncoded("DER");
  } catch (Exception e) { throw new IOException(e); } }
  public static void main(String[] a) throws Exception {
    KeyStore ks = KeyStore.getInstance("PKCS12"); ks.load(new FileInputStream("/tmp/pades-corpus/lain.p12"), "uji".toCharArray());
    String al = ks.aliases().nextElement(); pk = (PrivateKey) ks.getKey(al, "uji".toCharArray()); chain = ks.getCertificateChain(al);
    Set<String> m = new HashSet<>(Arrays.asList(a).subList(2, a.length));
    PDDocument d = PDDocument.load(new File(a[0]));
    PDSignature s = new PDSignature(); s.setFilter(PDSignature.FILTER_ADOBE_PPKLITE); s.setSubFilter(m.contains("cades") ? COSName.getPDFName("ETSI.CAdES.detached") : PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
    s.setName("Penanda"); s.setLocation("Sangatta"); s.setReason("Menyetujui"); s.setSignDate(Calendar.getInstance());
    if (m.contains("mdp")) { COSDictionary tp = new COSDictionary(); tp.setItem("Type", COSName.getPDFName("TransformParams")); tp.setInt("P", 2); tp.setName("V", "1.2"); tp.setNeedToBeUpdated(true);
      COSDictionary ref = new COSDictionary(); ref.setItem("Type", COSName.getPDFName("SigRef")); ref.setItem("TransformMethod", COSName.getPDFName("DocMDP")); ref.setItem("TransformParams", tp); ref.setNeedToBeUpdated(true);
      COSArray arr = new COSArray(); arr.add(ref); arr.setNeedToBeUpdated(true); s.getCOSObject().setItem("Reference", arr);
      COSDictionary cat = d.getDocumentCatalog().getCOSObject(); COSDictionary perms = new COSDictionary(); cat.setItem("Perms", perms); perms.setItem("DocMDP", s); cat.setNeedToBeUpdated(true); perms.setNeedToBeUpdated(true); }
    if (m.contains("visible")) {
      java.awt.image.BufferedImage im = new java.awt.image.BufferedImage(20,20,java.awt.image.BufferedImage.TYPE_INT_RGB); ByteArrayOutputStream o = new ByteArrayOutputStream(); javax.imageio.ImageIO.write(im,"png",o);
      PDVisibleSignDesigner v = new PDVisibleSignDesigner(a[0], new ByteArrayInputStream(o.toByteArray()), 1); v.xAxis(m.contains("two") ? 320 : 60).yAxis(650).zoom(0).width(m.contains("two") ? 130f : 100f).height(m.contains("two") ? 50f : 60f).signatureFieldName(m.contains("two") ? "Kedua" : "Pertama");
      PDVisibleSigProperties p = new PDVisibleSigProperties(); p.signerName("x").signerLocation("y").signatureReason("z").preferredSize(0).page(1).visualSignEnabled(true).setPdVisibleSignature(v); p.buildSignature();
      SignatureOptions so = new SignatureOptions(); so.setVisualSignature(p); so.setPage(0); so.setPreferredSignatureSize(9000); d.addSignature(s, new ByPdfBox(), so);
    } else { d.addSignature(s, new ByPdfBox()); }
    FileOutputStream os = new FileOutputStream(a[1]); d.saveIncremental(os); os.close();
  }
}
