//! Lists of small English words: what holds sentences together, denies, counts or bends.
//!
//! Lists only; what they are used for is in `speech`, `phrase` and `hear`.

/// Words that tie a sentence together without saying what it is about.
const FUNCTION: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "again",
    "against",
    "all",
    "along",
    "already",
    "also",
    "although",
    "always",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "anything",
    "are",
    "around",
    "as",
    "at",
    "away",
    "back",
    "be",
    "became",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "beside",
    "between",
    "both",
    "but",
    "by",
    "can",
    "come",
    "comes",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "enough",
    "even",
    "ever",
    "every",
    "everything",
    "except",
    "first",
    "for",
    "from",
    "get",
    "gets",
    "give",
    "gives",
    "go",
    "goes",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "last",
    "later",
    "least",
    "let",
    "lets",
    "like",
    "made",
    "make",
    "makes",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "neither",
    "never",
    "next",
    "no",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "otherwise",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "per",
    "put",
    "puts",
    "quite",
    "rather",
    "same",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "something",
    "soon",
    "still",
    "such",
    "take",
    "takes",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "till",
    "to",
    "together",
    "too",
    "under",
    "unless",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "well",
    "were",
    "what",
    "whatever",
    "when",
    "whenever",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whole",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yes",
    "yet",
    "you",
    "your",
];

/// Function words that make no sentence by themselves: a list of nouns has them too.
const LIST_GLUE: &[&str] = &[
    "a", "about", "all", "also", "an", "and", "another", "any", "at", "both", "by", "each", "every", "first", "for",
    "from", "in", "last", "many", "more", "most", "much", "my", "next", "of", "on", "one", "or", "other", "our", "own",
    "per", "some", "such", "the", "this", "to", "with", "yes", "your",
];

/// Verbs, as stems, that answers about pipelines are made of.
const VERBS: &[&str] = &[
    "accept", "add", "alert", "answer", "appear", "append", "arriv", "ask", "break", "bring", "build", "buy", "call",
    "catch", "chang", "check", "claim", "clear", "com", "commit", "compar", "contain", "convert", "copy", "cost",
    "count", "crash", "creat", "decid", "delay", "delet", "deliver", "depend", "die", "do", "draw", "drop", "email",
    "end", "expir", "fail", "fall", "fetch", "fill", "find", "finish", "fix", "follow", "gain", "get", "giv", "go",
    "grow", "guard", "handl", "happen", "have", "help", "hold", "ignor", "keep", "know", "land", "last", "leav", "let",
    "lie", "listen", "liv", "load", "log", "look", "los", "make", "match", "mean", "merg", "miss", "mov", "need",
    "notic", "open", "page", "park", "pass", "pay", "pick", "pil", "poll", "protect", "prov", "publish", "pull",
    "push", "put", "reach", "read", "rebuild", "receiv", "recover", "refus", "reject", "releas", "reload", "remain",
    "remov", "replac", "replay", "rerun", "restor", "retry", "return", "ring", "run", "save", "say", "see", "send",
    "serv", "set", "show", "sit", "skip", "sleep", "spend", "split", "stand", "start", "stay", "stop", "stor", "swap",
    "tak", "tell", "throw", "touch", "tri", "trigger", "try", "turn", "use", "us", "wait", "wak", "want", "watch",
    "work", "wipe", "write",
];

/// Words that deny what follows.
const NEGATORS: &[&str] = &[
    "barely", "hardly", "lack", "lacking", "lacks", "neither", "never", "no", "nobody", "none", "nor", "not",
    "nothing", "rarely", "seldom", "unable", "without",
];

/// Pairs that deny what follows.
const NEGATING_PAIRS: &[(&str, &str)] =
    &[("instead", "of"), ("rather", "than"), ("fail", "to"), ("fails", "to"), ("failed", "to"), ("forget", "to")];

/// A word after a negator with which it denies nothing: "not only", "no matter".
const EXCUSES: &[&str] =
    &["doubt", "just", "later", "less", "longer", "matter", "mention", "more", "only", "problem", "sooner", "worry"];

/// Words that begin a new thought, which a denial before them does not reach.
const TURNS: &[&str] = &[
    "after",
    "although",
    "and",
    "because",
    "before",
    "but",
    "hence",
    "if",
    "otherwise",
    "since",
    "so",
    "then",
    "therefore",
    "though",
    "thus",
    "unless",
    "until",
    "when",
    "whenever",
    "while",
];

