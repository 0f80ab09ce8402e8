//! Valid designs that look nothing like the references, and near misses in the board's own words.

use super::support::{catalogue, draw, high_fashion, judge, report};
use crate::{domain::verdict::Review, review::review};

/// One workflow and batch jobs: no function, no queue, no bus, mail instead of a pager.
const ONE_RUN: &str = "
    drop sftp_server
    clock eventbridge_scheduler every_min=10 look_for_min=90 clock=local
    run step_functions_standard step_retries=3
    login secrets_manager
    get glue_python_shell job=fetch size_check=yes claim_slot=yes same_name=reload
    sheets s3 versioning=yes
    turn glue_etl job=convert on_bad_row=reject
    lists s3
    put redshift_data_api job=load mode=merge row_count_guard=yes
    house redshift_serverless
    shop website_frontend
    mail ses
    odile soc_analyst
    clock -control-> run
    run -control-> get
    drop -pull-> get
    get -lookup-> login
    get -push-> sheets
    run -control-> turn
    sheets -pull-> turn
    turn -push-> lists
    run -control-> put
    put -push-> house
    house -pull-> shop
    run -push-> mail
    mail -alert-> odile
    run -alert-> mail";

/// One bucket with a filter per format, a topic and a bus; straight into Postgres.
const FAN_OUT: &str = "
    server sftp_server
    clock eventbridge_scheduler every_min=15 look_for_min=60
    vault secrets_manager
    getter lambda job=fetch same_name=reload
    reports s3 versioning=yes
    news sns_standard
    bus eventbridge_bus
    sheet_to_csv lambda job=convert
    upsert lambda job=load mode=merge
    db aurora_serverless
    site website_frontend
    failed sqs_dlq
    watch cloudwatch_alarm
    shout sns_standard
    oncall pager
    clock -control-> getter
    vault -lookup-> getter
    server -pull-> getter
    getter -push-> reports
    reports -notice-> news xlsx
    news -push-> sheet_to_csv
    sheet_to_csv -push-> reports csv
    reports -notice-> bus csv
    bus -push-> upsert
    upsert -push-> db
    db -pull-> site
    sheet_to_csv -push-> failed
    upsert -push-> failed
    failed -alert-> watch
    getter -alert-> watch
    watch -alert-> shout
    shout -alert-> oncall";

fn both_phases(lines: &str) -> [Review; 2] {
    let (board, catalogue, scenario) = (draw(lines), catalogue(), high_fashion());
    [false, true].map(|changed| review(&board, &catalogue, Some(&scenario), changed))
}

#[test]
fn designs_that_look_nothing_like_the_references_pass() {
    for lines in [ONE_RUN, FAN_OUT] {
        for r in both_phases(lines) {
            assert!(r.all_met() && r.errors().count() == 0, "{}", report(&r));
        }
    }
}

/// What the board says of a need when a line is taken out of or put into a good design.
fn why(design: &str, without: &str, with: &str, need: &str) -> String {
    let lines: Vec<&str> = design.lines().map(str::trim).filter(|l| *l != without).collect();
    let r = judge(&format!("{}\n{with}", lines.join("\n")));
    let verdict = r.needs.iter().find(|n| n.id == need).unwrap();
    assert!(!verdict.met && !verdict.hint.is_empty(), "{}", report(&r));
    verdict.why.clone()
}

#[test]
fn a_need_that_is_not_met_says_how_near_the_board_comes() {
    #[rustfmt::skip]
    let table = [
        ("clock -control-> getter", "", "fetched", "From server no direct way leads on to a fetcher (nothing starts getter)"),
        ("vault -lookup-> getter", "", "login", "Getter is not linked to any secret"),
        ("upsert lambda job=load mode=merge", "upsert lambda job=load", "reload-safe", "Upsert: load mode is append"),
        ("db -pull-> site", "", "site-reads", "From db no way leads on to a shop"),
        ("site website_frontend", "", "site-reads", "There is no shop on the board"),
        ("bus -push-> upsert", "", "loaded", "From bus no way leads on to a sink with csv or rows"),
        ("sheet_to_csv lambda job=convert", "sheet_to_csv lambda", "converted", "There is no converter on the board"),
        ("shout -alert-> oncall", "", "told", "From shout no way leads on to a person"),
        ("upsert -push-> failed", "", "nothing-dropped", "Unprotected step: upsert"),
        ("", "tick eventbridge_scheduler\ntick -control-> upsert", "event-driven", "Clocked step: upsert"),
        ("", "box ec2_instance", "serverless", "Server: box"),
        ("sheet_to_csv -push-> reports csv", "", "csv-kept", "Reports gets no csv"),
    ];
    for (without, with, need, expected) in table {
        assert_eq!(expected, why(FAN_OUT, without, with, need), "{need}");
    }
}

#[test]
fn a_need_that_is_met_shows_what_meets_it() {
    let [_, r] = both_phases(ONE_RUN);
    let why = |id: &str| r.needs.iter().find(|n| n.id == id).unwrap().why.clone();
    assert_eq!("Drop → get", why("fetched"));
    assert_eq!("Get is linked to login", why("login"));
    assert_eq!("Sheets (versioning: yes)", why("both-versions"));
}
