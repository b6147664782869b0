//! A large index as bytes, to be kept between runs. Kept are the words and where they stand, which take longest to
//! work out. Bytes that are stale, damaged or of another version of the program are as good as none: the index is
//! built then.

use super::index::{Index, Part, Posting, Term, Words};
use super::{Document, Field};
use sha2::{Digest, Sha256};

/// A library of so many documents is kept; a smaller one is built in less time than a file takes to be found.
pub const KEPT_FROM: usize = 2_000;

/// What a file begins with. The number goes up when the order of what follows changes.
const MAGIC: &[u8; 16] = b"unsnag index  1\n";

/// A SHA-256.
type Hash = [u8; 32];

/// Where a large index is kept between runs. Neither reading nor keeping may fail: what cannot be read is none.
pub trait Shelf: Send + Sync {
    /// What was kept last.
    fn read(&self) -> Option<Vec<u8>>;
    /// Keeps bytes in place of those before, wholly or not at all.
    fn keep(&self, bytes: &[u8]);
}

impl Index {
    /// The index as bytes, from which [`Index::from_bytes`] makes the same index.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = body(self);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(key(self.documents()));
        bytes.extend(Sha256::digest(&body));
        bytes.extend(body);
        bytes
    }

    /// The index of these documents from what was kept. The documents come back if the bytes are not of them, not whole,
    /// or not of this version of the program.
    ///
    /// # Errors
    /// The documents.
    pub fn from_bytes(documents: Vec<Document>, bytes: &[u8]) -> Result<Self, Vec<Document>> {
        match words(&documents, bytes) {
            Some(words) => Ok(Self::of_words(documents, words)),
            None => Err(documents),
        }
    }
}

/// Everything that decides what an index says: the texts, and what this program makes of texts.
fn key(documents: &[Document]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(body(&Index::build(probe())));
    let mut one = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    };
    for document in documents {
        one(&document.title);
        document.fields.iter().for_each(|(field, text)| {
            one(text);
            one(field.name());
        });
        one("/");
    }
    hash.finalize().into()
}

/// A document that has something of everything, so that its index differs when another program counts, folds or weighs
/// texts in another way, even one of the same version.
fn probe() -> Vec<Document> {
    const TEXT: &str =
        "Ångström's RunBook 0x80072EE2 kb2267602 -2145107924 更新管理 伺服器 running ﬁle e\u{301} 2012R2";
    let whole = Document {
        title: TEXT.to_owned(),
        fields: Field::ALL.into_iter().map(|field| (field, format!("{TEXT} {}", field.name()))).collect(),
        ..Document::default()
    };
    let short = Document { title: "file runbooks".to_owned(), ..Document::default() };
    vec![whole, short]
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Code => "code",
            Self::Error => "error",
            Self::Symptom => "symptom",
            Self::Question => "question",
            Self::Fix => "fix",
            Self::Alias => "alias",
            Self::Cause => "cause",
        }
    }
}

/// What is kept, in columns: all of the first, all of the second, and so on, each number in as many bytes as in memory.
fn body(index: &Index) -> Vec<u8> {
    let Words { damping, terms, texts, postings, codes } = &index.words;
    let mut out =
        Vec::with_capacity(16 + texts.len() + 4 * damping.len() + 8 * terms.len() + 7 * postings.len());
    let mut number = |value: u32| out.extend(value.to_le_bytes());
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    for length in [damping.len(), terms.len(), postings.len(), codes.len()] {
        number(count(length));
    }
    damping.iter().for_each(|value| number(value.to_bits()));
    terms.iter().for_each(|term| number(term.text.count));
    terms.iter().for_each(|term| number(term.postings.count));
    postings.iter().for_each(|posting| number(posting.document));
    codes.iter().for_each(|code| number(*code));
    out.extend(postings.iter().flat_map(|posting| posting.frequency.to_le_bytes()));
    out.extend(postings.iter().map(|posting| posting.fields));
    out.extend(texts.bytes());
    out
}

fn words(documents: &[Document], bytes: &[u8]) -> Option<Words> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (kept_key, rest) = rest.split_first_chunk::<32>()?;
    let (sum, body) = rest.split_first_chunk::<32>()?;
    if *sum != Hash::from(Sha256::digest(body)) || *kept_key != key(documents) {
        return None;
    }
    let mut rest = Reader(body);
    let [document_count, term_count, posting_count, code_count] =
        [rest.number()?, rest.number()?, rest.number()?, rest.number()?];
    let damping: Vec<f32> = rest.numbers(document_count)?.map(f32::from_bits).collect();
    let lengths = rest.numbers(term_count)?;
    let counts = rest.numbers(term_count)?;
    let owners = rest.numbers(posting_count)?;
    let codes: Vec<u32> = rest.numbers(code_count)?.collect();
    let (frequencies, _) = rest.take((posting_count as usize).checked_mul(2)?)?.as_chunks::<2>();
    let fields = rest.take(posting_count as usize)?;
    let texts = std::str::from_utf8(rest.0).ok()?.to_owned();
    let mut terms = Vec::with_capacity(term_count as usize);
    let (mut text, mut posting) = (0_u32, 0_u32);
    for (length, count) in lengths.zip(counts) {
        let part = |first, count| Part { first, count };
        terms.push(Term { text: part(text, length), postings: part(posting, count) });
        text = text.checked_add(length).filter(|end| texts.is_char_boundary(*end as usize))?;
        posting = posting.checked_add(count)?;
    }
    let postings: Vec<Posting> = owners
        .zip(frequencies)
        .zip(fields)
        .map(|((document, frequency), fields)| Posting {
            document,
            frequency: u16::from_le_bytes(*frequency),
            fields: *fields,
        })
        .collect();
    let fits = damping.len() == documents.len()
        && posting == posting_count
        && text as usize == texts.len()
        && postings.iter().all(|posting| posting.document < document_count)
        && codes.iter().all(|code| *code < term_count);
    fits.then_some(Words { damping, terms, texts, postings, codes })
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*number))
    }

    /// So many numbers. None if there are not so many, so nothing is allotted for what a damaged file promises.
    fn numbers(&mut self, count: u32) -> Option<impl Iterator<Item = u32> + use<'a>> {
        let bytes = self.take((count as usize).checked_mul(4)?)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Some(numbers.iter().map(|number| u32::from_le_bytes(*number)))
    }
}
