//! `pelangi documents sign --key … --cert … IN OUT`.

use base::{Clock, Zone};
use pades::Document;
use pades::sign::{
    Admission, Appearance, Faces, Layout, Line, SignatureRequest, Signed, Target, admit, sign,
};
use pki::{Certificate, PrivateKey};
use serde_json::json;

use super::extend::{Stamps, archived, judged, long_term};
use super::{material, output, place};
use crate::cli::{LevelChoice, SignArgs};
use crate::commands::{Answer, Failure, Outcome};
use crate::system::SystemClock;

/// The zone in which `/M` is written; the instant is the same in every zone.
const ZONE: &str = "Asia/Jakarta";

/// A signer whose key fits the certificate.
struct Signer {
    key: PrivateKey,
    certificate: Certificate,
    /// From the certificate's issuer on.
    chain: Vec<Certificate>,
}

impl Signer {
    fn read(args: &SignArgs) -> Result<Self, Failure> {
        let key = material::key(&args.key)?;
        let mut all = material::certificates(&args.cert)?;
        for path in &args.chain {
            all.extend(material::certificates(path)?);
        }
        let fits = |it: &Certificate| {
            it.public_key().is_ok_and(|public| public.to_der() == key.public_key().to_der())
        };
        let Some(at) = all.iter().position(fits) else {
            return Err(Failure::input("the key is not that of the certificate"));
        };
        let certificate = all.remove(at);
        Ok(Self { key, chain: ordered(&certificate, all), certificate })
    }

    fn path(&self) -> Vec<Certificate> {
        std::iter::once(&self.certificate).chain(&self.chain).cloned().collect()
    }
}

/// Each certificate behind the one it issued; what issued nothing here comes last.
fn ordered(first: &Certificate, mut rest: Vec<Certificate>) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    loop {
        let last = chain.last().unwrap_or(first);
        let issued = |it: &Certificate| it.subject() == last.issuer() && it != last;
        let Some(at) = rest.iter().position(issued) else { break };
        chain.push(rest.remove(at));
    }
    chain
}

pub fn run(args: &SignArgs, answer: Answer) -> Outcome {
    output::check(&args.input, &args.output)?;
    let bytes = material::document(&args.input)?;
    let signer = Signer::read(args)?;
    let level = wanted(args)?;
    let tsa = args.tsa.as_deref().filter(|_| level > LevelChoice::Basic);
    let mut stamps = tsa.map(Stamps::at).transpose()?;
    let document = Document::open(&bytes).map_err(Failure::work)?;
    object(&document, args)?;
    let place = args.visible.as_deref().map(place::visible).transpose()?;
    let target = place::target(&document, args.field.as_deref(), place)?;
    let signed = put(&bytes, target, args, &signer, stamps.as_mut())?;
    let (bytes, reached) = raise(signed.bytes, &signed.field, level, args, &signer, stamps)?;
    output::write(&args.output, &bytes)?;
    let name = signer.certificate.shown_name();
    let words = format!(
        "Signed by {name} in field {} ({reached}): {}",
        signed.field,
        args.output.display()
    );
    let json = json!({
        "output": args.output.display().to_string(),
        "field": signed.field,
        "signer": name,
        "level": reached,
        "bytes": bytes.len(),
    });
    answer.give(&json, words)
}

fn wanted(args: &SignArgs) -> Result<LevelChoice, Failure> {
    let usual = if args.tsa.is_some() { LevelChoice::Timed } else { LevelChoice::Basic };
    let level = args.level.unwrap_or(usual);
    match level > LevelChoice::Basic && args.tsa.is_none() {
        true => Err(Failure::input(format_args!("level {} needs --tsa", level.as_str()))),
        false => Ok(level),
    }
}

/// What could look different tomorrow is not signed today.
fn object(document: &Document<'_>, args: &SignArgs) -> Result<(), Failure> {
    let Err(objections) = admit(document, Admission::default()) else { return Ok(()) };
    let list: Vec<String> = objections.iter().map(|it| format!("  - {it}")).collect();
    let said = format!("{} is not fit to be signed:\n{}", args.input.display(), list.join("\n"));
    match args.despite_objections {
        true => {
            eprintln!("{said}");
            Ok(())
        }
        false => Err(Failure::work(format_args!(
            "{said}\nPrint it into a new PDF, or say --despite-objections"
        ))),
    }
}

fn put(
    bytes: &[u8],
    target: Target,
    args: &SignArgs,
    signer: &Signer,
    stamps: Option<&mut Stamps>,
) -> Result<Signed, Failure> {
    let now = SystemClock.now();
    let zone = Zone::parse(ZONE).map_err(Failure::work)?;
    let faces = args.visible.as_ref().map(|_| Faces::load()).transpose().map_err(Failure::work)?;
    let mut request = SignatureRequest::new(target, now, zone.clone());
    request.appearance = faces.as_ref().map(|faces| {
        let day = base::format::moment(now, &zone, base::Language::Id);
        Appearance::new(faces, Layout::Beside).with_text(vec![
            Line::plain("Ditandatangani secara elektronik oleh:"),
            Line::bold(&signer.certificate.shown_name()),
            Line::plain(&day),
        ])
    });
    request.reason = args.reason.clone();
    request.location = args.location.clone();
    let (certificate, chain) = (&signer.certificate, &signer.chain);
    let signed = match stamps {
        Some(stamps) => stamps
            .with(|stamper| sign(bytes, &request, &signer.key, certificate, chain, Some(stamper))),
        None => sign(bytes, &request, &signer.key, certificate, chain, None),
    };
    signed.map_err(Failure::work)
}

/// Brings a signature to its level, and has our own verifier say that it is there: a level that was
/// asked for and not reached leaves no file.
fn raise(
    bytes: Vec<u8>,
    field: &str,
    level: LevelChoice,
    args: &SignArgs,
    signer: &Signer,
    mut stamps: Option<Stamps>,
) -> Result<(Vec<u8>, String), Failure> {
    let path = signer.path();
    let mut bytes = bytes;
    if let Some(stamps) = stamps.as_mut() {
        if let Some(why) = &stamps.failed {
            return Err(Failure::work(format_args!("no time-stamp could be had: {why}")));
        }
        if level >= LevelChoice::LongTerm {
            bytes = long_term(bytes, field, &path, stamps, &args.reach.allow_network)?;
        }
        if level >= LevelChoice::Archived {
            bytes = archived(&bytes, stamps)?;
        }
    }
    let evidence = (level >= LevelChoice::LongTerm).then(Vec::new);
    let report = judged(&bytes, &path, stamps.as_ref(), evidence);
    let own = report.signatures.iter().find(|signature| signature.field == field);
    let own = own.ok_or_else(|| Failure::work("the new signature cannot be found again"))?;
    let reached = LevelChoice::named(&own.level);
    if !own.verdict.is_accepted() || reached.is_none_or(|reached| reached < level) {
        let codes: Vec<&str> = own.findings.iter().map(|finding| finding.rule.code()).collect();
        return Err(Failure::work(format_args!(
            "level {} was not reached (it is {}; {}); nothing was written",
            level.as_str(),
            own.level,
            codes.join(", ")
        )));
    }
    Ok((bytes, own.level.clone()))
}
