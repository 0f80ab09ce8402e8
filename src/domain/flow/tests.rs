//! What drawings mean: table tests of legality, liveness, formats, settings and answers.

use std::collections::BTreeSet;

use super::{Flow, ask::ask, legality, setting, words};
use crate::domain::{
    board::Board,
    component::LinkKind,
    query::Query,
    scenario::Scenario,
    settings::Origin,
    sketch::{catalogue, draw},
    value::Value,
};

fn word(legality: legality::Legality<'_>) -> &'static str {
    use legality::Legality as L;
    match legality {
        L::Listed(_) => "listed",
        L::ByCode => "code",
        L::ByNature => "nature",
        L::Wrong(_, false) => "wrong",
        L::Wrong(_, true) => "family",
        L::Unlisted => "unlisted",
    }
}

#[rustfmt::skip]
#[test]
fn a_link_is_legal_by_list_by_code_or_by_nature_and_wrong_rows_win() {
    use LinkKind as K;
    let table = [
        ("sftp_server", "lambda", K::Pull, "listed"),
        ("sftp_server", "lambda", K::Push, "wrong"),            // only as a pull
        ("sftp_server", "s3", K::Push, "wrong"),
        ("s3", "redshift_serverless", K::Pull, "listed"),
        ("s3", "redshift_serverless", K::Push, "wrong"),
        ("s3", "sqs_standard", K::Notice, "listed"),
        ("lambda", "redshift_data_api", K::Push, "listed"),
        ("lambda", "secrets_manager", K::Lookup, "code"),
        ("secrets_manager", "lambda", K::Lookup, "listed"),
        ("glue_python_shell", "secrets_manager", K::Lookup, "code"),
        ("lambda", "dynamodb", K::Lookup, "code"),
        ("lambda", "s3", K::Push, "code"),
        ("lambda", "s3", K::Notice, "unlisted"),                // code cannot add a feature
        ("lambda", "s3", K::Pull, "unlisted"),                  // a bucket pulls nothing
        ("sqs_dlq", "cloudwatch_alarm", K::Alert, "nature"),
        ("lambda", "cloudwatch_alarm", K::Alert, "nature"),
        ("sftp_server", "cloudwatch_alarm", K::Alert, "unlisted"), // not ours to watch
        ("sns_standard", "soc_analyst", K::Alert, "listed"),
        ("ses", "pager", K::Alert, "nature"),
        ("iam_role", "lambda", K::Attach, "nature"),
        ("security_group", "aurora_serverless", K::Attach, "nature"),
        ("lambda", "nat_gateway", K::Attach, "nature"),
        ("waf", "nlb", K::Attach, "wrong"),
        ("step_functions_standard", "ses", K::Push, "nature"),
        ("step_functions_standard", "aurora_serverless", K::Push, "unlisted"),
        ("sqs_fifo", "aurora_postgres", K::Push, "family"),
        ("website_frontend", "redshift_serverless", K::Pull, "unlisted"),
        ("s3", "aurora_serverless", K::Push, "family"),         // as every bucket and database
        ("sftp_server", "fargate_service", K::Push, "unlisted"), // only as a pull
        ("redshift_serverless", "website_frontend", K::Push, "unlisted"),
        ("s3", "lambda", K::Pull, "listed"),                    // a notice is usual, fetching works
        ("lambda", "rds_proxy", K::Push, "listed"),
    ];
    let catalogue = catalogue();
    for (from, to, kind, expected) in table {
        let (f, t) = (catalogue.get(&from.into()).unwrap(), catalogue.get(&to.into()).unwrap());
        assert_eq!(expected, word(legality::of(&catalogue, f, t, kind)), "{from} -{kind}-> {to}");
    }
}

#[rustfmt::skip]
#[test]
fn a_new_link_gets_the_kind_that_makes_sense() {
    let table = [
        ("lambda", "s3", "push"), ("lambda", "dynamodb", "push"), ("lambda", "secrets_manager", "lookup"),
        ("lambda", "ec2_instance", "push"), ("glue_etl", "redshift_data_api", "push"), ("ec2_instance", "rds_proxy", "push"),
        ("sqs_dlq", "cloudwatch_alarm", "alert"), ("lambda", "sns_standard", "alert"), ("lambda", "comprehend", "lookup"),
        ("lambda", "step_functions_standard", "push"), ("lambda", "glue_etl", "control"), ("eventbridge_scheduler", "athena", "control"),
        ("dynamodb", "website_frontend", "pull"), ("kms", "lambda", "attach"), ("s3_glacier_deep", "lambda", "replay"),
        ("kinesis_streams", "aws_batch", "subscribe"), ("s3", "lambda", "notice"), ("rds_postgres", "lambda", "pull"),
    ];
    let catalogue = catalogue();
    for (from, to, expected) in table {
        let (f, t) = (catalogue.get(&from.into()).unwrap(), catalogue.get(&to.into()).unwrap());
        assert_eq!(expected, legality::natural_kind(f, t).word(), "{from} → {to}");
    }
}

fn going(lines: &str) -> BTreeSet<String> {
    let (board, catalogue) = (draw(lines), catalogue());
    let flow = Flow::of(&board, &catalogue, None);
    flow.links.iter().filter(|l| l.live).map(|l| l.link.id.to_string()).collect()
}

#[rustfmt::skip]
#[test]
fn a_link_goes_once_something_gets_it_going() {
    let table: [(&str, &[&str]); 9] = [
        ("a sftp_server \n f lambda \n a -pull-> f", &[]),
        ("a sftp_server \n f lambda \n s eventbridge_scheduler \n a -pull-> f \n s -control-> f", &["a-f", "s-f"]),
        ("a sftp_server \n f lambda \n s eventbridge_scheduler \n f -pull-> a \n s -control-> f", &["s-f"]),
        ("b s3 \n q sqs_standard \n l lambda \n b -notice-> q \n q -subscribe-> l", &[]),
        ("e agent_fleet \n k kinesis_streams \n l lambda \n e -push-> k \n k -subscribe-> l", &["e-k", "k-l"]),
        ("d aurora_serverless \n w website_frontend \n d -pull-> w", &["d-w"]),
        ("b s3 \n r redshift_serverless \n b -pull-> r", &[]),
        ("s eventbridge_scheduler \n w step_functions_standard \n t transfer_sftp_connector \n a sftp_server \n b s3 \n s -control-> w \n w -control-> t \n a -pull-> t \n t -push-> b",
            &["a-t", "s-w", "t-b", "w-t"]),
        ("x lambda \n s secrets_manager \n x -lookup-> s", &["x-s"]),
    ];
    for (lines, expected) in table {
        assert_eq!(expected.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), going(lines), "{lines}");
    }
}

