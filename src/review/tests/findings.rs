//! Each finding is raised where it should be, and is silent right beside.

use super::support::{catalogue, draw, judge, of_code, report};
use crate::{
    domain::{id::NodeId, scenario::Severity},
    review::{findings::codes, review},
};

/// The head that most boards need: a report that is fetched and kept.
const HEAD: &str = "
    sftp sftp_server
    slots eventbridge_scheduler every_min=5 look_for_min=60
    key secrets_manager
    fetch lambda job=fetch size_check=yes
    raw s3
    slots -control-> fetch
    key -lookup-> fetch
    sftp -pull-> fetch xlsx
    fetch -push-> raw xlsx";

/// One drawing with the finding it raises and where, and the change that silences it.
struct Case {
    code: &'static str,
    severity: Severity,
    at: &'static [&'static str],
    bad: &'static str,
    good: &'static str,
}

const ERROR: Severity = Severity::Error;
const WARNING: Severity = Severity::Warning;
const NOTE: Severity = Severity::Note;

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { code: "unknown-component", severity: ERROR, at: &["x"], bad: "x teleporter", good: "x lambda" },
    Case { code: "zone-drawn-as-part", severity: WARNING, at: &["net"], bad: "net vpc", good: "net nat_gateway azs=2" },
    // links
    Case { code: "link-cannot-work", severity: ERROR, at: &["sftp", "raw"],
        bad: "sftp sftp_server \n raw s3 \n sftp -push-> raw", good: HEAD },
    Case { code: "link-cannot-work", severity: ERROR, at: &["csv", "wh"],
        bad: "csv s3 \n wh redshift_serverless \n csv -push-> wh",
        good: "csv s3 \n wh redshift_serverless \n load redshift_data_api \n go eventbridge_scheduler \n go -control-> load \n load -push-> wh \n csv -pull-> wh" },
    Case { code: "link-cannot-work", severity: ERROR, at: &["q", "db"],
        bad: "q sqs_fifo \n db aurora_postgres \n q -push-> db", good: "q sqs_fifo \n l lambda \n db aurora_postgres \n q -subscribe-> l \n l -push-> db" },
    Case { code: "request-arrow", severity: WARNING, at: &["fetch", "sftp"],
        bad: "sftp sftp_server \n fetch lambda job=fetch \n fetch -push-> sftp",
        good: "sftp sftp_server \n fetch lambda job=fetch \n sftp -pull-> fetch" },
    Case { code: "request-arrow", severity: WARNING, at: &["shop", "db"],
        bad: "shop website_frontend \n db aurora_serverless \n shop -pull-> db",
        good: "shop website_frontend \n db aurora_serverless \n db -pull-> shop" },
    Case { code: "unlisted-link", severity: WARNING, at: &["shop", "topic"],
        bad: "shop website_frontend \n topic sns_fifo \n shop -push-> topic", good: "topic sns_standard \n p pager \n topic -alert-> p" },
    // started
    Case { code: "nothing-starts-this", severity: ERROR, at: &["fetch"],
        bad: "sftp sftp_server \n fetch lambda job=fetch \n raw s3 \n sftp -pull-> fetch \n fetch -push-> raw", good: HEAD },
    Case { code: "nothing-starts-this", severity: ERROR, at: &["wh"],
        bad: "csv s3 \n wh redshift_serverless \n csv -pull-> wh",
        good: "csv s3 \n wh redshift_serverless \n l lambda \n s eventbridge_scheduler \n s -control-> l \n l -push-> wh \n csv -pull-> wh" },
    Case { code: "nothing-starts-this", severity: ERROR, at: &["a"],
        bad: "a lambda \n b lambda \n a -push-> b \n b -push-> a", good: "s mobile_app \n g api_gateway_http \n a lambda \n s -push-> g \n g -push-> a" },
    Case { code: "nothing-starts-this", severity: WARNING, at: &["topic"],
        bad: "topic sns_standard \n p pager \n topic -alert-> p", good: "a cloudwatch_alarm \n topic sns_standard \n p pager \n a -alert-> topic \n topic -alert-> p" },
    // formats
    Case { code: "wrong-format", severity: ERROR, at: &["load", "raw"],
        bad: "+ load lambda job=load mode=swap \n raw -notice-> load",
        good: "+ conv lambda job=convert \n raw -notice-> conv" },
    Case { code: "wrong-format", severity: WARNING, at: &["ledger", "fetch"],
        bad: "+ ledger dynamodb \n fetch -push-> ledger", good: "+ ledger dynamodb \n fetch -lookup-> ledger" },
    Case { code: "not-what-it-has", severity: ERROR, at: &["raw", "load"],
        bad: "+ load lambda job=load \n raw -notice-> load csv", good: "+ conv lambda job=convert \n raw -notice-> conv xlsx" },
    // loops
    Case { code: "self-trigger", severity: ERROR, at: &["conv", "raw"],
        bad: "+ conv lambda job=convert \n raw -notice-> conv \n conv -push-> raw csv",
        good: "+ conv lambda job=convert \n raw -notice-> conv xlsx \n conv -push-> raw csv" },
    Case { code: "self-trigger", severity: ERROR, at: &["check", "raw"],
        bad: "+ check lambda job=validate \n q sqs_standard \n raw -notice-> q \n q -subscribe-> check \n check -push-> raw",
        good: "+ check lambda job=validate \n q sqs_standard \n ok s3 \n raw -notice-> q \n q -subscribe-> check \n check -push-> ok" },
    // archive
    Case { code: "not-archived-before-transform", severity: ERROR, at: &["conv"],
        bad: "sftp sftp_server \n s eventbridge_scheduler \n conv lambda job=convert \n csv s3 \n s -control-> conv \n sftp -pull-> conv \n conv -push-> csv",
        good: "+ conv lambda job=convert \n raw -notice-> conv" },
    Case { code: "not-archived-before-transform", severity: ERROR, at: &["conv"],
        bad: "sftp sftp_server \n s eventbridge_scheduler \n f lambda job=fetch \n q sqs_standard \n conv lambda job=convert \n s -control-> f \n sftp -pull-> f \n f -push-> q \n q -subscribe-> conv",
        good: "sftp sftp_server \n s eventbridge_scheduler \n f lambda job=fetch \n raw s3 \n q sqs_standard \n conv lambda job=convert \n s -control-> f \n sftp -pull-> f \n f -push-> q \n f -push-> raw \n q -subscribe-> conv" },
    // failure
    Case { code: "no-dead-letter", severity: ERROR, at: &["conv"],
        bad: "+ conv lambda job=convert \n raw -notice-> conv", good: "+ conv lambda job=convert \n d sqs_dlq \n raw -notice-> conv \n conv -push-> d" },
    Case { code: "no-dead-letter", severity: ERROR, at: &["q"],
        bad: "+ conv lambda job=convert \n q sqs_standard \n raw -notice-> q \n q -subscribe-> conv",
        good: "+ conv lambda job=convert \n q sqs_standard \n d sqs_dlq \n raw -notice-> q \n q -subscribe-> conv \n q -push-> d" },
    Case { code: "no-dead-letter", severity: ERROR, at: &["wf"],
        bad: "+ bus eventbridge_bus \n wf step_functions_standard \n conv lambda job=convert \n raw -notice-> bus \n bus -push-> wf \n wf -control-> conv",
        good: "+ bus eventbridge_bus \n wf step_functions_standard \n conv lambda job=convert \n t sns_standard \n raw -notice-> bus \n bus -push-> wf \n wf -control-> conv \n wf -push-> t" },
    Case { code: "no-dead-letter", severity: WARNING, at: &["l"],
        bad: "a agent_fleet \n k kinesis_streams \n l lambda \n a -push-> k \n k -subscribe-> l",
        good: "a agent_fleet \n k kinesis_streams \n l lambda \n d sqs_dlq \n a -push-> k \n k -subscribe-> l \n l -push-> d" },
    Case { code: "dead-letters-expire-first", severity: NOTE, at: &["d", "q"],
        bad: "q sqs_standard \n d sqs_dlq \n q -push-> d", good: "q sqs_standard \n d sqs_dlq retention_s=1209600 \n q -push-> d" },
    Case { code: "hidden-too-briefly", severity: WARNING, at: &["q", "conv"],
        bad: "+ conv lambda job=convert timeout_s=60 \n q sqs_standard \n raw -notice-> q \n q -subscribe-> conv",
        good: "+ conv lambda job=convert timeout_s=60 \n q sqs_standard visibility_s=360 \n raw -notice-> q \n q -subscribe-> conv" },
    // sink
    Case { code: "no-key-at-sink", severity: ERROR, at: &["load"],
        bad: "+ conv lambda job=convert \n load lambda job=load \n raw -notice-> conv \n conv -push-> load",
        good: "+ conv lambda job=convert \n load lambda job=load mode=merge \n raw -notice-> conv \n conv -push-> load" },
    Case { code: "no-key-at-sink", severity: ERROR, at: &["load"],
        bad: "+ conv lambda job=convert \n load lambda job=load mode=append \n raw -notice-> conv \n conv -push-> load",
        good: "+ conv lambda job=convert \n load lambda job=load \n done dynamodb \n raw -notice-> conv \n conv -push-> load \n load -lookup-> done" },
    // zones
    Case { code: "exposed-store", severity: ERROR, at: &["db"],
        bad: "db aurora_serverless at=3,3 \n zone vpc 2 2 3 3 \n zone public_subnet 3 3 1 1", good: "db aurora_serverless at=3,3 \n zone vpc 2 2 3 3 \n zone private_subnet 3 3 1 1" },
    Case { code: "exposed-store", severity: ERROR, at: &["wh"], bad: "wh redshift_serverless public=yes", good: "wh redshift_serverless public=no" },
    Case { code: "single-zone", severity: WARNING, at: &["m"], bad: "m ec2_instance", good: "m ec2_instance azs=2" },
    Case { code: "single-zone", severity: WARNING, at: &["m", "n"],
        bad: "m ec2_instance at=0,0 \n n ec2_instance at=1,0 \n zone az 0 0 2 1", good: "m ec2_instance at=0,0 \n n ec2_instance at=0,1 \n zone az 0 0 1 1 \n zone az 0 1 1 1" },
    Case { code: "single-zone", severity: WARNING, at: &["db"],
        bad: "db rds_postgres at=0,0 \n zone private_subnet 0 0 1 1", good: "db rds_postgres at=0,0 \n zone private_subnet 0 0 1 1 2" },
    Case { code: "zones-cross", severity: WARNING, at: &[], bad: "zone vpc 0 0 3 3 \n zone vpc 2 2 3 3", good: "zone vpc 0 0 3 3 \n zone vpc 1 1 2 2 \n zone vpc 4 4 1 1" },
    // disks
    Case { code: "disk-in-another-zone", severity: ERROR, at: &["m", "d"],
        bad: "m ec2_instance at=0,0 \n d ebs_gp3 at=3,0 \n zone private_subnet 0 0 2 1 \n zone private_subnet 3 0 2 1 \n m -attach-> d",
        good: "m ec2_instance at=0,0 \n d ebs_gp3 at=1,0 \n zone private_subnet 0 0 2 1 \n zone private_subnet 3 0 2 1 \n m -attach-> d" },
    Case { code: "disk-shared", severity: ERROR, at: &["m", "o", "d"],
        bad: "m ec2_instance \n o ec2_instance \n d ebs_gp3 \n m -attach-> d \n o -attach-> d",
        good: "m ec2_instance \n o ec2_instance \n d efs \n m -attach-> d \n o -attach-> d" },
    Case { code: "plain-files-shared", severity: ERROR, at: &["m", "o", "d"],
        bad: "m ec2_instance \n o ec2_instance \n d ebs_io2 \n m -attach-> d \n o -attach-> d",
        good: "m ec2_instance \n o ec2_instance \n d ebs_io2 cluster_fs=yes \n m -attach-> d \n o -attach-> d" },
    // told
    Case { code: "nobody-is-told", severity: WARNING, at: &["d"],
        bad: "q sqs_standard \n d sqs_dlq \n q -push-> d",
        good: "q sqs_standard \n d sqs_dlq \n a cloudwatch_alarm \n t sns_standard \n p soc_analyst \n q -push-> d \n d -alert-> a \n a -alert-> t \n t -alert-> p" },
    // jobs
    Case { code: "missing-job", severity: WARNING, at: &["c"], bad: "+ c lambda \n raw -notice-> c", good: "+ c lambda job=convert \n raw -notice-> c" },
    Case { code: "unknown-job", severity: WARNING, at: &["c"], bad: "c lambda job=juggle", good: "c lambda job=convert" },
    Case { code: "job-cannot-run-here", severity: ERROR, at: &["c"], bad: "c s3 job=convert", good: "c glue_python_shell job=convert" },
    Case { code: "setting-out-of-range", severity: NOTE, at: &["q"], bad: "q sqs_standard visibility_s=-4", good: "q sqs_standard visibility_s=40" },
    // loose
    Case { code: "unconnected", severity: WARNING, at: &["x"], bad: "x lambda", good: HEAD },
    Case { code: "dead-end", severity: WARNING, at: &["c"], bad: "+ c lambda job=convert \n raw -notice-> c", good: "+ c lambda job=convert \n csv s3 \n raw -notice-> c \n c -push-> csv" },
];

