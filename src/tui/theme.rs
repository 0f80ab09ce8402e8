//! How everything looks: one table of roles per theme, and nothing else names a colour.
//!
//! A role says what something *is* ("a need that is met"), never how it looks. Meaning is never
//! carried by colour alone: every role that matters also has a glyph or a word where it is used,
//! which is what keeps [`ThemeName::Mono`] complete.
//!
//! The visual language in short: one quiet ground; one accent for what has the focus; rounded
//! frames whose title sits on the border; a bar of reverse video for the one selected thing; the
//! eight tones of the AWS categories for components and nowhere else.

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

use crate::domain::component::{Category, word_enum};

word_enum! {
    /// The themes a student can choose.
    ThemeName {
        /// Light text on a dark ground.
        Dark = "dark",
        /// Dark text on a light ground.
        Light = "light",
        /// Black on white, bold, no grey: readable from the back row.
        Projector = "projector",
        /// No colour at all.
        Mono = "mono",
    }
}

impl ThemeName {
    /// Returns the next theme in the list.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|t| *t == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// What something on the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// Text that helps but can be skipped.
    Muted,
    /// A title.
    Title,
    /// The name of the program, the active stage, what has the focus.
    Accent,
    /// The frame of a pane.
    Border,
    /// The frame of the pane that has the focus.
    BorderFocus,
    /// The selected row or node.
    Selected,
    /// A node that is part of a selection of several.
    Marked,
    /// Done, met.
    Good,
    /// Careful.
    Warn,
    /// Not met, broken.
    Bad,
    /// A key to press.
    Key,
    /// A link that carries records.
    Link,
    /// A link that nothing gets going, or that cannot work.
    LinkDead,
    /// A link without records: control, alert, attach.
    LinkQuiet,
    /// The label of a link.
    LinkLabel,
    /// The outline of a zone.
    Zone,
    /// The header and footer bars.
    Bar,
    /// The empty cells of the grid.
    Grid,
}

/// A theme, resolved.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// Which one.
    pub name: ThemeName,
    tones: &'static Tones,
}

struct Tones {
    ground: Color,
    text: Color,
    muted: Color,
    accent: Color,
    border: Color,
    select_bg: Color,
    select_fg: Color,
    mark_bg: Color,
    good: Color,
    warn: Color,
    bad: Color,
    link: Color,
    zone: Color,
    bar_bg: Color,
    grid: Color,
    families: [Color; 8],
    bold: bool,
}

impl std::fmt::Debug for Tones {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tones")
    }
}

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

// Families in order: compute, storage, analytics and network, integration, database, learning and
// transfer, security, general. The hues are those of the AWS categories, toned for the ground.
static DARK: Tones = Tones {
    ground: rgb(0x15_18_1e),
    text: rgb(0xd9_de_e7),
    muted: rgb(0x97_a1_b3),
    accent: rgb(0x6c_c4_ff),
    border: rgb(0x5a_65_79),
    select_bg: rgb(0x6c_c4_ff),
    select_fg: rgb(0x0c_0f_14),
    mark_bg: rgb(0x2d_43_5c),
    good: rgb(0x86_d9_8a),
    warn: rgb(0xf2_c6_5c),
    bad: rgb(0xff_86_86),
    link: rgb(0xb9_c4_d6),
    zone: rgb(0x7f_9f_b8),
    bar_bg: rgb(0x22_28_33),
    grid: rgb(0x3a_43_52),
    families: [
        rgb(0xff_a2_4d),
        rgb(0xa6_cf_4b),
        rgb(0xb9_96_ff),
        rgb(0xff_7f_b6),
        rgb(0xe3_8a_f0),
        rgb(0x4f_d6_bb),
        rgb(0xff_8a_95),
        rgb(0xb4_bf_cf),
    ],
    bold: false,
};

static LIGHT: Tones = Tones {
    ground: rgb(0xfb_fb_f8),
    text: rgb(0x1b_21_2b),
    muted: rgb(0x55_5f_6e),
    accent: rgb(0x00_5a_9e),
    border: rgb(0x7c_86_95),
    select_bg: rgb(0x00_5a_9e),
    select_fg: rgb(0xff_ff_ff),
    mark_bg: rgb(0xcf_e3_f5),
    good: rgb(0x1d_6b_2a),
    warn: rgb(0x80_52_00),
    bad: rgb(0xb0_1e_2e),
    link: rgb(0x3c_46_55),
    zone: rgb(0x2f_66_7f),
    bar_bg: rgb(0xe7_ea_ee),
    grid: rgb(0xc3_c9_d2),
    families: [
        rgb(0x9c_4a_00),
        rgb(0x44_63_00),
        rgb(0x5f_2b_c4),
        rgb(0xa8_0f_5a),
        rgb(0x8a_16_98),
        rgb(0x00_66_55),
        rgb(0xb0_1c_30),
        rgb(0x3a_44_54),
    ],
    bold: false,
};

static PROJECTOR: Tones = Tones {
    ground: rgb(0xff_ff_ff),
    text: rgb(0x00_00_00),
    muted: rgb(0x00_00_00),
    accent: rgb(0x00_2f_8f),
    border: rgb(0x00_00_00),
    select_bg: rgb(0x00_00_00),
    select_fg: rgb(0xff_ff_ff),
    mark_bg: rgb(0xff_e2_7a),
    good: rgb(0x00_4d_12),
    warn: rgb(0x5c_33_00),
    bad: rgb(0x8f_00_12),
    link: rgb(0x00_00_00),
    zone: rgb(0x00_2f_8f),
    bar_bg: rgb(0xff_ff_ff),
    grid: rgb(0x8a_8a_8a),
    families: [
        rgb(0x6b_2c_00),
        rgb(0x2a_44_00),
        rgb(0x3d_0d_96),
        rgb(0x78_00_3c),
        rgb(0x5f_00_6b),
        rgb(0x00_44_38),
        rgb(0x80_00_12),
        rgb(0x00_00_00),
    ],
    bold: true,
};

