//! The sentences about each archetype: what it does in a run, and what it does in life and not in
//! a run. An archetype without a part in runs says in its second list why.

use crate::domain::component::Archetype;

/// What it does, and what is left out.
type Words = (&'static [&'static str], &'static [&'static str]);

/// What is left out of every run.
pub(super) const EVERYWHERE: &[&str] = &[
    "Prices. Nothing here says what a design costs.",
    "Reads by consumers, one by one. A store that holds the record in time counts as served.",
    "The contents of records. A record is right, wrong, cut or missing; what is in it is never looked at.",
    "Packets, bandwidth and addresses. A link takes a time and is up or down.",
    "Permissions. Roles, policies and keys are drawn and reviewed, and never refuse anything in a run.",
    "Account limits that several services share.",
    "Scaling by itself: copies, shards and capacity are what you set.",
    "People who make new mistakes while they mend old ones.",
];

/// Returns the sentences about an archetype.
pub(super) fn of(archetype: Archetype) -> Words {
    use Archetype as A;
    match archetype {
        A::Source | A::FileServer | A::Scheduler | A::Workflow => start(archetype),
        A::EventBus | A::Gateway | A::Queue | A::Notifier => hand_over(archetype),
        A::LogStream | A::DeliveryBuffer | A::StreamProcessor => stream(archetype),
        A::Function | A::Worker | A::BatchJob | A::Transfer => work(archetype),
        A::ObjectStore | A::BlockVolume | A::SharedFiles | A::Archive => keep(archetype),
        A::Warehouse | A::RelationalStore | A::KeyValueStore | A::SearchStore => table(archetype),
        A::Lookup | A::Secret | A::NetworkEdge => ask(archetype),
        A::Alarm | A::Person => tell(archetype),
        A::QueryEngine | A::Guard | A::Watch | A::Consumer | A::Zone => none(archetype),
    }
}

fn start(archetype: Archetype) -> Words {
    match archetype {
        Archetype::Source => (
            &[
                "sends what the contract says, at its pace, in its order",
                "keeps what it could not send only where the contract gives it room",
            ],
            &["what made it send"],
        ),
        Archetype::FileServer => (
            &[
                "has files from their first byte on: who reads too early gets half",
                "deletes them after a time",
                "refuses an old key",
            ],
            &["how many can read at once", "speed of the line"],
        ),
        Archetype::Scheduler => (
            &[
                "fires at the slots, once or again and again, on the client's clock or on one without summer time",
                "fires at nothing while it is down",
            ],
            &["its own retries towards what it starts"],
        ),
        _ => (
            &[
                "runs steps in the order of what they need",
                "tries a failed step again after one, two, four … seconds",
                "keeps a failed run for fourteen days, to be taken up at its step",
            ],
            &[
                "branches, loops and parallel steps",
                "its time-out and the size of its input",
                "how many runs it starts a second",
            ],
        ),
    }
}

fn hand_over(archetype: Archetype) -> Words {
    match archetype {
        Archetype::EventBus => (
            &[
                "hands an event to each target whose link carries its format",
                "tries a target that refuses again for a day, then puts the event aside or drops it",
                "sends kept events again from an archive beside it",
                "a pipe between queue and target passes straight through",
            ],
            &["rules that look into the content", "an event that fires a rule twice"],
        ),
        Archetype::Gateway => (
            &[
                "passes requests on at once",
                "refuses what is beyond its rate or too large",
                "the caller waits: an error of the code behind is the caller's, and a caller that has waited longer than the time-out tries again if it can",
            ],
            &["bursts above the rate", "sessions and sockets", "checks of who is calling"],
        ),
        Archetype::Notifier => (
            &[
                "gives every subscriber a copy",
                "tries a subscriber that refuses again for 23 days",
                "reaches people when it is told to",
            ],
            &["mail that is never read", "filters of subscriptions", "order of topics in order"],
        ),
        _ => queue(),
    }
}

fn queue() -> Words {
    (
        &[
            "hides a message while one reader works on it and shows it again when that takes too long",
            "puts it aside after so many tries and drops it when it is too old",
            "in order: one message of a key at a time, repeats within five minutes dropped, a rate of its own",
            "now and then a standard queue hands out a message twice",
        ],
        &[
            "batches of messages and partial failures of a batch",
            "delays and long polling",
            "the limit of messages in flight",
        ],
    )
}

fn stream(archetype: Archetype) -> Words {
    match archetype {
        Archetype::LogStream => (
            &[
                "cuts the stream into parts by key, each with a rate of its own",
                "keeps the order of a key; read from parts that are chosen by chance, a key has none",
                "each reader goes at its own pace and can go back as far as the retention",
            ],
            &["changing the number of parts while it runs", "copies on several machines"],
        ),
        Archetype::DeliveryBuffer => (
            &[
                "collects by time and by size, whichever is first, then delivers",
                "tries again for a day when its target refuses",
            ],
            &["changing the format on the way", "partitions by content"],
        ),
        _ => (
            &[
                "works on records with the state of their key, or of the whole stream where it is told so",
                "waits for stragglers as long as it is told, and gets the overtaken ones wrong where it does not wait",
                "comes back from its last checkpoint",
            ],
            &["the size of its state", "changing its width while it runs"],
        ),
    }
}