/// A client with a file server of xlsx, and jobs that convert and load.
fn contract() -> Scenario {
    toml::from_str(
        r#"
        schema = 1
        id = "test"
        order = 1
        title = "Test"
        client = "Test"
        contact = "Test"
        pitch = "Test."
        minutes = 1
        drawing = "test"
        time_zone = "UTC"
        facts = []
        suggests = []
        offer = [{ component = "sftp_server", formats = "xlsx" }]

        [roles]
        source = { component = "sftp_server" }
        sink = { archetype = ["warehouse", "relational_store"] }
        kept_raw = { archetype = "object_store", gets = "xlsx" }

        [[job]]
        id = "convert"
        name = "convert"
        summary = "Converts."
        takes = ["xlsx"]
        makes = ["csv"]
        effect = "convert"
        service_ms = [1, 2]

        [[job]]
        id = "load"
        name = "load"
        summary = "Loads."
        takes = ["csv"]
        makes = ["rows"]
        effect = "load"
        service_ms = [1, 2]
        setting = [{ id = "mode", name = "load mode", help = "How.", kind = { choice = ["append", "merge"] }, default = "append" }]
        "#,
    )
    .unwrap()
}

const PIPE: &str = "
    sftp sftp_server
    tick eventbridge_scheduler
    fetch lambda
    raw s3
    conv lambda job=convert
    csv s3
    load lambda job=load
    db aurora_serverless
    tick -control-> fetch
    sftp -pull-> fetch
    fetch -push-> raw
    raw -notice-> conv
    conv -push-> csv
    csv -notice-> load
    load -push-> db";

/// What a node gets, gives and refuses: "xlsx > csv ! json".
fn formats(flow: &Flow<'_>, id: &str) -> String {
    let n = &flow.nodes[flow.find(&id.into()).unwrap()];
    let list = |set: &BTreeSet<crate::domain::id::Format>| {
        set.iter().map(crate::domain::id::Format::as_str).collect::<Vec<_>>().join(" ")
    };
    format!("{} > {} ! {}", list(&n.gets), list(&n.makes), list(&n.rejects))
}

