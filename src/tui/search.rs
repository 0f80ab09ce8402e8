//! Finding things by a few letters: components, actions, terms.
//!
//! Case and accents do not matter, words may come in any order, and every word must be found.
//! What is written exactly so comes before what merely holds the letters; equal results keep the
//! order they came in, so that a search gives the same list on every machine. The matcher for
//! scattered letters is a crate that nobody maintains any more; it is used in this file only.

use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

use crate::domain::text;

/// Something that can be found.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// What people read; matches here count most.
    pub name: String,
    /// Other names of the same thing.
    pub also: Vec<String>,
    /// Anything else to search in: roles, uses, sentences.
    pub more: String,
}

/// A thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list that was searched.
    pub index: usize,
    /// How well it fits; higher is better.
    pub score: i64,
    /// Which characters of the name matched, for highlighting.
    pub at: Vec<usize>,
}

// What a word of the query earns where it is found. The steps are far enough apart that several
// words in weak places never beat one in a strong place.
const WHOLE_NAME: i64 = 4000;
const ALIAS: i64 = 3000;
const NAME_WORD: i64 = 2000;
const NAME_PREFIX: i64 = 1500;
const INITIALS: i64 = 1200;
const ALIAS_PREFIX: i64 = 1100;
const INSIDE: i64 = 800;
const ABOUT: i64 = 300;
const SCATTERED: i64 = 100;
/// Matches at the very start of a name are a little better.
const AT_START: i64 = 50;

/// Finds what fits the query, best first. An empty query finds everything in its own order.
pub fn rank(query: &str, items: &[Item]) -> Vec<Hit> {
    let words = text::words(query);
    let matcher = SkimMatcherV2::default();
    let fit = |(index, item): (usize, &Item)| {
        let target = Target::of(item);
        let mut hit = Hit { index, score: target.as_a_whole(&words), at: Vec::new() };
        for word in &words {
            let (score, at) = target.word(word, &matcher)?;
            hit.score += score;
            hit.at.extend(at);
        }
        hit.at.sort_unstable();
        hit.at.dedup();
        Some(hit)
    };
    let mut hits: Vec<Hit> = items.iter().enumerate().filter_map(fit).collect();
    hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.index.cmp(&b.index)));
    hits
}

/// An item in the form in which it is compared: folded, one character for one.
struct Target {
    name: Vec<char>,
    /// Where the words of the name start and end.
    words: Vec<(usize, usize)>,
    aliases: Vec<String>,
    about: Vec<String>,
}

impl Target {
    fn of(item: &Item) -> Self {
        let name: Vec<char> = item.name.chars().map(fold).collect();
        let words = word_bounds(&name);
        let aliases = item.also.iter().map(|a| text::words(a).join(" ")).collect();
        Self { name, words, aliases, about: text::words(&item.more) }
    }

    /// What the query earns when it is, taken together, the name or an alias.
    fn as_a_whole(&self, query: &[String]) -> i64 {
        let query = query.join(" ");
        let name: Vec<String> = self.words.iter().map(|&(from, to)| self.name[from..to].iter().collect()).collect();
        if query.is_empty() {
            0
        } else if name.join(" ") == query {
            WHOLE_NAME
        } else if query.contains(' ') && self.aliases.contains(&query) {
            ALIAS
        } else {
            0
        }
    }

    fn word(&self, word: &str, matcher: &SkimMatcherV2) -> Option<(i64, Vec<usize>)> {
        let letters: Vec<char> = word.chars().collect();
        let in_name = self.in_name(&letters);
        let beside = self.beside(word).map(|score| (score, Vec::new()));
        let best = match (in_name, beside) {
            (Some(a), Some(b)) => Some(if a.0 >= b.0 { a } else { b }),
            (a, b) => a.or(b),
        };
        best.or_else(|| self.scattered(word, matcher))
    }

    fn in_name(&self, letters: &[char]) -> Option<(i64, Vec<usize>)> {
        let here = |from: usize| (from..from + letters.len()).collect::<Vec<_>>();
        let start = |from: usize| if from == 0 { AT_START } else { 0 };
        let whole = self.words.iter().find(|&&(from, to)| self.name[from..to] == *letters);
        if let Some(&(from, _)) = whole {
            return Some((NAME_WORD + start(from), here(from)));
        }
        let prefix = self.words.iter().find(|&&(from, to)| self.name[from..to].starts_with(letters));
        if let Some(&(from, _)) = prefix {
            return Some((NAME_PREFIX + start(from), here(from)));
        }
        if let Some(at) = self.initials(letters) {
            return Some((INITIALS, at));
        }
        let inside = self.name.windows(letters.len().max(1)).position(|w| w == letters)?;
        (letters.len() > 1).then(|| (INSIDE, here(inside)))
    }

    fn initials(&self, letters: &[char]) -> Option<Vec<usize>> {
        let starts: Vec<usize> = self.words.iter().map(|w| w.0).collect();
        if letters.len() < 2 {
            return None;
        }
        let found = starts.windows(letters.len()).find(|s| s.iter().zip(letters).all(|(&i, l)| self.name[i] == *l))?;
        Some(found.to_vec())
    }