fn work(archetype: Archetype) -> Words {
    match archetype {
        Archetype::Function => (
            &[
                "starts as many copies as its concurrency allows; the first call of a copy pays for its start",
                "is cut off at its time-out",
                "events are tried again after one and two minutes, and wait for six hours at most; a caller gets the error at once",
                "takes events of up to 1 MB, and calls as large as the catalogue says",
                "stops a loop after sixteen rounds",
                "with less memory it computes more slowly",
            ],
            &["how fast the number of copies grows", "memory that runs out", "code that differs from copy to copy"],
        ),
        Archetype::Worker => (
            &[
                "works on one thing per copy and keeps what waits in memory, which dies with it unless a disk is attached",
                "a loop of machines is ended by the model after sixty-four rounds",
                "copies in several zones lose half when a zone is lost, and are back after the time of recovery",
                "a database gives each copy at work a connection",
                "one copy holds the connection to a source that sends by itself: when it dies another takes over after its lease, and what came meanwhile is a gap",
                "a gap is reported when the next record comes, if the code looks for it, and filled from a history at the rate of that history",
                "a connection that falls silent without an error is noticed after the heartbeat that the code waits for, or by people",
            ],
            &["scaling by load", "the speed of the machine", "restarts for updates"],
        ),
        Archetype::BatchJob => (
            &["takes minutes to start, each time", "one run per copy; a failed run starts again as often as set"],
            &["the size of the cluster", "bookmarks of what was read"],
        ),
        _ => (
            &["fetches or copies whole files when told to, or when they are put there"],
            &["resuming in the middle of a file", "comparing after the copy"],
        ),
    }
}

fn keep(archetype: Archetype) -> Words {
    match archetype {
        Archetype::ObjectStore => (
            &[
                "keeps objects under their names; a new one takes the place of the old unless versions are kept",
                "gives notice of each new object, and copies",
            ],
            &["deleting after some days", "its rate of requests", "notices that come twice or very late"],
        ),
        Archetype::BlockVolume => (
            &[
                "keeps the work of the one machine of its zone that has it, when that machine dies",
                "is lost with its zone until that is back",
                "a full disk stops the machine",
            ],
            &["how fast it reads and writes", "several machines on one disk"],
        ),
        Archetype::SharedFiles => (
            &["keeps the work of every machine it is attached to, whatever zone is lost", "keeps files by name"],
            &["how fast it reads and writes", "two machines that write the same file"],
        ),
        _ => (
            &["keeps what is copied there, and gives it back for a replay after the time its service needs"],
            &["choosing between fast and cheap retrieval", "life-cycle rules"],
        ),
    }
}

fn table(archetype: Archetype) -> Words {
    match archetype {
        Archetype::Warehouse => (
            &[
                "takes a load whole or not at all",
                "has no keys that it would enforce: appending twice is there twice",
                "one that sleeps needs time to wake up",
                "refuses formats that it cannot load",
            ],
            &["queries, queues of queries and concurrency", "how long a load takes by size, beyond what the job says"],
        ),
        Archetype::RelationalStore => (
            &[
                "gives so many connections and refuses one more; a proxy in between lends",
                "is there again after its fail-over, or after it was restored when it stands in one zone",
                "with unique keys a repeat changes nothing",
                "where the job says how many rows go in with one statement, each statement takes its time, and longer while the database is busy",
            ],
            &["locks and transactions between writers", "how fast it writes", "reading copies that lag behind"],
        ),
        Archetype::KeyValueStore => (
            &[
                "what has the same key takes the place of what was there",
                "refuses what is beyond its rate",
                "as a ledger it must answer, or the fetch fails; as a cache it saves look-ups",
            ],
            &["hot keys", "items that expire", "last writes that a fail-over loses"],
        ),
        _ => (
            &[
                "takes what it is given; with fixed ids a repeat changes nothing",
                "refuses what is beyond its rate or too large",
            ],
            &["how long until a record is found", "space that runs out"],
        ),
    }
}

fn ask(archetype: Archetype) -> Words {
    match archetype {
        Archetype::Lookup => (
            &[
                "costs its time for each record that asks",
                "refuses what is beyond its rate; who asks tries again after one, two, four … seconds, as often as set",
                "can be out of date: then what was checked is wrong, until a schedule renews the list",
                "with a job of its own it is a service that works",
            ],
            &["answers that differ from call to call", "several records in one call"],
        ),
        Archetype::Secret => {
            (&["lets a changed key be put in at once instead of the next day"], &["its own rate and outages"])
        }
        _ => (
            &[
                "a part on the way must be up",
                "the one way out of a private subnet cuts off everything outside when it is down, or lost with its zone",
                "a proxy lends connections of a database",
            ],
            &["routes and address ranges", "a subnet without any way out: that is the review's matter"],
        ),
    }
}

fn tell(archetype: Archetype) -> Words {
    match archetype {
        Archetype::Alarm => (
            &[
                "looks once a minute and rings once until somebody has acted",
                "on a queue: age and length; on code, a store or a queue of failed things: each failure",
            ],
            &["thresholds over several minutes", "false alarms"],
        ),
        _ => (
            &[
                "reads what it is told after some minutes, and mends what can be mended",
                "takes up once what was put aside",
            ],
            &["shifts, holidays and mistakes"],
        ),
    }
}

fn none(archetype: Archetype) -> Words {
    let why: &'static [&'static str] = match archetype {
        Archetype::QueryEngine => &["queries read what is there and change nothing"],
        Archetype::Guard => &["it decides who may; nobody is refused in a run"],
        Archetype::Watch => &["it writes down what happened; alarms do the telling"],
        Archetype::Consumer => &["reads are not simulated one by one"],
        _ => &["it is drawn as an area; which parts stand in it does count"],
    };
    (&[], why)
}
