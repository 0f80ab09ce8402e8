//! Lists of small English words: what holds sentences together, denies, counts or bends.
//!
//! Lists only; what they are used for is in `speech`, `phrase`, `hear` and `likeness`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

type Words = LazyLock<BTreeSet<&'static str>>;
type Pairs = LazyLock<BTreeMap<&'static str, &'static str>>;

/// Words that tie a sentence together without saying what it is about.
static FUNCTION: Words = LazyLock::new(|| {
    words(
        "\
    a about above across after again against all along already also although always am among an and another any \
    anything are around as at away back be became because been before behind being below beside between both but by \
    can come comes could did do does doing done down during each either else enough even ever every everything \
    except first for from get gets give gives go goes had has have having he her here him his how however i if in \
    instead into is it its itself just last later least let lets like made make makes many may me might more most \
    much must my neither never next no none nor not nothing now of off on once one only onto or other otherwise our \
    ours out over own per put puts quite rather same shall she should since so some something soon still such take \
    takes than that the their them then there therefore these they this those though through thus till to together \
    too under unless until up upon us very was we well were what whatever when whenever where whether which while \
    who whole whose why will with within without would yes yet you your",
    )
});

/// Function words that make no sentence by themselves: a list of nouns has them too.
static LIST_GLUE: Words = LazyLock::new(|| {
    words(
        "\
    a about all also an and another any at both by each every first for from in last many more most much my next of \
    on one or other our own per some such the this to with yes your",
    )
});

/// Verbs, as stems, that answers about pipelines are made of.
static VERBS: Words = LazyLock::new(|| {
    words(
        "\
    accept add alert answer appear append arriv ask break bring build buy call catch chang check claim clear com \
    commit compar contain convert copy cost count crash creat decid delay delet deliver depend die do draw drop \
    email end expir fail fall fetch fill find finish fix follow gain get giv go grow guard handl happen have help \
    hold ignor keep know land last leav let lie listen liv load log look los make match mean merg miss mov need \
    notic open page park pass pay pick pil poll protect prov publish pull push put reach read rebuild receiv recover \
    refus reject releas reload remain remov replac replay rerun restor retry return ring run save say see send serv \
    set show sit skip sleep spend split stand start stay stop stor swap tak tell throw touch tri trigger try turn us \
    use wait wak want watch wipe work write",
    )
});

/// Words that deny what follows.
static NEGATORS: Words = LazyLock::new(|| {
    words(
        "\
    barely hardly lack lacking lacks neither never no nobody none nor not nothing rarely seldom unable without",
    )
});

/// Words after a negator with which it denies nothing: "not only", "no matter".
static EXCUSES: Words = LazyLock::new(|| {
    words(
        "\
    doubt just later less longer matter mention more only problem sooner worry",
    )
});

/// Bad things, as stems: a denial before them is about them, not about what comes after.
static BAD: Words = LazyLock::new(|| {
    words(
        "\
    break crash disappear drop duplicat error fail forget harm los loss miss problem vanish worry wrong",
    )
});

/// Words that begin a new thought, which a denial before them does not reach.
static TURNS: Words = LazyLock::new(|| {
    words(
        "\
    after although and because before but hence if otherwise since so then therefore though thus unless until when \
    whenever while",
    )
});

/// Words of a question that say nothing of what it is about.
static EMPTY: Words = LazyLock::new(|| {
    words(
        "\
    a about actually ah all allow allowed already also always am an and any approx approximately are ask assume at \
    basically be been believe briefly but by can case certain completely consider could curious d dear did do does \
    ever exactly excuse for from fully generally give got guess had hand hands has have hello here hey hi hope how i \
    id if im imagine in insist into is it its ive just kind know let like ll madame main marchetti max maximum may \
    maybe me might mind my need normally now odile of oh ok okay on one or our please possible possibly prefer \
    probably question quick re really receive rely right roughly s say shall should so some somehow sometimes sorry \
    speak suggest suppose sure talk tell thank thanks that the their them then there these they thing think this \
    those to today typical typically uh um understand us use used using usual usually ve want wanted was we well \
    were what whats which will wish with wonder wondering would yes you your",
    )
});

