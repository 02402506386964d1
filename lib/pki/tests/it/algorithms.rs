//! Keys and algorithms: what fits together, what is too weak, and in which forms keys come.

use pki::{
    DigestAlgorithm, KeyKind, NewKey, PkiError, PrivateKey, PublicKey, SignatureAlgorithm, Signer,
    Weakness, ecdsa_to_der,
};

use crate::tools::{Folder, openssl};

const MESSAGE: &[u8] = b"nota dinas";

fn key_of_openssl(arguments: &[&str]) -> String {
    String::from_utf8(openssl(arguments, b"")).unwrap()
}

#[test]
fn every_kind_of_key_signs_and_verifies_its_own() {
    for kind in [NewKey::Rsa2048, NewKey::Rsa3072, NewKey::P256, NewKey::P384] {
        let key = PrivateKey::generate(kind).unwrap();
        let signature = key.sign(MESSAGE).unwrap();
        let verify = |message: &[u8], signature: &[u8]| {
            key.public_key().verify(key.algorithm(), message, signature)
        };
        assert_eq!(verify(MESSAGE, &signature), Ok(()), "{kind:?}");
        assert_eq!(verify(b"lain", &signature), Err(PkiError::Signature));
        let mut changed = signature.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(verify(MESSAGE, &changed), Err(PkiError::Signature));
        assert_eq!(verify(MESSAGE, b""), Err(PkiError::Signature));
    }
}

#[test]
fn keys_of_openssl_are_read_in_every_form() {
    let forms: [&[&str]; 6] = [
        &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        &["genrsa", "-traditional", "2048"],
        &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        &["ecparam", "-name", "secp384r1", "-genkey"],
        &["ecparam", "-name", "secp521r1", "-genkey", "-noout"],
        &["genpkey", "-algorithm", "ed25519"],
    ];
    for arguments in forms {
        let pem = key_of_openssl(arguments);
        let key =
            PrivateKey::from_pem(&pem).unwrap_or_else(|error| panic!("{arguments:?} {error}"));
        let folder = Folder::new();
        let path = folder.put("key.pem", pem.as_bytes());
        let public = openssl(&["pkey", "-in", &path, "-pubout", "-outform", "DER"], b"");
        assert_eq!(key.public_key().to_der(), public, "{arguments:?}");
        let again = PrivateKey::from_pem(&key.to_pkcs8_pem().unwrap()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
        let signature = again.sign(MESSAGE).unwrap();
        assert_eq!(key.public_key().verify(key.algorithm(), MESSAGE, &signature), Ok(()));
    }
}

#[test]
fn keys_that_cannot_be_used_are_refused() {
    let small = key_of_openssl(&["genrsa", "1024"]);
    assert_eq!(PrivateKey::from_pem(&small).err(), Some(PkiError::PrivateKey));
    let other = key_of_openssl(&["ecparam", "-name", "secp256k1", "-genkey", "-noout"]);
    assert_eq!(PrivateKey::from_pem(&other).err(), Some(PkiError::PrivateKey));
    let encrypted = key_of_openssl(&["genrsa", "-aes128", "-passout", "pass:rahasia", "2048"]);
    assert!(matches!(PrivateKey::from_pem(&encrypted), Err(PkiError::Pem(_))));
    assert!(matches!(PrivateKey::from_pem("tidak ada"), Err(PkiError::Pem(_))));
    assert_eq!(PrivateKey::from_pkcs8_der(&[0x30, 0x00]).err(), Some(PkiError::PrivateKey));
}

#[test]
fn a_private_key_is_never_printed() {
    let key = PrivateKey::generate(NewKey::P256).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey { kind: P256, .. }");
}

#[test]
fn an_algorithm_of_another_key_is_refused_on_both_sides() {
    let rsa = PrivateKey::generate(NewKey::Rsa2048).unwrap();
    let ecdsa = PrivateKey::generate(NewKey::P256).unwrap();
    let signature = rsa.sign(MESSAGE).unwrap();
    let crossed = rsa.public_key().verify(ecdsa.algorithm(), MESSAGE, &signature);
    assert_eq!(crossed, Err(PkiError::OtherKey { algorithm: "ECDSA", key: "RSA" }));
    let crossed = ecdsa.public_key().verify(rsa.algorithm(), MESSAGE, &signature);
    assert_eq!(crossed, Err(PkiError::OtherKey { algorithm: "RSA", key: "P-256" }));
    assert!(ecdsa.with_algorithm(SignatureAlgorithm::Ed25519).is_err());
    let sha1 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1);
    assert!(rsa.with_algorithm(sha1).is_err());
}

