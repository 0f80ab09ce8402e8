//! Stores with tables: connections, fail-over, keys; warehouses; archives.

use super::*;

const DATABASE: &str = "src agent_fleet
    gate api_gateway_http
    fn lambda job=load timeout_s=60 memory_mb=1769 mode=merge
    sink rds_postgres connections=5
    src -push-> gate
    gate -push-> fn
    fn -push-> sink";

#[test]
fn a_database_refuses_the_copy_that_is_one_too_many_and_a_proxy_lends() {
    let more = job("load", "load", 10_000, MODE);
    let full = Scene { board: DATABASE, sink: "rds_postgres", more: &more, ..Scene::default() }.run();
    assert!(full.because("fn", Cause::ConnectionsUsedUp) > full.sent / 3);
    let proxy = DATABASE.replace("fn -push-> sink", "proxy rds_proxy\nfn -push-> proxy\nproxy -push-> sink");
    Scene { board: &proxy, sink: "rds_postgres", more: &more, ..Scene::default() }.run().everything_on_time();
    let roomy = DATABASE.replace("connections=5", "connections=50");
    Scene { board: &roomy, sink: "rds_postgres", more: &more, ..Scene::default() }.run().everything_on_time();
}

const MODE: &str = "makes = [\"rows\"]\n[[job.setting]]\nid = \"mode\"\nname = \"mode\"\nhelp = \"How.\"\nkind = { choice = [\"append\", \"merge\", \"swap\"] }\ndefault = \"append\"";

/// Another copy has the connection at once, so that only the database counts.
const AT_ONCE: &str = "[[job.setting]]\nid = \"takeover_s\"\nname = \"lease\"\nhelp = \"How long.\"\nkind = { number = { min = 0, max = 60 } }\ndefault = 0";

const QUEUED: &str = "src websocket_feed
    w fargate_service job=pass copies=2
    q sqs_standard visibility_s=60 twice_per_million=0
    fn lambda job=load timeout_s=60 memory_mb=1769 mode=merge
    sink rds_postgres
    src -push-> w
    w -push-> q
    q -subscribe-> fn
    fn -push-> sink";

#[test]
fn a_database_in_two_zones_is_there_again_in_a_minute_or_two_and_one_in_a_single_zone_is_not() {
    let more = job("load", "load", 100, MODE) + &job("hold", "pass", 5, AT_ONCE) + &fault("\"zone_lost\"", "s3", 3600);
    let queued = QUEUED.replace("job=pass", "job=hold");
    let two = queued.replace("rds_postgres", "rds_postgres_multi_az");
    let two =
        Scene { board: &two, sink: "rds_postgres_multi_az", more: &more, on_time_s: 300, ..Scene::default() }.run();
    assert!(two.on_time() > two.sent * 95 / 100, "{}", two.on_time());
    let one = Scene { board: &queued, sink: "rds_postgres", more: &more, on_time_s: 300, ..Scene::default() }.run();
    assert!(one.on_time() < one.sent / 2, "{}", one.on_time());
    // What the copy that died had in hand.
    assert!(one.lost() <= 1, "{}", one.lost());
    // The hour of the outage, and half an hour to restore it.
    assert!((4800..6200).contains(&one.slowest_s()), "{}", one.slowest_s());
}

#[test]
fn a_table_without_keys_takes_the_same_record_twice_and_one_with_keys_does_not() {
    let more = job("load", "load", 90_000, MODE);
    let twice = QUEUED
        .replace("mode=merge", "mode=append")
        .replace("sink rds_postgres", "sink rds_postgres connections=1000")
        .replace("timeout_s=60", "timeout_s=900");
    let scene = |board: &str, sink: &str| Scene { board, sink, more: &more, on_time_s: 600, ..Scene::default() }.run();
    let doubled = scene(&twice, "rds_postgres");
    assert!(doubled.extra() >= doubled.sent, "{}", doubled.extra());
    let keyed = twice.replace("sink rds_postgres", "sink rds_postgres unique_keys=yes");
    assert_eq!(scene(&keyed, "rds_postgres").extra(), 0);
    let merged = twice.replace("mode=append", "mode=merge");
    assert_eq!(scene(&merged, "rds_postgres").extra(), 0);
    let by_key = twice.replace("rds_postgres", "dynamodb");
    assert_eq!(scene(&by_key, "dynamodb").extra(), 0);
    let search = twice.replace("rds_postgres", "opensearch");
    assert!(scene(&search, "opensearch").extra() > 0);
    let ids = twice.replace("sink rds_postgres", "sink opensearch unique_keys=yes");
    assert_eq!(scene(&ids, "opensearch").extra(), 0);
}