/// Lines that start with `+` follow the common head.
fn whole(lines: &str) -> String {
    lines.strip_prefix('+').map_or_else(|| lines.to_owned(), |rest| format!("{HEAD}\n{rest}"))
}

#[test]
fn every_finding_is_raised_where_it_should_be() {
    for case in CASES {
        let r = judge(&whole(case.bad));
        let found = of_code(&r, case.code);
        let at: Vec<Vec<&str>> = found.iter().map(|f| f.nodes.iter().map(NodeId::as_str).collect()).collect();
        assert!(at.contains(&case.at.to_vec()), "{} at {:?} in {}\n{}", case.code, case.at, case.bad, report(&r));
        let one = found[at.iter().position(|a| a == case.at).unwrap()];
        assert_eq!(case.severity, one.severity, "{}", case.code);
        assert!(one.message.ends_with('.') && one.hint.ends_with('.'), "{one:?}");
    }
}

#[test]
fn every_finding_is_silent_when_its_cause_is_gone() {
    for case in CASES {
        let r = judge(&whole(case.good));
        let still: Vec<_> = of_code(&r, case.code)
            .into_iter()
            .filter(|f| f.nodes.iter().map(NodeId::as_str).eq(case.at.iter().copied()))
            .collect();
        assert!(still.is_empty(), "{} in {}\n{}", case.code, case.good, report(&r));
    }
}