    fn beside(&self, word: &str) -> Option<i64> {
        if self.aliases.iter().any(|a| a == word) {
            Some(ALIAS)
        } else if self.aliases.iter().any(|a| a.split(' ').any(|w| w.starts_with(word))) {
            Some(ALIAS_PREFIX)
        } else {
            self.about.iter().any(|w| w.starts_with(word)).then_some(ABOUT)
        }
    }

    /// Letters in the right order with others between them: a last resort for slips of the finger.
    fn scattered(&self, word: &str, matcher: &SkimMatcherV2) -> Option<(i64, Vec<usize>)> {
        if word.chars().count() < 3 {
            return None;
        }
        let name: String = self.name.iter().collect();
        let (score, at) = matcher.fuzzy_indices(&name, word)?;
        let spread = at.last()? - at.first()?;
        // Letters strewn over a long name are chance.
        (spread < word.chars().count() * 3).then_some((SCATTERED + score.min(90), at))
    }
}

/// One character for one: lower case without its accent; what is no letter or digit is a blank.
fn fold(c: char) -> char {
    c.to_lowercase().next().and_then(text::fold).unwrap_or(' ')
}

fn word_bounds(name: &[char]) -> Vec<(usize, usize)> {
    let mut bounds = Vec::new();
    let mut from = None;
    for (i, c) in name.iter().chain([&' ']).enumerate() {
        match (from, *c == ' ') {
            (None, false) => from = Some(i),
            (Some(start), true) => {
                bounds.push((start, i));
                from = None;
            }
            _ => {}
        }
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, aliases, what it is for; in the order of a list.
    const LIST: &[(&str, &[&str], &str)] = &[
        ("Load Balancer", &["lb", "alb"], "spreads requests"),
        ("Relational Database", &["db", "sql"], "rows and joins"),
        ("Content Delivery Network", &["cdn"], "serves files near the reader"),
        ("Rate Limiter", &[], "protects an interface"),
        ("Écoute réseau", &[], "listens on the network"),
        ("Lambda", &["function"], "runs your code"),
        ("Lambda@Edge", &[], "runs your code near the reader"),
        ("S3 bucket", &["object store"], "keeps files"),
        ("SQS queue", &["message queue"], "holds messages"),
        ("EventBridge Scheduler", &["cron", "timer"], "starts things at fixed times"),
    ];

    fn named(name: &str) -> Item {
        Item { name: name.to_owned(), ..Item::default() }
    }

    fn found(query: &str) -> Vec<&'static str> {
        let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        let item = |i: &(&str, &[&str], &str)| Item { name: i.0.to_owned(), also: owned(i.1), more: i.2.to_owned() };
        let items: Vec<Item> = LIST.iter().map(item).collect();
        rank(query, &items).iter().map(|h| LIST[h.index].0).collect()
    }

    #[test]
    fn the_first_hit_is_what_was_meant() {
        for (query, first) in [
            ("db", "Relational Database"),
            ("lb", "Load Balancer"),
            ("cdn", "Content Delivery Network"),
            ("ecoute", "Écoute réseau"),
            ("RESEAU", "Écoute réseau"),
            ("lim rate", "Rate Limiter"),
            ("rate lim", "Rate Limiter"),
            ("rl", "Rate Limiter"),
            ("lam", "Lambda"),
            ("lambda", "Lambda"),
            ("lambda edge", "Lambda@Edge"),
            ("lmbda", "Lambda"),
            ("bucket", "S3 bucket"),
            ("s3", "S3 bucket"),
            ("object store", "S3 bucket"),
            ("cron", "EventBridge Scheduler"),
            ("es", "EventBridge Scheduler"),
            ("messages", "SQS queue"),
            ("sched", "EventBridge Scheduler"),
            ("base", "Relational Database"),
        ] {
            assert_eq!(Some(&first), found(query).first(), "{query}: {:?}", found(query));
        }
    }

    #[test]
    fn every_word_must_be_found() {
        assert!(found("lambda queue").is_empty());
        assert!(found("zzz").is_empty());
    }

    #[test]
    fn nothing_asked_finds_everything_in_its_order() {
        let all: Vec<_> = LIST.iter().map(|i| i.0).collect();
        assert_eq!(all, found(""));
        assert_eq!(all, found("  ?! "));
    }

    #[test]
    fn equal_results_keep_their_order() {
        assert_eq!(vec!["Lambda", "Lambda@Edge"], found("runs")[..2]);
    }

    #[test]
    fn strewn_letters_are_no_match() {
        assert!(!found("cnk").contains(&"Content Delivery Network"), "{:?}", found("cnk"));
    }

    #[test]
    fn the_letters_that_matched_are_named() {
        let items = [named("Écoute réseau")];
        assert_eq!(vec![7, 8, 9], rank("res", &items)[0].at);
        let items = [named("Rate Limiter")];
        assert_eq!(vec![0, 5], rank("rl", &items)[0].at);
    }

    #[test]
    fn odd_text_is_no_trouble() {
        let items = [named(""), named("日本 İß")];
        for query in ["", "日", "i", "ß", "\u{301}", "\u{0}"] {
            let _ = rank(query, &items);
        }
        assert_eq!(1, rank("日本", &items)[0].index);
    }
}
