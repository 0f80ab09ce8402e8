use proptest::prelude::*;

use super::*;

fn refusal(bytes: &[u8]) -> Unsafe {
    let found = verify(bytes, &here());
    assert!(!found.ok && found.board.is_none());
    unzip::open(bytes).unwrap_err()
}

fn one(name: &str, content: &[u8]) -> Vec<u8> {
    packed(&Files::from([(name.to_owned(), content.to_vec())]))
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in ["../x", "a/../../x", "/etc/passwd", "C:/x", "a\\..\\x", "a//b", "a/./b", "a/\u{7}"] {
        assert!(matches!(refusal(&one(name, b"x")), Unsafe::BadName(_)), "{name}");
    }
}

#[test]
fn doubled_names_are_refused_even_when_only_case_tells_them_apart() {
    let files = Files::from([("a/x".to_owned(), vec![]), ("a/X".to_owned(), vec![])]);
    assert!(matches!(refusal(&packed(&files)), Unsafe::Twice(_)));
    let files = Files::from([("a/x".to_owned(), b"1".to_vec()), ("a/y".to_owned(), b"2".to_vec())]);
    let mut bytes = packed(&files);
    for i in 0..bytes.len() - 2 {
        if &bytes[i..i + 3] == b"a/y" {
            bytes[i + 2] = b'x';
        }
    }
    assert!(matches!(refusal(&bytes), Unsafe::Twice(_)));
}

#[test]
fn links_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a/link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(matches!(refusal(&bytes), Unsafe::Link(_)));
}

#[test]
fn encrypted_parts_are_refused() {
    let mut bytes = one("a/x", b"secret");
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes.windows(4).position(|w| w == signature).unwrap();
        bytes[at + flags] |= 1;
    }
    assert!(matches!(refusal(&bytes), Unsafe::Encrypted(_)));
}

#[test]
fn bombs_are_refused_by_size_by_ratio_and_by_number() {
    assert!(matches!(refusal(&one("a/x", &vec![0; 20 << 20])), Unsafe::TooLarge(_)));
    assert!(matches!(refusal(&one("a/x", &vec![0; 2 << 20])), Unsafe::TooLarge(_)));
    let many: Files = (0..300).map(|n| (format!("a/{n}"), vec![])).collect();
    assert!(matches!(refusal(&packed(&many)), Unsafe::TooLarge(_)));
}

#[test]
fn what_is_no_bundle_is_said_to_be_none() {
    for bytes in [&b""[..], b"PK", b"hello, this is a text", &one("loose.txt", b"x"), &one("a/b.txt", b"x")] {
        let found = verify(bytes, &here());
        assert!(!found.ok && !found.complete && !found.problems.is_empty());
    }
}

#[test]
fn a_board_that_nobody_draws_by_hand_does_not_hold_up_the_others() {
    let mut board = drawn();
    let node = board.nodes.values().next().unwrap().clone();
    for n in 0..2001 {
        let id = crate::domain::id::NodeId::new(format!("copy{n}"));
        board.nodes.insert(id.clone(), crate::domain::board::Node { id, ..node.clone() });
    }
    let text = crate::content::board::write(&board, None);
    let bytes = repacked(&good().bytes, |f| {
        let name = part(f, "board.board.toml");
        f.insert(name, text.into_bytes());
        resealed(f);
    });
    assert!(matches!(verify(&bytes, &here()).claims, Claims::Unchecked(_)));
}

#[test]
fn what_a_mac_adds_when_it_packs_again_does_no_harm() {
    let bytes = repacked(&good().bytes, |files| {
        files.insert("__MACOSX/._x".to_owned(), b"junk".to_vec());
        files.insert(part(files, "report.md").replace("report.md", ".DS_Store"), b"junk".to_vec());
    });
    assert!(verify(&bytes, &here()).ok);
}

#[test]
fn control_characters_in_a_bundle_do_not_reach_the_terminal() {
    let bytes = repacked(&good().bytes, |f| {
        edit(f, "bag-info.txt", "Handed-In: 2026", "Handed-In: \u{1b}[2J");
        let name = part(f, "/manifest-sha256.txt");
        let text = String::from_utf8(f[&name].clone()).unwrap();
        f.insert(name, format!("{text}zz  data/\u{1b}[2J\n").into_bytes());
    });
    let found = verify(&bytes, &here());
    let said = format!("{} {:?}", found.handed_in, found.problems.iter().map(|p| &p.what).collect::<Vec<_>>());
    assert!(!found.ok && !said.contains("\\u{1b}") && !said.contains('\u{1b}'), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_change_of_bytes_makes_it_panic_or_pass_as_whole(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        static WHOLE: LazyLock<Bundle> = LazyLock::new(good);
        let mut bytes = WHOLE.bytes.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let found = verify(&bytes, &here());
        if found.ok {
            // A byte that carries nothing (a time, a mode) may change; the content may not.
            prop_assert_eq!(Some(&WHOLE.receipt), found.receipt.as_ref());
        }
    }

    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!verify(&bytes, &here()).ok);
    }
}
