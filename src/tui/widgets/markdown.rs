//! Markdown to lines of styled text, wrapped to a width.
//!
//! Headings, paragraphs, lists, emphasis, code, quotes, rules and links: what lessons and letters
//! use. No HTML, no pictures, no tables.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};

use super::{
    glyphs::Glyphs,
    words::{cut, width},
};
use crate::{
    domain::text,
    tui::theme::{Role, Theme},
};

/// Turns Markdown into lines of at most so many columns.
pub fn lines(source: &str, columns: usize, theme: &Theme, ascii: bool) -> Vec<Line<'static>> {
    let mut writer = Writer {
        theme: *theme,
        glyphs: Glyphs::pick(ascii),
        columns: columns.max(8),
        out: Vec::new(),
        words: Vec::new(),
        style: vec![theme.style(Role::Text)],
        indent: Vec::new(),
        bullet: None,
        numbers: Vec::new(),
        link: None,
        glue: false,
    };
    for event in Parser::new_ext(source, Options::empty()) {
        writer.take(event);
    }
    writer.flush();
    while writer.out.last().is_some_and(|l| l.width() == 0) {
        writer.out.pop();
    }
    writer.out
}

struct Writer {
    theme: Theme,
    glyphs: Glyphs,
    columns: usize,
    out: Vec<Line<'static>>,
    /// Words of the paragraph so far; `true` where a blank stands before the word.
    words: Vec<(String, Style, bool)>,
    style: Vec<Style>,
    indent: Vec<&'static str>,
    bullet: Option<String>,
    numbers: Vec<Option<u64>>,
    link: Option<String>,
    /// Whether the next text continues the last word.
    glue: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(t) => self.text(&t),
            Event::Code(t) => {
                let style = self.theme.style(Role::Accent);
                self.push(&t, style);
            }
            Event::SoftBreak => self.glue = false,
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.flush();
                let rule = self.glyphs.dash.repeat(self.columns.min(20));
                self.out.push(Line::styled(rule, self.theme.style(Role::Border)));
                self.blank();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let top = *self.style.last().unwrap_or(&Style::new());
        match tag {
            Tag::Heading { level, .. } => {
                let role = if level == HeadingLevel::H1 { Role::Accent } else { Role::Title };
                self.style.push(self.theme.style(role));
            }
            Tag::Strong => self.style.push(top.add_modifier(Modifier::BOLD)),
            Tag::Emphasis => self.style.push(top.add_modifier(Modifier::ITALIC)),
            Tag::Link { dest_url, .. } => {
                self.link = Some(dest_url.to_string());
                self.style.push(top.add_modifier(Modifier::UNDERLINED));
            }
            Tag::BlockQuote(_) => self.indent.push(if self.glyphs.ascii { "| " } else { "│ " }),
            Tag::List(first) => {
                self.flush();
                self.numbers.push(first);
            }
            Tag::Item => {
                let bullet = match self.numbers.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{}. ", *n - 1)
                    }
                    _ => format!("{} ", self.glyphs.dot),
                };
                self.bullet = Some(bullet);
            }
            Tag::CodeBlock(_) => {
                self.indent.push("  ");
                self.style.push(self.theme.style(Role::Accent));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.flush();
                if matches!(tag, TagEnd::Heading(_)) {
                    self.style.pop();
                }
                if self.numbers.is_empty() {
                    self.blank();
                }
            }
            TagEnd::Strong | TagEnd::Emphasis => {
                self.style.pop();
            }
            TagEnd::Link => self.end_link(),
            TagEnd::BlockQuote(_) => {
                self.indent.pop();
            }
            TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.numbers.pop();
                if self.numbers.is_empty() {
                    self.blank();
                }
            }
            TagEnd::CodeBlock => {
                self.indent.pop();
                self.style.pop();
                self.blank();
            }
            _ => {}
        }
    }

    /// Adds the address of a link, unless the text of the link is the address.
    fn end_link(&mut self) {
        self.style.pop();
        let Some(url) = self.link.take() else { return };
        let shown: String = self.words.last().map(|w| w.0.clone()).unwrap_or_default();
        if !url.contains(shown.trim_end_matches('/')) || shown.is_empty() {
            self.glue = false;
            let style = self.theme.style(Role::Muted);
            self.push(&format!("({url})"), style);
        }
    }

    fn text(&mut self, t: &str) {
        let style = *self.style.last().unwrap_or(&Style::new());
        if self.indent.last() == Some(&"  ") {
            // Code keeps its blanks: what is drawn with characters stays in columns.
            let room = self.columns.saturating_sub(2 * self.indent.len());
            for line in t.lines() {
                let line = text::clean(line);
                match line.trim() {
                    "" => self.out.push(Line::default()),
                    _ => self.words.push((cut(&line, room), style, true)),
                }
                self.flush();
            }
            return;
        }
        self.push(t, style);
    }

    fn push(&mut self, t: &str, style: Style) {
        let t = text::clean(t);
        let mut first = true;
        for word in t.split(' ') {
            if word.is_empty() {
                self.glue = false;
            } else {
                let joined = first && self.glue;
                self.words.push((word.to_owned(), style, !joined));
            }
            first = false;
        }
        self.glue = !t.ends_with(' ');
    }

    fn blank(&mut self) {
        if self.out.last().is_some_and(|l| l.width() > 0) {
            self.out.push(Line::default());
        }
    }

    /// Sets the words of the paragraph in lines.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.glue = false;
        if words.is_empty() {
            return;
        }
        let nested = self.numbers.len().saturating_sub(1) * 2;
        let quote = self.indent.concat();
        let bullet = self.bullet.take().unwrap_or_default();
        let hang = " ".repeat(nested + if self.numbers.is_empty() { 0 } else { width(&bullet).max(2) });
        let muted = self.theme.style(Role::Muted);
        let lead = |first: bool| {
            let text = if first { format!("{quote}{}{bullet}", " ".repeat(nested)) } else { format!("{quote}{hang}") };
            vec![Span::styled(text, muted)]
        };
        let mut spans = lead(true);
        let mut used = width(&spans[0].content);
        let start = used;
        let mut at_start = true;
        let mut i = 0;
        while i < words.len() {
            let (end, w) = glued(&words, i);
            if !at_start && used + 1 + w > self.columns {
                self.out.push(Line::from(std::mem::replace(&mut spans, lead(false))));
                used = start.max(width(&quote) + hang.len());
                at_start = true;
            }
            if !at_start {
                spans.push(Span::raw(" "));
                used += 1;
            }
            for (word, style, _) in &words[i..end] {
                spans.push(Span::styled(word.clone(), *style));
            }
            used += w;
            at_start = false;
            i = end;
        }
        self.out.push(Line::from(spans));
    }
}