#[rustfmt::skip]
#[test]
fn formats_flow_are_changed_by_jobs_and_refused_by_those_who_cannot_take_them() {
    let table = [
        (PIPE.to_owned(), "raw", "xlsx > xlsx ! "),
        (PIPE.to_owned(), "conv", "xlsx > csv ! "),
        (PIPE.to_owned(), "load", "csv > rows ! "),
        (PIPE.to_owned(), "db", "rows > rows ! "),
        (PIPE.replace("conv lambda job=convert", "conv lambda"), "load", " >  ! xlsx"),
        (PIPE.replace("conv lambda job=convert", "conv lambda").replace("load lambda job=load", "load lambda"), "db", " >  ! xlsx"),
        (PIPE.replace("tick -control-> fetch", ""), "raw", " >  ! "),
        (PIPE.replace("conv -push-> csv", "conv -push-> csv xlsx"), "csv", "xlsx > xlsx ! "),     // it may hand on what it got
        (PIPE.replace("raw -notice-> conv", "raw -notice-> conv csv"), "conv", " >  ! "),          // there is no csv in raw
    ];
    let (catalogue, contract) = (catalogue(), contract());
    for (lines, node, expected) in table {
        let board = draw(&lines);
        let flow = Flow::of(&board, &catalogue, Some(&contract));
        assert_eq!(expected, formats(&flow, node), "{node} in {lines}");
    }
}

const WORKFLOW: &str = "
    sftp sftp_server
    tick eventbridge_scheduler
    flow step_functions_standard
    fetch lambda
    conv lambda job=convert
    put redshift_data_api job=load
    db redshift_serverless
    tick -control-> flow
    flow -control-> fetch
    sftp -pull-> fetch
    flow -control-> conv
    flow -control-> put
    put -push-> db";

#[test]
fn a_workflow_gets_the_answers_of_its_steps_and_hands_each_what_it_can_take() {
    let (catalogue, contract, board) = (catalogue(), contract(), draw(WORKFLOW));
    let flow = Flow::of(&board, &catalogue, Some(&contract));
    assert_eq!("csv rows xlsx > csv rows xlsx ! ", formats(&flow, "flow"));
    assert_eq!("xlsx > csv ! ", formats(&flow, "conv"));
    assert_eq!("csv > rows ! ", formats(&flow, "put"));
    let query = r#"path = { from = { role = "source" }, via = [{ job = "convert" }], to = { role = "sink" }, carrying = "rows" }"#;
    assert_eq!((true, "sftp → fetch → flow → conv → flow → put → db".to_owned()), answer(&board, query));
}

#[test]
fn a_step_refuses_what_its_workflow_has_when_it_can_take_none_of_it() {
    let (catalogue, contract) = (catalogue(), contract());
    let board = draw(&WORKFLOW.replace("conv lambda job=convert", "conv lambda"));
    let flow = Flow::of(&board, &catalogue, Some(&contract));
    assert_eq!(" >  ! xlsx", formats(&flow, "put"));
}

fn held(lines: &str, node: &str, key: &str) -> Option<(Value, Origin)> {
    let (board, catalogue) = (draw(lines), catalogue());
    let flow = Flow::of(&board, &catalogue, None);
    setting::effective(&flow, flow.find(&node.into()).unwrap(), key).map(|e| (e.value, e.origin))
}

#[test]
fn stated_beats_implied_beats_default() {
    let beside = "d sqs_dlq \n q -push-> d";
    let limit = |lines: &str| held(lines, "q", "receive_limit").unwrap();
    assert_eq!((Value::Int(0), Origin::Default), limit("q sqs_standard"));
    let (value, origin) = limit(&format!("q sqs_standard \n {beside}"));
    assert!(value == Value::Int(5) && matches!(origin, Origin::Implied(_)));
    assert_eq!((Value::Int(3), Origin::Stated), limit(&format!("q sqs_standard receive_limit=3 \n {beside}")));
    let out_of_range = limit(&format!("q sqs_standard receive_limit=-3 \n {beside}"));
    assert_eq!(Value::Int(5), out_of_range.0, "a value that means nothing does not count");
    assert_eq!(None, held("b s3", "b", "receive_limit"), "a bucket has no receive limit");
}

fn answer(board: &Board, query: &str) -> (bool, String) {
    let (catalogue, contract) = (catalogue(), contract());
    let query: Query = toml::from_str(query).unwrap();
    let flow = Flow::of(board, &catalogue, Some(&contract));
    let answer = ask(&flow, &query);
    (answer.holds, answer.why)
}

