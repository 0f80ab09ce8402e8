//! What must hold of every account, whatever was run. Compiled for tests only.

use super::{
    reckon::{Account, Class},
    spans::Spans,
};

/// The classes sum to what was sent, and the ledger explains everything that is not on time once.
pub(super) fn assert_balanced(account: &Account, board: &str) {
    let classes: u64 = Class::ALL.iter().map(|&c| account.class(c).count()).sum();
    assert_eq!(classes, account.sent.count(), "the classes do not sum to what was sent: {board}");
    let mut explained = Spans::default();
    for line in &account.ledger {
        assert_eq!(line.records.meet(&explained).count(), 0, "a record is explained twice: {line:?}: {board}");
        explained.join(&line.records);
    }
    let not_on_time = account.sent.without(account.class(Class::OnTime));
    assert_eq!(explained, not_on_time, "the ledger leaves something out: {board}");
}
