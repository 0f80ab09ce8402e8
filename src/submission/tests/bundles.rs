use super::*;

#[test]
fn a_bundle_verifies_as_whole_complete_and_true() {
    let bundle = good();
    assert!(bundle.complete);
    let found = verify(&bundle.bytes, &here());
    let said: Vec<(Level, &str)> = found.problems.iter().map(|p| (p.level, p.what.as_str())).collect();
    assert_eq!(vec![(Level::Note, "its run results were not compared: this board was not run")], said);
    assert!(found.ok && found.complete);
    assert_eq!(Claims::Same, found.claims);
    assert_eq!(Some(bundle.receipt), found.receipt);
    assert_eq!(Some("high-fashion"), found.scenario.as_deref());
    assert_eq!((AT, ENGINE), (found.handed_in.as_str(), found.version.as_str()));
    assert_eq!("Ada Lovelace", found.students[0].name);
    assert_eq!(Some(drawn()), found.board);
}

#[test]
fn the_same_inputs_give_the_same_bytes_and_another_time_another_receipt() {
    let (first, second) = (good(), good());
    assert_eq!(first, second);
    let board = drawn();
    let (flow, attempt) = (flow(&board), talked(&board));
    let later = "2026-11-23T08:00:00Z";
    let submission =
        Submission { flow: &flow, attempt: &attempt, diagram: b"x", at: later, pack_hash: HASH, anyway: false };
    assert_ne!(first.receipt, bundle(&submission).unwrap().receipt);
}

#[test]
fn the_receipt_is_four_groups_of_four_unmistakable_digits() {
    assert_eq!("Q9W1-DFWF-077Y-MGA1", receipt::receipt(b"abc"), "SHA-256 of abc begins with ba7816bf 8f01cfea");
    let code = good().receipt;
    let groups: Vec<&str> = code.split('-').collect();
    assert_eq!(vec![4; 4], groups.iter().map(|g| g.len()).collect::<Vec<_>>());
    assert!(!code.contains(['I', 'L', 'O', 'U']));
}

#[test]
fn the_file_is_named_after_contract_students_and_time() {
    assert_eq!("high-fashion-ada_lovelace_grace_hopper-20261122T201530Z.zip", good().file_name);
}

#[test]
fn the_parts_of_a_bag_are_there_under_one_folder() {
    let files = unzip::open(&good().bytes).unwrap();
    let names: Vec<&str> = files.keys().map(|n| n.split_once('/').unwrap().1).collect();
    let expected = [
        "bag-info.txt",
        "bagit.txt",
        "data/answers.toml",
        "data/board.board.toml",
        "data/our_plan.drawio",
        "data/report.md",
        "data/review.json",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ];
    assert_eq!(expected.to_vec(), names);
    let info = String::from_utf8(files[&part(&files, "bag-info.txt")].clone()).unwrap();
    assert!(info.contains("Student: Ada Lovelace (s1)\nStudent: Grace Hopper\n"), "{info}");
}

#[test]
fn what_is_nobodys_business_stays_at_home() {
    let board = drawn();
    let mut attempt = talked(&board);
    attempt.cursor = crate::domain::grid::Cell::new(7, 7);
    attempt.handed_in.push(crate::domain::attempt::HandedIn {
        at: AT.into(),
        path: "/home/ada/secret.zip".into(),
        receipt: String::new(),
        complete: true,
        size: 1,
    });
    let bundle = handed_in(&board, &attempt);
    assert_eq!(good(), bundle, "neither cursor nor paths of the disk change a byte");
}

#[test]
fn the_report_reads_from_top_to_bottom() {
    let files = unzip::open(&good().bytes).unwrap();
    let report = String::from_utf8(files[&part(&files, "report.md")].clone()).unwrap();
    let headings: Vec<&str> = report.lines().filter(|l| l.starts_with("## ")).collect();
    let all = scenario().need.len();
    let needs = headings.iter().find(|h| h.starts_with("## Needs")).unwrap();
    let expected = [
        "## Complete?",
        "## The steps",
        "## Measured by running it",
        "## Velocity",
        "## Resilience",
        "## Replayability",
        "## The client asked",
        "## Asked of the client",
        needs,
        "## Findings",
        "## Assumptions",
        "## About this bundle",
    ];
    assert_eq!(expected.to_vec(), headings);
    assert!(needs.ends_with("met") && !needs.contains(" 0 of") && all > 0, "{needs}");
    for part in [
        "Handed in by Ada Lovelace (s1), Grace Hopper at 2026-11-22T20:15:30Z.",
        "> It keeps the report\n> # before it is changed.",
        "Speaks of resilience.",
        "- [x] An architecture diagram, saved",
        "2. Who reads it?\n   - So it is.",
        "They do not show who did the work.",
    ] {
        assert!(report.contains(part), "{part:?} is not in:\n{report}");
    }
    assert!(!report.contains("\n# before"), "a text of the student cannot pose as a heading");
}

