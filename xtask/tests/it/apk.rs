//! The Android app: what may be ordered, and what a finished one must be.

use xtask::apk::{Facts, Key, Order, faults, stored};

fn order(words: &str) -> Result<Order, String> {
    Order::parse(&words.split(' ').map(str::to_owned).collect::<Vec<_>>())
}

fn kutim() -> Order {
    order("--url https://pbb.contoh.go.id").unwrap()
}

/// What the tools say of an app as it should be.
fn sound(order: &Order) -> Facts {
    let badging = format!(
        "package: name='{}' versionCode='{}' versionName='{}' platformBuild\n\
         sdkVersion:'21'\ntargetSdkVersion:'34'\n\
         uses-permission: name='android.permission.INTERNET'\n\
         uses-permission: name='android.permission.CAMERA'\n\
         application-label:'{}'\nlaunchable-activity: name='id.pelangi.app.Main'\n\
         densities: '160' '240' '320' '480' '640' '65534'\n",
        order.package, order.code, order.version, order.name
    );
    Facts {
        bytes: 30_000,
        fingerprint: "AA".to_owned(),
        signatures: "Verified using v1 scheme (JAR signing): true\n\
                     Verified using v2 scheme (APK Signature Scheme v2): true\n\
                     Verified using v3 scheme (APK Signature Scheme v3): true\n"
            .to_owned(),
        badging,
        manifest: "pbb.contoh.go.id autoVerify android.intent.action.SEND".to_owned(),
        stored: vec!["resources.arsc".to_owned()],
    }
}

#[test]
fn an_address_is_all_that_must_be_told() {
    let order = kutim();
    assert_eq!(order.url, "https://pbb.contoh.go.id");
    assert_eq!(order.package, "id.go.contoh.pbb");
    assert_eq!(order.name, "Pelangi");
    assert!(order.code >= 1);
}

#[test]
fn a_host_with_dashes_and_digits_gives_a_package_that_android_takes() {
    let order = order("--url https://e-pbb.3t.contoh.go.id:8443/").unwrap();
    assert_eq!(order.url, "https://e-pbb.3t.contoh.go.id:8443");
    assert_eq!(order.package, "id.go.contoh.n3t.e_pbb");
    let put = order.substitutions();
    assert!(put.contains(&("@HOST@", "e-pbb.3t.contoh.go.id".to_owned())));
    assert!(put.contains(&("@PORT@", " android:port=\"8443\"".to_owned())));
}

#[test]
fn an_address_that_an_app_cannot_trust_is_refused() {
    for url in [
        "http://pbb.contoh.go.id",
        "https://pbb.contoh.go.id/pbb",
        "https://user@pbb.contoh.go.id",
        "https://pbb.contoh.go.id:0",
        "https://pbb.contoh.go.id:x",
        "https://localhost",
        "https://PBB.contoh.go.id",
        "https://-pbb.contoh.go.id",
        "https://pbb..id",
    ] {
        let said = order(&format!("--url {url}")).unwrap_err();
        assert!(said.contains("https://pbb.contoh.go.id"), "{said}");
    }
}

#[test]
fn names_that_would_break_the_sources_are_refused() {
    let named = |name: &str| {
        let words = ["--url", "https://pbb.contoh.go.id", "--name", name];
        Order::parse(&words.map(str::to_owned))
    };
    assert_eq!(named("PBB Kutai Timur").unwrap().name, "PBB Kutai Timur");
    for name in ["<b>", "a\"b", "Jum'at", "@URL@", "a&b", " ", &"x".repeat(31)] {
        assert!(named(name).is_err(), "{name}");
    }
    for package in ["pbb", "id..pbb", "id.2go", "id.go-x"] {
        assert!(order(&format!("--url https://a.id --package {package}")).is_err(), "{package}");
    }
}

#[test]
fn a_mistyped_option_is_told_and_an_unset_variable_of_make_is_none() {
    assert!(order("--url https://a.id --nama x").unwrap_err().contains("--nama"));
    assert!(order("--url https://a.id --code zwei").unwrap_err().contains("--code"));
    assert!(order("--url").unwrap_err().contains("cargo xtask apk"));
    let words = ["--url", "https://a.id", "--package", "", "--out", ""].map(str::to_owned);
    assert_eq!(Order::parse(&words).unwrap().package, "id.a");
}

#[test]
fn an_app_as_ordered_has_no_faults() {
    assert_eq!(faults(&sound(&kutim()), &kutim()), Vec::<String>::new());
}

#[test]
fn each_thing_a_phone_would_stumble_over_is_a_fault() {
    let order = kutim();
    let one = |change: fn(&mut Facts)| {
        let mut facts = sound(&order);
        change(&mut facts);
        let faults = faults(&facts, &order);
        assert_eq!(faults.len(), 1, "{faults:?}");
        faults.concat()
    };
    let more = |f: &mut Facts| f.badging.push_str("uses-permission: name='a.LOCATION'\n");
    assert!(one(more).contains("LOCATION"));
    assert!(one(|f| f.stored.clear()).contains("not compressed"));
    assert!(one(|f| f.signatures = f.signatures.replace("v2", "v9")).contains("v2 scheme"));
    assert!(one(|f| f.signatures = f.signatures.replacen("true", "false", 1)).contains("v1"));
    assert!(one(|f| f.badging = f.badging.replace("'34'", "'23'")).contains("targetSdk"));
    assert!(one(|f| f.manifest = f.manifest.replace("contoh", "other")).contains("contoh"));
}

#[test]
fn the_files_of_a_zip_that_are_not_compressed_are_seen() {
    // Two empty files made by hand: `a` stored, `b` deflated.
    let entry = |name: u8, method: u8| {
        let mut bytes = vec![b'P', b'K', 1, 2];
        bytes.resize(46, 0);
        (bytes[10], bytes[28]) = (method, 1);
        bytes.push(name);
        bytes
    };
    let list = [entry(b'a', 0), entry(b'b', 8)].concat();
    let mut end = vec![b'P', b'K', 5, 6];
    end.resize(22, 0);
    end[10] = 2;
    assert_eq!(stored(&[list, end].concat()), Some(vec!["a".to_owned()]));
    assert_eq!(stored(b"no zip"), None);
}

#[test]
fn half_a_key_is_never_replaced_by_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("android.p12"), "a key").unwrap();
    let said = Key::in_folder(folder.path()).err().unwrap();
    assert!(said.contains("android.password") && said.contains("backup"), "{said}");
    assert_eq!(std::fs::read(folder.path().join("android.p12")).unwrap(), b"a key");
}