/// Pairs of words that deny what follows.
static NEGATING_PAIRS: Pairs = LazyLock::new(|| {
    pairs(
        "\
    instead=of rather=than fail=to fails=to failed=to forget=to",
    )
});

/// Contractions without their apostrophe, and the word before "not" in them.
static CONTRACTIONS: Pairs = LazyLock::new(|| {
    pairs(
        "\
    aint=is arent=are cannot=can cant=can couldnt=could didnt=did doesnt=does dont=do hadnt=had hasnt=has \
    havent=have isnt=is mustnt=must neednt=need shouldnt=should wasnt=was werent=were wont=will wouldnt=would",
    )
});

/// Words that bend irregularly with their plain form, and number words with their digits.
static IRREGULAR: Pairs = LazyLock::new(|| {
    pairs(
        "\
    goes=go does=do began=begin begun=begin broke=break broken=break brought=bring built=build came=come caught=catch chosen=choose \
    daily=day days=day died=die dying=die eight=8 eighteen=18 eleven=11 fallen=fall fed=feed fell=fall fifteen=15 \
    fifty=50 five=5 forty=40 found=find four=4 fourteen=14 gave=give given=give gone=go got=get grew=grow grown=grow \
    held=hold hundred=100 kept=keep knew=know known=know left=leave lost=lose lying=lie made=make meant=mean \
    mins=minute min=minute nine=9 overwritten=overwrite overwrote=overwrite paid=pay ran=run rang=ring \
    rebuilt=rebuild reran=rerun resent=resend rung=ring said=say saw=see seen=see sent=send seven=7 shown=show six=6 \
    sixty=60 slept=sleep spent=spend stood=stand taken=take ten=10 thirty=30 thought=think three=3 threw=throw \
    thrown=throw told=tell took=take twelve=12 twenty=20 two=2 went=go woke=wake woken=wake written=write \
    wrote=write",
    )
});

fn words(text: &'static str) -> BTreeSet<&'static str> {
    text.split_ascii_whitespace().collect()
}

fn pairs(text: &'static str) -> BTreeMap<&'static str, &'static str> {
    text.split_ascii_whitespace().filter_map(|pair| pair.split_once('=')).collect()
}

/// Says whether the word ties sentences together.
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION.contains(word)
}

/// Says whether the word makes a list into a clause: pronouns, auxiliaries, conjunctions.
pub(super) fn makes_clause(word: &str) -> bool {
    FUNCTION.contains(word) && !LIST_GLUE.contains(word)
}

/// Says whether the stem is that of a verb.
pub(super) fn is_verb(stem: &str) -> bool {
    VERBS.contains(stem)
}

/// Says whether the word denies what follows, given the word after it.
pub(super) fn denies(word: &str, next: Option<&str>) -> bool {
    let excused = next.is_some_and(|n| EXCUSES.contains(n));
    let pair = next.is_some() && NEGATING_PAIRS.get(word).copied() == next;
    pair || (NEGATORS.contains(word) && !excused)
}

/// Says whether the stem is that of a bad thing.
pub(super) fn is_bad(stem: &str) -> bool {
    BAD.contains(stem)
}

/// Says whether the word begins a new thought.
pub(super) fn turns(word: &str) -> bool {
    TURNS.contains(word)
}

/// Says whether the word of a question says nothing of what it is about.
pub(super) fn says_nothing(word: &str) -> bool {
    EMPTY.contains(word)
}

/// Returns the two words of a contraction whose apostrophe is gone.
pub(super) fn contraction(word: &str) -> Option<(&'static str, &'static str)> {
    CONTRACTIONS.get(word).map(|first| (*first, "not"))
}

/// Returns the plain form of an irregular word, or the digits of a number word.
pub(super) fn plain(word: &str) -> &str {
    IRREGULAR.get(word).copied().unwrap_or(word)
}