#[rustfmt::skip]
#[test]
fn queries_answer_with_their_witnesses_or_the_nearest_miss() {
    let no_start = PIPE.replace("tick -control-> fetch", "");
    let no_job = PIPE.replace("conv lambda job=convert", "conv lambda");
    let bad_arrow = PIPE.replace("load -push-> db", "").replace("csv -notice-> load", "csv -push-> db");
    let path = r#"path = { from = { role = "source" }, via = [{ job = "convert" }], to = { role = "sink" }, carrying = ["csv", "rows"] }"#;
    let before = r#"before = { from = { role = "source" }, first = { role = "kept_raw" }, then = { job = "convert" } }"#;
    let merge = r#"exists = { job = "load", setting = { mode = "merge" } }"#;
    let table: &[(&str, &str, bool, &str)] = &[
        (PIPE, path, true, "sftp → fetch → raw → conv → csv → load → db"),
        (&no_start, path, false, "from sftp no way leads on to a step with the job convert (nothing starts fetch)"),
        (&no_job, path, false, "from csv no way leads on to a step with the job convert (load cannot take xlsx)"),
        (&bad_arrow, path, false, "from csv no way leads on to a sink with csv or rows (the arrow to db cannot work)"),
        ("sftp sftp_server", path, false, "there is no sink on the board"),
        (PIPE, before, true, "kept raw comes first"),
        (&PIPE.replace("fetch -push-> raw", "fetch -push-> conv"), before, false, "csv and raw get no xlsx"),
        (PIPE, merge, false, "load: load mode is append, wanted merge"),
        (&PIPE.replace("job=load", "job=load mode=merge"), merge, true, "load (load mode: merge)"),
        (PIPE, r#"exists = { component = "kms" }"#, false, "there is no KMS key on the board"),
        (PIPE, r#"exists = { job = "load", beside = { node = { archetype = "key_value_store" } } }"#, false, "load is not linked to any key value store"),
        (PIPE, r#"exists = { job = "load", beside = { node = { archetype = "object_store" }, by = "notice", way = "in" } }"#, true, "load is linked to csv"),
        (PIPE, r#"not = { exists = { component = "s3" } }"#, false, "S3 bucket: csv and raw"),
        (PIPE, r#"not = { exists = { archetype = "queue" } }"#, true, "there is no queue on the board"),
        (PIPE, r#"count = { of = { component = "s3" }, min = 3 }"#, false, "there are 2 (S3 bucket); wanted: at least 3"),
        (PIPE, r#"count = { of = { component = "s3" }, min = 1, max = 2 }"#, true, "there are 2 (S3 bucket); wanted: 1 to 2"),
        (PIPE, r#"inside = { nodes = { role = "sink" }, zone = "vpc" }"#, false, "db is outside any VPC"),
        ("db aurora_serverless at=1,1 \n zone vpc 0 0 3 3", r#"inside = { nodes = { role = "sink" }, zone = "vpc" }"#, true, "db is inside"),
        (PIPE, r#"path = { from = { role = "source" }, to = { component = "s3" }, within = 1 }"#, false, "from sftp no direct way leads on to an S3 bucket"),
        (PIPE, r#"path = { from = { role = "source" }, to = { role = "sink" }, avoiding = { job = "convert" } }"#, false, "from raw no way leads on to a sink"),
        (PIPE, r#"any = [{ exists = { component = "kms" } }, { exists = { component = "s3" } }]"#, true, "csv and raw are there"),
        (PIPE, r#"all = [{ exists = { component = "s3" } }, { exists = { component = "kms" } }]"#, false, "there is no KMS key on the board"),
    ];
    for (lines, query, holds, why) in table {
        assert_eq!((*holds, (*why).to_owned()), answer(&draw(lines), query), "{query} on {lines}");
    }
}

#[test]
fn a_first_step_may_stand_beside_the_way_if_the_query_says_so() {
    let aside = draw(&PIPE.replace("raw -notice-> conv", "fetch -push-> conv"));
    let query = |beside: bool| {
        format!(
            r#"before = {{ from = {{ role = "source" }}, first = {{ role = "kept_raw" }}, then = {{ job = "convert" }}, beside = {beside} }}"#
        )
    };
    assert_eq!(
        (false, "the way sftp → fetch → conv has no kept raw before conv".to_owned()),
        answer(&aside, &query(false))
    );
    assert!(answer(&aside, &query(true)).0);
}

#[test]
fn articles_are_put_as_they_are_spoken() {
    for (text, expected) in [
        ("converter", "a converter"),
        ("archive", "an archive"),
        ("SQS queue", "an SQS queue"),
        ("NAT gateway", "a NAT gateway"),
        ("KMS key", "a KMS key"),
        ("S3", "an S3"),
        ("", "a "),
    ] {
        assert_eq!(expected, words::with_article(text));
    }
}