#[test]
fn a_store_by_key_refuses_what_is_beyond_its_rate() {
    let board = QUEUED.replace("sink rds_postgres", "sink dynamodb rate_per_s=5");
    let more = job("load", "load", 100, MODE);
    let arrives = r#"[["00:00", 50000], ["00:00:10", 0]]"#;
    let waits =
        Scene { board: &board, sink: "dynamodb", more: &more, arrives, on_time_s: 20_000, ..Scene::default() }.run();
    waits.everything_on_time();
    assert!(waits.longest_s() > 50, "{}", waits.longest_s());
    let direct = "src websocket_feed
        w fargate_service job=load
        sink dynamodb rate_per_s=5
        src -push-> w
        w -push-> sink";
    let more = job("load", "load", 10, MODE);
    let lost = Scene { board: direct, sink: "dynamodb", more: &more, arrives, ..Scene::default() }.run();
    assert!(lost.because("w", Cause::Throttled) > 400);
}

#[test]
fn a_warehouse_that_sleeps_wakes_up_first() {
    let board = QUEUED.replace("rds_postgres", "redshift_serverless resume_s=40");
    let more = job("load", "load", 100, MODE);
    let arrives = r#"[["00:00", 100], ["00:01", 0], ["06:00", 100], ["06:01", 0]]"#;
    let scene = |board: &str| {
        Scene { board, sink: "redshift_serverless", more: &more, arrives, on_time_s: 600, ..Scene::default() }.run()
    };
    let sleeps = scene(&board);
    sleeps.everything_on_time();
    let awake = scene(&board.replace("resume_s=40", "sleeps_after_s=0"));
    awake.everything_on_time();
    assert!(sleeps.longest_s() >= awake.longest_s() + 30, "{} {}", sleeps.longest_s(), awake.longest_s());
}

#[test]
fn what_lies_in_a_deep_archive_is_there_hours_later() {
    let trial = "[[trial]]\nid = \"t\"\nname = \"t\"\nstory = \"t\"\ndoes = \"wipe\"\ndays = 1\nwithin_s = 172800\n";
    let board = |archive: &str| {
        format!(
            "src websocket_feed
            w fargate_service job=pass
            keep {archive}
            fn lambda job=work timeout_s=60
            sink dynamodb
            src -push-> w
            w -push-> keep
            w -push-> fn
            fn -push-> sink
            keep -pull-> fn"
        )
    };
    let more = job("work", "pass", 100, "") + trial;
    let rebuild = |archive: &str| {
        let board = board(archive);
        Scene { board: &board, sink: "dynamodb", more: &more, ..Scene::default() }.rebuild()
    };
    let (near, missing) = rebuild("s3");
    assert_eq!(missing, 0);
    let (far, missing) = rebuild("s3_glacier_flexible");
    assert_eq!(missing, 0);
    assert!(far > near + 3 * 3600, "{near} {far}");
}

#[test]
fn a_warehouse_enforces_no_keys() {
    let board = QUEUED
        .replace("mode=merge", "mode=append")
        .replace("timeout_s=60", "timeout_s=900")
        .replace("sink rds_postgres", "sink redshift_serverless unique_keys=yes");
    let more = job("load", "load", 90_000, MODE);
    let scene = |board: &str| {
        Scene { board, sink: "redshift_serverless", more: &more, on_time_s: 600, ..Scene::default() }.run()
    };
    assert!(scene(&board).extra() > 0);
    assert_eq!(scene(&board.replace("mode=append", "mode=merge")).extra(), 0);
}

#[test]
fn a_load_gets_in_whole_or_not_at_all() {
    let more = job("load", "load", 1000, MODE) + &fault("\"disk_full\"", "rds_postgres", 90_000);
    let stream = "cohort_us = 10000000";
    let seen = Scene { board: QUEUED, sink: "rds_postgres", more: &more, stream, on_time_s: 300, ..Scene::default() };
    let seen = seen.run();
    // Ten records travel together, and none of them is ever there without the others.
    assert!((10..seen.sent / 2).contains(&seen.on_time()), "{}", seen.on_time());
    assert_eq!(seen.on_time() % 10, 0);
}
