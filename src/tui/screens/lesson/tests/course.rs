//! A small course for the tests of the lesson: four tasks, one of each kind.

use std::collections::BTreeMap;

use crate::{
    content::{self, Memory},
    domain::progress::Place,
    tui::{
        action::Action,
        app::App,
        testing::{act, app_with},
    },
};

/// The lesson.
pub const LESSON: &str = r#"+++
schema = 1
id = "small"
order = 1
title = "A small lesson"
pitch = "Four tasks."
minutes = 5
core = true
drawing = "small"
suggests = ["lambda", "s3"]
+++

# Welcome

Some text before the **first** task.

```task
id = "add"
title = "Add Lambda"
say = "Press `a`, type `lambda`, press `Enter`."
did = ["search", "add"]
hints = ["Look at the keys below.", "The key is `a`.", "`a`, `lambda`, `Enter`."]
done = "Well found."
solution = "lambda"

[check.exists]
component = "lambda"
```

```task
id = "which"
title = "Which one runs code?"
say = "Choose."
hints = ["Think.", "It is not a store.", "It starts with L."]
done = "Right you are."

[choose]
options = ["S3", "Lambda"]
right = 1
because = ["A bucket keeps files.", "It runs your code."]
```

More text, in the middle.

```task
id = "point"
title = "Point at the store"
say = "Select the store and confirm."
fresh = true
hints = ["It keeps things.", "It is a bucket.", "On the right."]
done = "That is it."

[point]
nodes = { component = "s3" }
wrong = "That one keeps nothing."
```

```task
id = "back"
title = "Take something back"
say = "Do something and undo it."
did = ["undo"]
hints = ["A letter.", "u.", "Press `u`."]
done = "Nothing is lost."
```

That was all of it.
"#;

const START: &str = r#"schema = 1
name = "start"

[[node]]
id = "fetch"
component = "lambda"
label = "Fetch"
at = [0, 0]

[[node]]
id = "store"
component = "s3"
label = "Store"
at = [2, 0]
"#;

const LAMBDA: &str = r#"schema = 1
name = "lambda"

[[node]]
id = "lambda"
component = "lambda"
label = "Lambda"
at = [0, 0]
"#;

/// Opens the lesson with two nodes on its board.
pub fn start(size: (u16, u16)) -> App {
    start_with(&LESSON.replace("drawing = \"small\"", "drawing = \"small\"\nboard = \"start\""), size)
}

/// Opens another lesson of this name.
pub fn start_with(lesson: &str, size: (u16, u16)) -> App {
    let files: BTreeMap<String, String> = [
        ("lessons/01-small.md", lesson),
        ("lessons/boards/start.board.toml", START),
        ("lessons/boards/lambda.board.toml", LAMBDA),
    ]
    .iter()
    .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
    .collect();
    let loaded = content::load(&Memory(files));
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let mut app = app_with(loaded.pack, size);
    act(&mut app, Action::Go(Place::Lesson("small".into())));
    app
}
