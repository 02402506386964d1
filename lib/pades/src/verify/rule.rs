//! The rules of the verifier, each by itself, with what breaking it is worth.

/// What breaking a rule does to a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth saying, decides nothing.
    Note,
    /// The question cannot be answered with what is at hand.
    Indeterminate,
    /// The bytes are whole, but nobody who is trusted answers for them.
    Untrusted,
    /// The document is not what was signed, or shows what was not signed.
    Modified,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $weight:ident $text:literal,)+) => {
        /// A rule. Its code is stable: other programs translate it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[doc = $doc])+ $name,)+ }

        impl Rule {
            /// Every rule, in the order in which they are judged.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// `group/what`, never changed once it was published.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            pub const fn weight(self) -> Weight {
                match self { $(Self::$name => Weight::$weight),+ }
            }

            /// One short English sentence.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

rules! {
    // What a signature covers (ISO 32000-1 §12.8.1; documents USF and SWA attacks)
    /// `/ByteRange` is exactly four whole numbers that stand in the dictionary.
    ByteRange "coverage/byte-range" Modified "the range of the signature is not four plain numbers",
    /// The first covered byte is the first of the file.
    CoverageStart "coverage/start" Modified "the beginning of the file is not covered",
    /// Between the two ranges stands the value of this dictionary's `/Contents`, nothing else.
    CoverageGap "coverage/gap" Modified "the part left out is more or less than the signature value",
    /// The second range ends where a revision ends.
    CoverageEnd "coverage/end" Modified "the covered bytes do not end with a revision",
    /// The signature belongs to the form of the revision it covers.
    CoverageLater "coverage/later" Modified "the signature was entered after the bytes it covers",
    /// `/Contents` is a hexadecimal string in a dictionary that stands in the file itself.
    Contents "contents/missing" Modified "the signature has no value where it must stand",
    /// After the DER there are zeros only.
    ContentsPadding "contents/padding" Modified "something is hidden behind the signature value",
    /// `/Type` is `Sig`, `DocTimeStamp` or absent, and `/SubFilter` goes with it.
    SignatureType "signature/type" Modified "type and format of the signature contradict each other",
    /// No two fields have one signature.
    SignatureShared "signature/shared" Modified "one signature is shown by two fields",
    /// A signature that was there stays there.
    SignatureRemoved "signature/removed" Modified "a signature of an earlier version is gone",
    /// What looks like a signature on a page is a field of the form.
    SignatureOutside "signature/outside-form" Modified "a signature is shown that is no field of the form",

    // The signature value (RFC 5652, EN 319 122-1)
    /// Signed data in DER with one signer, signed attributes, and a certificate that they name.
    CmsForm "cms/form" Modified "the signature value breaks its standard",
    /// BER is no fault of the content, but no PAdES either.
    CmsNotDer "cms/not-der" Indeterminate "the signature value is not written in DER",
    /// The signed digest is that of the covered bytes.
    CmsDigest "cms/digest" Modified "the covered bytes are not those that were signed",
    /// The value was made by the key of the certificate.
    CmsSignature "cms/signature-value" Modified "the signature value does not belong to the certificate",
    /// PKCS#7 of old could sign the bytes alone; PAdES never does.
    CmsBare "cms/no-attributes" Indeterminate "the signature is of an old kind that signs no attributes",
    /// SHA-1, MD5 and short keys prove nothing.
    CmsWeak "cms/weak" Indeterminate "the signature rests on an algorithm that is too weak",
    /// Algorithms that are not known here.
    CmsUnknown "cms/unknown-algorithm" Indeterminate "the signature uses an algorithm that is not known here",
    /// A time-stamp belongs to what it stands beside.
    StampBroken "stamp/broken" Modified "a time-stamp is not over what it claims to be",

    // Trust, at the proven time (RFC 5280, EN 319 102-1)
    /// There is a path to a pinned anchor.
    TrustUnknown "trust/unknown-authority" Untrusted "no trusted authority answers for the certificate",
    /// Each certificate of the path was signed by the next.
    TrustIssuer "trust/issuer-signature" Untrusted "the certificate was not issued by whom it names",
    /// The certificates were valid at the proven time.
    TrustValidity "trust/validity" Untrusted "the certificate was not valid when the signature was made",
    /// The certificates are still valid, when no time is proven.
    TrustExpired "trust/expired" Indeterminate "the certificate has expired, and no time-stamp proves an earlier signature",
    /// The certificate may sign documents, or time-stamps.
    TrustPurpose "trust/purpose" Untrusted "the certificate is not for this purpose",
    /// Nothing of the path was revoked before the proven time.
    TrustRevoked "trust/revoked" Untrusted "the certificate was revoked",
    /// It is known that nothing was.
    TrustStatus "trust/revocation-unknown" Indeterminate "whether the certificate was revoked is not known",
    /// Every other rule for paths.
    TrustPath "trust/path" Untrusted "the path to the trusted authority breaks a rule",
    /// Paths were found within bounds.
    TrustWork "trust/work" Indeterminate "the certificates allow too many paths",

    // Worth knowing
    /// The form of the signature.
    NotPades "level/not-pades" Note "the signature is not PAdES",
    /// What the next level would need.
    NextLevel "level/next" Note "what the next level would need",
    /// Nobody but the signer says when.
    TimeClaimed "time/claimed" Note "the time is what the signer claims",
    /// The claim is far from the proof.
    TimeDiffers "time/differs" Note "the claimed time is far from the proven one",
    /// A time-stamp that proves nothing, and breaks nothing.
    StampUntrusted "stamp/not-trusted" Note "a time-stamp is of nobody who is trusted",
    /// What a judgement of trust says besides.
    TrustNote "trust/note" Note "said of a certificate",

    // Bytes
    /// Nothing follows the newest revision.
    Tail "tail/bytes" Modified "bytes follow the end of the document",
    /// A later revision holds nothing that its cross-references do not know.
    Stray "changes/stray-bytes" Modified "a later version holds bytes that belong to nothing",
    /// The newest revision reads as a document.
    Unreadable "changes/unreadable" Modified "a later version cannot be read",

    // Objects (ISA and shadow attacks)
    /// The trailer leads to the same catalogue.
    Trailer "changes/trailer" Modified "the trailer was changed after signing",
    /// No object in use is freed.
    Freed "changes/freed" Modified "an object was removed after signing",
    /// A reference that led nowhere still leads nowhere.
    Dangling "changes/dangling" Modified "an object was supplied that the signed version lacked",
    /// The catalogue gains `/AcroForm`, `/DSS`, `/Metadata`, `/Extensions`, `/Version` and nothing else.
    Catalog "changes/catalog" Modified "an entry of the document catalogue was changed after signing",
    /// The pages are the same, in the same order.
    PageTree "changes/page-tree" Modified "pages were added, removed or moved after signing",
    /// A page keeps every entry but `/Annots`.
    Page "changes/page" Modified "a page was changed after signing",
    /// What a page draws stays as it was.
    PageContent "changes/page-content" Modified "the contents of a page were changed after signing",
    /// The fonts, pictures and other resources of a page stay as they were.
    PageResource "changes/page-resource" Modified "a font, a picture or another resource of a page was changed after signing",
    /// Every other object keeps its meaning.
    Object "changes/object" Modified "an object was changed after signing",
    /// An object that a rule lets change has no second use.
    Aliased "changes/aliased" Modified "a changed object is used in another place as well",
    /// New objects are part of what is allowed.
    Unreferenced "changes/unreferenced" Modified "objects were added that belong to nothing allowed",
    /// Pages gain the widgets of new signatures and no other annotation.
    Annotation "changes/annotation" Modified "an annotation was added, changed or removed after signing",
    /// The form keeps every entry but those a new signature needs.
    Form "changes/form" Modified "the form was changed after signing",
    /// Fields stay; only signature fields come.
    Fields "changes/fields" Modified "a field of the form was added or removed after signing",
    /// Fields keep value and look.
    FieldValue "changes/field-value" Modified "a field of the form was changed after signing",
    /// A signature field keeps place, name and lock; a signed one keeps everything.
    SignatureField "changes/signature-field" Modified "a signature field was changed after signing",
    /// A new signature field has no action, no layer and no foreign entry.
    Widget "changes/widget" Modified "a new signature field does more than show a signature",
    /// A value that was filled in was signed with the revision that brought it.
    UnsignedValue "changes/unsigned-value" Modified "a signature was filled in that does not cover its own revision",
    /// The look of a new signature is a plain form.
    Appearance "changes/appearance" Modified "the appearance of a new signature is not a plain drawing",
    /// The security store holds evidence and nothing else, and keeps what it had.
    Dss "changes/dss" Modified "the store of evidence was changed in a way that is not allowed",
    /// Metadata change their dates and the name of the program.
    Metadata "changes/metadata" Modified "the metadata were changed after signing",
    /// The document information changes its date and the name of the program.
    Info "changes/info" Modified "the document information was changed after signing",

    // Rule 8: what a new signature may cover
    /// A new signature covers no text.
    OverlapText "overlap/text" Modified "the appearance of a later signature covers text",
    /// A new signature covers no annotation and no other signature.
    OverlapAnnotation "overlap/annotation" Modified "the appearance of a later signature covers another annotation",
    /// What lies under a new signature can be read.
    OverlapUnknown "overlap/unknown" Indeterminate "what a later signature covers cannot be read",

    // Permissions (ISO 32000-1 §12.8.2.2, §12.8.2.4, §12.8.4)
    /// The certification's P is obeyed.
    DocMdp "permissions/doc-mdp" Modified "the certification does not permit what was done later",
    /// A certified document gains no visible field.
    CertifiedField "permissions/visible-field" Modified "a visible signature was added to a certified document",
    /// Locked fields stay locked.
    FieldMdp "permissions/field-mdp" Modified "a field was filled in that an earlier signature had locked",
    /// `/Perms` names the certification that a field shows.
    Perms "permissions/perms" Modified "the certification named by the catalogue is no signature of the form",

    // Bounds
    /// The file can be judged within bounds.
    Work "limits/work" Indeterminate "the document asks for more work than is granted",
    /// Strings and streams can be read.
    Encrypted "limits/encrypted" Indeterminate "the document is encrypted and cannot be compared",
}

/// Which rules count. Outside of tests all of them do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    off: Option<Rule>,
}

impl Rules {
    /// All but one, so that a test can show what this one catches.
    #[doc(hidden)]
    pub const fn without(rule: Rule) -> Self {
        Self { off: Some(rule) }
    }

    pub fn is_on(self, rule: Rule) -> bool {
        self.off != Some(rule)
    }
}
