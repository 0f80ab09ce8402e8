//! Finding things by a few typed letters: components, actions, places.
//!
//! A thin layer over `fuzzy-matcher` (which nobody maintains any more, so that everything of it
//! stays behind this file): accents and case fold, words match in any order, an exact name, alias,
//! beginning or set of initials comes first, and ties keep the order of the list, so that results
//! are the same on every machine.

use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

use crate::domain::text::{fold, words};

/// Something that can be found.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// What people read; matches here count most.
    pub name: String,
    /// Other names; an exact one counts as much as the name.
    pub also: Vec<String>,
    /// Anything else to search in: roles, uses, sentences.
    pub more: String,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list that was searched.
    pub index: usize,
    /// How well it fits; larger is better.
    pub score: i64,
}

/// Returns what fits the query, best first; everything, in order, for an empty query.
pub fn rank(query: &str, items: &[Item]) -> Vec<Hit> {
    let wanted = words(query);
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut hits: Vec<Hit> = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| score(&matcher, &wanted, item).map(|score| Hit { index, score }))
        .collect();
    hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.index.cmp(&b.index)));
    hits
}

fn score(matcher: &SkimMatcherV2, wanted: &[String], item: &Item) -> Option<i64> {
    let name = folded(&item.name);
    let also: Vec<String> = item.also.iter().map(|a| folded(a)).collect();
    let more = folded(&item.more);
    let whole = wanted.join(" ");
    let mut total = 0;
    for word in wanted {
        let in_name = matcher.fuzzy_match(&name, word).map(|s| s * 2);
        let in_also = also.iter().filter_map(|a| matcher.fuzzy_match(a, word)).max();
        // Sentences match almost anything letter by letter: there a word must begin a word.
        let in_more = more.split(' ').any(|w| w.starts_with(word.as_str())).then_some(10);
        total += in_name.max(in_also).max(in_more)?;
    }
    Some(total + bonus(&whole, &name, &also))
}

fn bonus(query: &str, name: &str, also: &[String]) -> i64 {
    if query.is_empty() {
        return 0;
    }
    let initials: String = name.split(' ').filter_map(|w| w.chars().next()).collect();
    let exact = name == query || also.iter().any(|a| a == query);
    let begins = name.starts_with(query);
    let word_begins = name.split(' ').any(|w| w.starts_with(query));
    let alias_begins = also.iter().any(|a| a.starts_with(query));
    let whole = i64::from(exact) * 1000 + i64::from(begins) * 400 + i64::from(initials == query) * 300;
    whole + i64::from(word_begins) * 200 + i64::from(alias_begins) * 100
}

fn folded(text: &str) -> String {
    let spaced: String = text.chars().flat_map(char::to_lowercase).map(|c| fold(c).unwrap_or(' ')).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        let item = |name: &str, also: &[&str]| Item {
            name: name.to_owned(),
            also: also.iter().map(ToString::to_string).collect(),
            more: String::new(),
        };
        vec![
            item("Load Balancer", &["lb"]),
            item("Relational Database", &["db", "sql"]),
            item("Rate Limiter", &[]),
            item("Écoute réseau", &[]),
            item("Lambda function", &["faas"]),
        ]
    }

    #[test]
    fn the_first_hit_is_what_people_mean() {
        for (query, first) in [
            ("db", "Relational Database"),
            ("lb", "Load Balancer"),
            ("lim rate", "Rate Limiter"),
            ("ecoute", "Écoute réseau"),
            ("lam", "Lambda function"),
            ("rd", "Relational Database"),
            ("LAMBDA", "Lambda function"),
        ] {
            let items = items();
            let hits = rank(query, &items);
            assert_eq!(Some(first), hits.first().map(|h| items[h.index].name.as_str()), "{query}");
        }
    }

    #[test]
    fn nothing_typed_lists_everything_in_order_and_nonsense_finds_nothing() {
        let all: Vec<usize> = rank("", &items()).iter().map(|h| h.index).collect();
        assert_eq!(vec![0, 1, 2, 3, 4], all);
        assert!(rank("zzzq", &items()).is_empty());
    }
}