/// Words glued together (a comma after code) stay on one line: returns where those from `start` on
/// end, and how wide they are.
fn glued(words: &[(String, Style, bool)], start: usize) -> (usize, usize) {
    let end = (start + 1..words.len()).find(|i| words[*i].2).unwrap_or(words.len());
    (end, words[start..end].iter().map(|word| width(&word.0)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::ThemeName;

    fn plain(source: &str, columns: usize) -> String {
        let theme = Theme::named(ThemeName::Dark);
        lines(source, columns, &theme, false).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn paragraphs_wrap_and_lists_hang() {
        let text = "# Head\n\nOne **two** three, `four`.\n\n- a long item that wraps\n- b\n";
        assert_eq!("Head\n\nOne two\nthree,\nfour.\n\n• a long\n  item\n  that\n  wraps\n• b", plain(text, 9));
    }

    #[test]
    fn numbered_lists_count_and_links_show_where_they_lead() {
        let text = "1. [tool](https://x.org)\n2. <https://y.org>\n";
        assert_eq!("1. tool (https://x.org)\n2. https://y.org", plain(text, 60));
    }

    #[test]
    fn code_keeps_its_columns() {
        assert_eq!(
            "  +-----+\n  | a   |\n\n  | a bcd…",
            plain("```text\n+-----+\n| a   |\n\n| a bcd  long |\n```\n", 10)
        );
    }

    #[test]
    fn control_characters_are_blanks() {
        assert!(!plain("a\u{1b}[31mb", 40).contains('\u{1b}'));
    }
}
