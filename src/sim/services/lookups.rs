//! Look-ups: rates, tries, caches, answers out of date.

use super::*;

const LOOKUP: &str = "src agent_fleet
    gate api_gateway_http
    fn lambda job=check timeout_s=60 memory_mb=1769 lookup_retries=0
    api threat_intel_api rate_per_s=5
    sink dynamodb
    src -push-> gate
    gate -push-> fn
    api -lookup-> fn
    fn -push-> sink";

const BUSY: &str = r#"[["00:00", 10000], ["00:03", 0]]"#;

fn run(board: &str, more: &str) -> Seen {
    let more = job("check", "enrich", 50, "") + more;
    Scene { board, sink: "dynamodb", more: &more, arrives: BUSY, ..Scene::default() }.run()
}

#[test]
fn what_is_asked_beyond_the_rate_says_no() {
    let seen = run(LOOKUP, "");
    let refused = seen.because("fn", Cause::Throttled);
    assert!((seen.sent * 4 / 10..seen.sent * 6 / 10).contains(&refused), "{refused} of {}", seen.sent);
    run(&LOOKUP.replace("rate_per_s=5", "rate_per_s=50"), "").everything_on_time();
}

#[test]
fn a_cache_beside_it_saves_the_calls() {
    let cache = LOOKUP.replace("sink dynamodb", "sink dynamodb\ncache elasticache_redis hit_percent=90")
        + "\ncache -lookup-> fn";
    run(&cache, "").everything_on_time();
}

#[test]
fn who_tries_again_later_comes_through_a_short_rush() {
    let arrives = r#"[["00:00", 1000], ["00:01", 20000], ["00:01:02", 1000], ["00:02", 0]]"#;
    let scene = |board: &str| {
        let more = job("check", "enrich", 50, "");
        Scene { board, sink: "dynamodb", more: &more, arrives, ..Scene::default() }.run()
    };
    assert!(scene(LOOKUP).because("fn", Cause::Throttled) > 10);
    scene(&LOOKUP.replace("lookup_retries=0", "lookup_retries=4")).everything_on_time();
}

#[test]
fn a_look_up_that_is_down_fails_the_record_unless_the_cache_knows() {
    let down = fault("\"down\"", "threat_intel_api", 600);
    let seen = run(&LOOKUP.replace("rate_per_s=5", "rate_per_s=50"), &down);
    let failed = seen.because("fn", Cause::TargetDown);
    assert!((550..650).contains(&failed), "{failed}");
    let cache =
        LOOKUP.replace("sink dynamodb", "sink dynamodb\ncache memorydb hit_percent=100") + "\ncache -lookup-> fn";
    run(&cache, &down).everything_on_time();
}

#[test]
fn a_look_up_costs_the_time_it_takes() {
    let with = run(&LOOKUP.replace("rate_per_s=5", "rate_per_s=50"), "");
    let without = run(&LOOKUP.replace("api -lookup-> fn", ""), "");
    let median = |s: &Seen| s.accounts[0].freshness[0].unwrap();
    assert!(median(&with) >= median(&without) + 150_000, "{} {}", median(&with), median(&without));
}

const REFERENCE: &str = "src agent_fleet
    gate api_gateway_http
    fn lambda job=check timeout_s=60 memory_mb=1769
    list memorydb
    sink dynamodb
    src -push-> gate
    gate -push-> fn
    list -lookup-> fn
    fn -push-> sink";

#[test]
fn a_list_that_is_out_of_date_makes_wrong_answers_until_a_schedule_renews_it() {
    let stale = fault("\"stale_reference\"", "memorydb", 36_000);
    let never = run(REFERENCE, &stale);
    assert!((550..650).contains(&never.count(Class::Wrong)), "{}", never.count(Class::Wrong));
    assert!(never.because("fn", Cause::Stale) > 0);
    let renewed = REFERENCE.replace(
        "sink dynamodb\n",
        "sink dynamodb\nclock eventbridge_scheduler after_min=0 every_min=1\nrenew lambda job=pass\n",
    ) + "\nclock -control-> renew\nrenew -push-> list";
    let renewed = run(&renewed, &stale);
    assert!(renewed.count(Class::Wrong) < 100, "{}", renewed.count(Class::Wrong));
}

#[test]
fn a_fetch_with_a_ledger_fails_while_the_ledger_is_down() {
    let claim =
        "[[job.setting]]\nid = \"claim_slot\"\nname = \"claim\"\nhelp = \"x\"\nkind = \"switch\"\ndefault = true";
    let board = "src agent_fleet
        gate api_gateway_http
        fn lambda job=fetch timeout_s=60
        ledger memorydb
        sink dynamodb
        src -push-> gate
        gate -push-> fn
        fn -lookup-> ledger
        fn -push-> sink";
    let more = job("fetch", "pass", 50, claim) + &fault("\"down\"", "memorydb", 600);
    let seen = Scene { board, sink: "dynamodb", more: &more, ..Scene::default() }.run();
    assert!(seen.because("fn", Cause::TargetDown) > 400);
}