#[test]
fn pss_and_longer_digests_go_with_an_rsa_key() {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    for digest in [Sha256, Sha384, Sha512] {
        let salt = u16::try_from(digest.length()).unwrap();
        for algorithm in
            [SignatureAlgorithm::RsaPkcs1(digest), SignatureAlgorithm::RsaPss { digest, salt }]
        {
            let key = PrivateKey::generate(NewKey::Rsa2048).unwrap();
            let key = key.with_algorithm(algorithm).unwrap();
            let signature = key.sign(MESSAGE).unwrap();
            assert_eq!(key.public_key().verify(algorithm, MESSAGE, &signature), Ok(()));
            let other = SignatureAlgorithm::RsaPss { digest, salt: salt + 1 };
            assert!(key.public_key().verify(other, MESSAGE, &signature).is_err());
        }
    }
}

#[test]
fn identifiers_are_read_back_as_they_are_written() {
    use DigestAlgorithm::{Sha1, Sha256, Sha384, Sha512};
    let mut all = vec![SignatureAlgorithm::Ed25519];
    for digest in [Sha1, Sha256, Sha384, Sha512] {
        all.push(SignatureAlgorithm::RsaPkcs1(digest));
        all.push(SignatureAlgorithm::Ecdsa(digest));
        all.push(SignatureAlgorithm::RsaPss { digest, salt: 222 });
    }
    for algorithm in all {
        assert_eq!(SignatureAlgorithm::from_der(&algorithm.to_der()), Ok(algorithm));
    }
}

#[test]
fn parameters_that_do_not_belong_there_are_refused() {
    // ecdsa-with-SHA256 with NULL, RSASSA-PSS without parameters, MD5 with RSA.
    let ecdsa = [0x30, 0x0c, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2, 5, 0];
    assert!(matches!(SignatureAlgorithm::from_der(&ecdsa), Err(PkiError::Parameters(_))));
    let pss = [0x30, 0x0b, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
    assert!(matches!(SignatureAlgorithm::from_der(&pss), Err(PkiError::Parameters(_))));
    let md5 = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4, 5, 0];
    assert_eq!(SignatureAlgorithm::from_der(&md5), Err(PkiError::Weak(Weakness::Md5)));
    let unknown = [0x30, 0x05, 6, 3, 0x2a, 3, 4];
    assert!(matches!(SignatureAlgorithm::from_der(&unknown), Err(PkiError::UnknownAlgorithm(_))));
}

#[test]
fn weak_keys_and_digests_are_called_weak_even_when_the_arithmetic_is_right() {
    let folder = Folder::new();
    let small = folder.put("small.pem", &openssl(&["genrsa", "1024"], b""));
    let public = openssl(&["pkey", "-in", &small, "-pubout", "-outform", "DER"], b"");
    let public = PublicKey::from_der(&public).unwrap();
    assert_eq!(public.kind(), KeyKind::Rsa { bits: 1024, pss_only: false });
    let signature = openssl(&["dgst", "-sha256", "-sign", &small], MESSAGE);
    let rsa = |digest| SignatureAlgorithm::RsaPkcs1(digest);
    let weak = public.verify(rsa(DigestAlgorithm::Sha256), MESSAGE, &signature);
    assert_eq!(weak, Err(PkiError::Weak(Weakness::Rsa(1024))));

    let large = folder.put("large.pem", &openssl(&["genrsa", "2048"], b""));
    let public = openssl(&["pkey", "-in", &large, "-pubout", "-outform", "DER"], b"");
    let public = PublicKey::from_der(&public).unwrap();
    let signature = openssl(&["dgst", "-sha1", "-sign", &large], MESSAGE);
    let weak = public.verify(rsa(DigestAlgorithm::Sha1), MESSAGE, &signature);
    assert_eq!(weak, Err(PkiError::Weak(Weakness::Sha1)));
}