#[test]
fn an_incomplete_attempt_is_refused_unless_told_otherwise_and_then_says_so() {
    let board = drawn();
    let flow = flow(&board);
    let attempt = Attempt::new("high-fashion".into());
    let submission =
        Submission { flow: &flow, attempt: &attempt, diagram: b"x", at: AT, pack_hash: HASH, anyway: false };
    let refused = bundle(&submission).unwrap_err();
    assert!(matches!(&refused, Refused::Incomplete(items) if items.iter().any(|i| !i.done)), "{refused}");
    let bundle = bundle(&Submission { anyway: true, ..submission }).unwrap();
    let found = verify(&bundle.bytes, &here());
    assert!(!bundle.complete && !found.complete && found.ok);
    assert!(found.problems.iter().any(|p| p.level == Level::Note && p.what.contains("nobody is named")));
}

#[test]
fn a_payload_beyond_the_limit_is_refused_before_it_is_zipped() {
    let board = drawn();
    let (flow, attempt) = (flow(&board), talked(&board));
    let diagram = vec![b'x'; PAYLOAD_LIMIT];
    let submission =
        Submission { flow: &flow, attempt: &attempt, diagram: &diagram, at: AT, pack_hash: HASH, anyway: false };
    assert!(matches!(bundle(&submission), Err(Refused::TooLarge(_))));
}

type Change = fn(&mut Files);

#[test]
fn what_was_changed_added_or_taken_away_is_named() {
    let bytes = good().bytes;
    let cases: [(&str, Change); 8] = [
        ("data/report.md was changed", |f| edit(f, "report.md", "kept", "lost")),
        ("bag-info.txt was changed", |f| edit(f, "bag-info.txt", "Ada", "Eve")),
        ("manifest-sha256.txt was changed", |f| edit(f, "/manifest-sha256.txt", "data/report.md", "data/r.md")),
        ("data/our_plan.drawio is missing", |f| drop(f.remove(&part(f, ".drawio")))),
        ("data/extra.txt was added", |f| {
            f.insert(part(f, "report.md").replace("report.md", "extra.txt"), vec![]);
        }),
        ("data/review.json is missing", |f| drop(f.remove(&part(f, "review.json")))),
        ("fetch.txt asks to load", |f| drop(f.insert(part(f, "bagit.txt").replace("bagit", "fetch"), vec![]))),
        ("bagit.txt is missing or of another form", |f| edit(f, "bagit.txt", "1.0", "0.97")),
    ];
    for (expected, change) in cases {
        let found = verify(&repacked(&bytes, change), &here());
        assert!(!found.ok, "{expected}");
        assert!(found.problems.iter().any(|p| p.what.contains(expected)), "{expected}: {:?}", found.problems);
    }
}

#[test]
fn a_claim_that_the_board_does_not_bear_out_is_found_even_with_fresh_sums() {
    let board = Board::named("empty");
    let bytes = handed_in(&board, &talked(&board)).bytes;
    assert!(verify(&bytes, &here()).ok);
    let forged = repacked(&bytes, |f| {
        edit(f, "review.json", "\"met\": false", "\"met\": true");
        resealed(f);
    });
    let found = verify(&forged, &here());
    assert!(!found.ok);
    assert!(matches!(&found.claims, Claims::Differ(all) if all[0].contains("claimed met, found not met")), "{found:?}");
}

#[test]
fn resealing_without_a_change_is_no_trouble() {
    assert!(verify(&repacked(&good().bytes, resealed), &here()).ok, "the helper makes whole bundles");
}

#[test]
fn another_version_is_called_so_and_never_false() {
    let bytes = good().bytes;
    let newer = repacked(&bytes, |f| {
        edit(f, "review.json", &format!("\"engine\": \"{ENGINE}\""), "\"engine\": \"99.0.0\"");
        edit(f, "review.json", "\"met\": true", "\"met\": false");
        resealed(f);
    });
    let other_pack = Here { pack_hash: "another", ..here() };
    for found in [verify(&newer, &here()), verify(&bytes, &other_pack)] {
        assert!(matches!(&found.claims, Claims::OtherVersion(_)), "{:?}", found.claims);
        assert!(found.ok && found.complete, "{:?}", found.problems);
    }
}

#[test]
fn a_contract_that_is_not_known_here_is_whole_but_unchecked() {
    let empty = Pack::default();
    let found = verify(&good().bytes, &Here { pack: &empty, pack_hash: HASH });
    assert!(found.ok && matches!(found.claims, Claims::Unchecked(_)));
}