#[test]
fn every_code_of_the_registry_has_a_case() {
    let open: Vec<&str> = codes().filter(|c| !CASES.iter().any(|case| case.code == *c)).collect();
    assert_eq!(Vec::<&str>::new(), open);
}

#[test]
fn what_follows_from_a_missing_start_is_not_raised_again() {
    let r = judge(
        "sftp sftp_server \n fetch lambda job=fetch \n raw s3 \n q sqs_standard \n conv lambda job=convert \n csv s3
         sftp -pull-> fetch \n fetch -push-> raw \n raw -notice-> q \n q -subscribe-> conv \n conv -push-> csv",
    );
    assert_eq!(1, of_code(&r, "nothing-starts-this").len(), "{}", report(&r));
}

#[test]
fn what_follows_from_an_arrow_that_cannot_work_is_not_raised_again() {
    let r = judge("sftp sftp_server \n raw s3 \n conv lambda job=convert \n sftp -push-> raw \n raw -notice-> conv");
    let codes: Vec<&str> = r.errors().map(|f| f.code.as_str()).collect();
    assert_eq!(vec!["link-cannot-work"], codes, "{}", report(&r));
}

#[test]
fn a_step_that_starts_twice_the_same_way_gives_one_finding_with_both_nodes() {
    let r = judge(&whole("+ a lambda job=convert \n b lambda job=convert \n raw -notice-> a \n raw -notice-> b"));
    let found = of_code(&r, "no-dead-letter");
    assert_eq!(1, found.len());
    assert_eq!(2, found[0].nodes.len());
}

