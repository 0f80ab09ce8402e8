use std::fs;

use super::*;

#[test]
fn the_real_files_keep_the_same_promises() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("deep").join("workspace");
    let ws = Workspace::open(&root).unwrap();
    let mut history = opened(&ws).history;
    for step in [add(1), add(2), name(&history, "Other")] {
        assert!(history.take(&step));
        ws.append(&desk(), &step).unwrap();
    }
    ws.snapshot(&desk()).unwrap();
    let second = Workspace::open(&root).unwrap();
    assert!(second.is_read_only());
    assert_eq!(history, opened_anyhow(&second));
    drop((ws, second));
    let journal = root.join("high-fashion/other.journal");
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend_from_slice(b"4 torn");
    fs::write(&journal, bytes).unwrap();
    let ws = Workspace::open(&root).unwrap();
    assert!(!ws.is_read_only());
    assert_eq!(history, opened(&ws).history);
    ws.append(&desk(), &Step::Undo).unwrap();
    let path = ws.write_bundle(&"high-fashion".into(), "b.zip", b"zip").unwrap();
    assert_eq!(b"zip", &fs::read(path).unwrap()[..]);
    ws.reset_all().unwrap();
    assert!(!root.join("high-fashion").exists());
}

fn opened_anyhow(ws: &Workspace) -> History {
    ws.open_desk(&desk(), &start()).value.history
}