/// Contractions without their apostrophe, and the two words they stand for.
const CONTRACTIONS: &[(&str, &str, &str)] = &[
    ("aint", "is", "not"),
    ("arent", "are", "not"),
    ("cannot", "can", "not"),
    ("cant", "can", "not"),
    ("couldnt", "could", "not"),
    ("didnt", "did", "not"),
    ("doesnt", "does", "not"),
    ("dont", "do", "not"),
    ("hadnt", "had", "not"),
    ("hasnt", "has", "not"),
    ("havent", "have", "not"),
    ("isnt", "is", "not"),
    ("mustnt", "must", "not"),
    ("neednt", "need", "not"),
    ("shouldnt", "should", "not"),
    ("wasnt", "was", "not"),
    ("werent", "were", "not"),
    ("wont", "will", "not"),
    ("wouldnt", "would", "not"),
];

/// Words that bend irregularly, number words, and spellings that count as one word.
const IRREGULAR: &[(&str, &str)] = &[
    ("began", "begin"),
    ("begun", "begin"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("caught", "catch"),
    ("chosen", "choose"),
    ("daily", "day"),
    ("days", "day"),
    ("died", "die"),
    ("dying", "die"),
    ("eight", "8"),
    ("eighteen", "18"),
    ("eleven", "11"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("fell", "fall"),
    ("fifteen", "15"),
    ("fifty", "50"),
    ("five", "5"),
    ("forty", "40"),
    ("found", "find"),
    ("four", "4"),
    ("fourteen", "14"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("got", "get"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("held", "hold"),
    ("hundred", "100"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("left", "leave"),
    ("lost", "lose"),
    ("lying", "lie"),
    ("made", "make"),
    ("meant", "mean"),
    ("mins", "minute"),
    ("min", "minute"),
    ("nine", "9"),
    ("overwritten", "overwrite"),
    ("overwrote", "overwrite"),
    ("paid", "pay"),
    ("ran", "run"),
    ("rang", "ring"),
    ("rebuilt", "rebuild"),
    ("reran", "rerun"),
    ("resent", "resend"),
    ("rung", "ring"),
    ("said", "say"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("seven", "7"),
    ("shown", "show"),
    ("six", "6"),
    ("sixty", "60"),
    ("slept", "sleep"),
    ("spent", "spend"),
    ("stood", "stand"),
    ("taken", "take"),
    ("ten", "10"),
    ("thirty", "30"),
    ("thought", "think"),
    ("three", "3"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("two", "2"),
    ("went", "go"),
    ("woke", "wake"),
    ("woken", "wake"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Says whether the word ties sentences together.
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION.binary_search(&word).is_ok()
}

/// Says whether the word makes a list into a clause: pronouns, auxiliaries, conjunctions.
pub(super) fn makes_clause(word: &str) -> bool {
    is_function(word) && LIST_GLUE.binary_search(&word).is_err()
}

/// Says whether the stem is that of a verb.
pub(super) fn is_verb(stem: &str) -> bool {
    VERBS.contains(&stem)
}

/// Says whether the word denies what follows, given the word after it.
pub(super) fn denies(word: &str, next: Option<&str>) -> bool {
    let excused = next.is_some_and(|n| EXCUSES.contains(&n));
    let pair = next.is_some_and(|n| NEGATING_PAIRS.contains(&(word, n)));
    pair || (NEGATORS.contains(&word) && !excused)
}

/// Says whether the word begins a new thought.
pub(super) fn turns(word: &str) -> bool {
    TURNS.contains(&word)
}

/// Returns the two words of a contraction whose apostrophe is gone.
pub(super) fn contraction(word: &str) -> Option<(&'static str, &'static str)> {
    CONTRACTIONS.iter().find(|c| c.0 == word).map(|c| (c.1, c.2))
}

/// Returns the plain form of an irregular word, or the digits of a number word.
pub(super) fn plain(word: &str) -> &str {
    IRREGULAR.iter().find(|i| i.0 == word).map_or(word, |i| i.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_searched_by_halving_are_sorted() {
        assert!(FUNCTION.is_sorted());
        assert!(LIST_GLUE.is_sorted());
    }
}