#[test]
fn findings_come_worst_first_and_each_once() {
    for case in CASES {
        let r = judge(&whole(case.bad));
        let severities: Vec<Severity> = r.findings.iter().map(|f| f.severity).collect();
        assert!(severities.is_sorted(), "{}", report(&r));
        let mut seen = std::collections::BTreeSet::new();
        for f in &r.findings {
            assert!(seen.insert((&f.code, &f.nodes, &f.links, &f.zones)), "twice: {f:?}");
        }
    }
}

#[test]
fn the_reason_and_the_remedy_of_the_catalogue_reach_the_student() {
    let r = judge("sftp sftp_server \n fetch lambda job=fetch \n raw s3 \n sftp -pull-> fetch \n fetch -push-> raw");
    let f = of_code(&r, "nothing-starts-this")[0];
    let row = catalogue().wrong(&"sftp_server".into(), &"lambda".into()).unwrap().clone();
    assert!(f.message.contains(&row.why) && f.hint == row.instead, "{f:?}");
}

#[test]
fn a_board_without_a_contract_is_judged_by_what_holds_everywhere() {
    let board = draw("sftp sftp_server \n fetch lambda \n sftp -pull-> fetch");
    let r = review(&board, &catalogue(), None, false);
    assert!(r.needs.is_empty() && r.scenario.is_none());
    assert_eq!(1, of_code(&r, "nothing-starts-this").len(), "{}", report(&r));
    assert!(of_code(&r, "missing-job").is_empty(), "lessons draw without jobs");
}

#[test]
fn what_the_drawing_implies_is_listed_as_an_assumption() {
    let r = judge("q sqs_standard \n d sqs_dlq \n q -push-> d");
    let limit = r.assumed.iter().find(|a| a.setting == "receive_limit").unwrap();
    assert_eq!(("q", 5.into()), (limit.node.as_str(), limit.value.clone()));
}