#[test]
fn the_two_forms_of_ecdsa_agree() {
    // From a DER signature to r‖s by hand, and back by the function.
    let key = PrivateKey::generate(NewKey::P256).unwrap();
    for _ in 0..20 {
        let der = key.sign(MESSAGE).unwrap();
        let number = |at: usize| {
            let length = usize::from(der[at + 1]);
            let digits = &der[at + 2..at + 2 + length];
            let digits = digits.strip_prefix(&[0]).unwrap_or(digits);
            ([vec![0; 32 - digits.len()], digits.to_vec()].concat(), at + 2 + length)
        };
        let (r, next) = number(2);
        let (s, _) = number(next);
        assert_eq!(ecdsa_to_der(&[r, s].concat(), KeyKind::P256), Ok(der));
    }
    assert_eq!(ecdsa_to_der(&[1; 63], KeyKind::P256), Err(PkiError::Signature));
    assert_eq!(ecdsa_to_der(&[1; 65], KeyKind::P256), Err(PkiError::Signature));
    assert!(ecdsa_to_der(&[1; 64], KeyKind::Ed25519).is_err());
}

#[test]
fn a_key_for_pss_alone_is_for_pss_alone() {
    let folder = Folder::new();
    let made = ["genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"];
    let key = folder.put("pss.pem", &openssl(&made, b""));
    let public = openssl(&["pkey", "-in", &key, "-pubout", "-outform", "DER"], b"");
    let public = PublicKey::from_der(&public).unwrap();
    assert_eq!(public.kind(), KeyKind::Rsa { bits: 2048, pss_only: true });
    let sign = ["dgst", "-sha256", "-sign", &key, "-sigopt", "rsa_pss_saltlen:32"];
    let signature = openssl(&sign, MESSAGE);
    let digest = DigestAlgorithm::Sha256;
    let pss = SignatureAlgorithm::RsaPss { digest, salt: 32 };
    assert_eq!(public.verify(pss, MESSAGE, &signature), Ok(()));
    let plain = public.verify(SignatureAlgorithm::RsaPkcs1(digest), MESSAGE, &signature);
    assert!(matches!(plain, Err(PkiError::OtherKey { .. })), "{plain:?}");
}

#[test]
fn a_modulus_that_is_too_long_is_called_so() {
    // SubjectPublicKeyInfo with a modulus of 8193 bits, all of them set, and 65537.
    let modulus = [&[2, 0x82, 4, 1, 1][..], &[0xff; 1024]].concat();
    let key = [modulus.as_slice(), &[2, 3, 1, 0, 1]].concat();
    let length = |content: usize| u16::try_from(content).unwrap().to_be_bytes();
    let key = [&[0x30, 0x82][..], &length(key.len()), &key].concat();
    let bits = [&[3, 0x82][..], &length(key.len() + 1), &[0], &key].concat();
    let algorithm = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0];
    let info = [algorithm.as_slice(), &bits].concat();
    let info = [&[0x30, 0x82][..], &length(info.len()), &info].concat();
    let public = PublicKey::from_der(&info).unwrap();
    assert_eq!(public.kind(), KeyKind::Rsa { bits: 8193, pss_only: false });
    let algorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
    let refused = public.verify(algorithm, MESSAGE, &[0; 1025]);
    assert!(matches!(refused, Err(PkiError::Rule { .. })), "{refused:?}");
}

#[test]
fn a_digest_is_signed_as_its_message_would_be() {
    let pss = SignatureAlgorithm::RsaPss { digest: DigestAlgorithm::Sha256, salt: 32 };
    let rsa = || PrivateKey::generate(NewKey::Rsa2048).unwrap();
    let curves = [NewKey::P256, NewKey::P384].map(|kind| PrivateKey::generate(kind).unwrap());
    for key in curves.into_iter().chain([rsa(), rsa().with_algorithm(pss).unwrap()]) {
        let digest = key.algorithm().digest().digest(&[MESSAGE]);
        let signature = key.sign_digest(&digest).unwrap();
        let verified = key.public_key().verify(key.algorithm(), MESSAGE, &signature);
        assert_eq!(verified, Ok(()), "{:?}", key.algorithm());
        assert_eq!(key.sign_digest(&digest[1..]), Err(PkiError::Signing));
    }
    let pem = key_of_openssl(&["genpkey", "-algorithm", "ED25519"]);
    let whole = PrivateKey::from_pem(&pem).unwrap();
    assert_eq!(whole.sign_digest(&[7; 64]), Err(PkiError::Signing));
}