static MONO: Tones = Tones {
    ground: Color::Reset,
    text: Color::Reset,
    muted: Color::Reset,
    accent: Color::Reset,
    border: Color::Reset,
    select_bg: Color::Reset,
    select_fg: Color::Reset,
    mark_bg: Color::Reset,
    good: Color::Reset,
    warn: Color::Reset,
    bad: Color::Reset,
    link: Color::Reset,
    zone: Color::Reset,
    bar_bg: Color::Reset,
    grid: Color::Reset,
    families: [Color::Reset; 8],
    bold: false,
};

impl Theme {
    /// Resolves a theme by name.
    pub fn named(name: ThemeName) -> Self {
        let tones = match name {
            ThemeName::Dark => &DARK,
            ThemeName::Light => &LIGHT,
            ThemeName::Projector => &PROJECTOR,
            ThemeName::Mono => &MONO,
        };
        Self { name, tones }
    }

    /// Returns the ground everything is painted on.
    pub fn ground(&self) -> Style {
        self.weight(Style::new().fg(self.tones.text).bg(self.tones.ground))
    }

    fn weight(&self, style: Style) -> Style {
        if self.tones.bold { style.add_modifier(Modifier::BOLD) } else { style }
    }

    fn is_mono(&self) -> bool {
        self.name == ThemeName::Mono
    }

    /// Returns the style of a role.
    pub fn style(&self, role: Role) -> Style {
        let t = self.tones;
        let style = match role {
            Role::Text => Style::new().fg(t.text),
            Role::Muted => Style::new().fg(t.muted),
            Role::Title => Style::new().fg(t.text).add_modifier(Modifier::BOLD),
            Role::Accent => Style::new().fg(t.accent).add_modifier(Modifier::BOLD),
            Role::Border => Style::new().fg(t.border),
            Role::BorderFocus => Style::new().fg(t.accent).add_modifier(Modifier::BOLD),
            Role::Selected if self.is_mono() => Style::new().add_modifier(Modifier::REVERSED),
            Role::Selected => Style::new().fg(t.select_fg).bg(t.select_bg).add_modifier(Modifier::BOLD),
            Role::Marked if self.is_mono() => Style::new().add_modifier(Modifier::UNDERLINED),
            Role::Marked => Style::new().bg(t.mark_bg),
            Role::Good => Style::new().fg(t.good).add_modifier(Modifier::BOLD),
            Role::Warn => Style::new().fg(t.warn).add_modifier(Modifier::BOLD),
            Role::Bad => Style::new().fg(t.bad).add_modifier(Modifier::BOLD),
            Role::Key => Style::new().fg(t.accent).add_modifier(Modifier::BOLD),
            Role::Link => Style::new().fg(t.link),
            Role::LinkDead => Style::new().fg(t.bad),
            Role::LinkQuiet | Role::LinkLabel => Style::new().fg(t.muted),
            Role::Zone => Style::new().fg(t.zone),
            Role::Bar if self.is_mono() => Style::new(),
            Role::Bar => Style::new().fg(t.text).bg(t.bar_bg),
            Role::Grid => Style::new().fg(t.grid),
        };
        self.weight(style)
    }

    /// Returns the tone of a component's category.
    pub fn category(&self, category: Category) -> Style {
        self.weight(Style::new().fg(self.tones.families[family(category)]))
    }
}

fn family(category: Category) -> usize {
    match category {
        Category::Compute => 0,
        Category::StoreObject | Category::StoreBlock | Category::StoreFile => 1,
        Category::Stream
        | Category::Delivery
        | Category::StoreWarehouse
        | Category::Catalog
        | Category::Network
        | Category::StoreSearch => 2,
        Category::Trigger | Category::Queue | Category::Notification | Category::Observability => 3,
        Category::StoreRelational | Category::StoreNosql => 4,
        Category::Transform | Category::Ml => 5,
        Category::Security => 6,
        Category::Source | Category::Consumer => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(c: Color) -> f64 {
        let Color::Rgb(r, g, b) = c else { panic!("only true colours have a contrast") };
        let f = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_tone_reads_on_its_ground() {
        for (name, t, wanted) in [("dark", &DARK, 4.5), ("light", &LIGHT, 4.5), ("projector", &PROJECTOR, 7.0)] {
            let texts = [t.text, t.muted, t.accent, t.good, t.warn, t.bad, t.link];
            for (i, fg) in texts.into_iter().chain(t.families).enumerate() {
                let c = contrast(fg, t.ground);
                assert!(c >= wanted, "{name} tone {i}: {c:.1} < {wanted}");
            }
            assert!(contrast(t.select_fg, t.select_bg) >= wanted, "{name} selection");
            assert!(contrast(t.text, t.bar_bg) >= wanted && contrast(t.muted, t.bar_bg) >= 4.5, "{name} bars");
            assert!(contrast(t.text, t.mark_bg) >= wanted, "{name} marks");
            assert!(contrast(t.border, t.ground) >= 2.8 && contrast(t.zone, t.ground) >= 3.0, "{name} lines");
        }
    }

    #[test]
    fn mono_tells_selected_from_marked_without_colour() {
        let mono = Theme::named(ThemeName::Mono);
        assert_ne!(mono.style(Role::Selected), mono.style(Role::Marked));
        assert_ne!(mono.style(Role::Selected), mono.style(Role::Text));
    }
}
