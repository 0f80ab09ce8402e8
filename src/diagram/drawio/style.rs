//! draw.io styles: icons in the catalogue's colours, AWS frames for zones, one line style per link.
//!
//! No meaning rests on colour alone: kinds of links differ in dashes or arrowheads as well.

use crate::domain::{
    board::ZoneKind,
    component::{Component, IconShape, LinkKind},
};

const POINTS: &str = "points=[[0,0,0],[0.25,0,0],[0.5,0,0],[0.75,0,0],[1,0,0],[0,1,0],[0.25,1,0],[0.5,1,0],[0.75,1,0],[1,1,0],[0,0.25,0],[0,0.5,0],[0,0.75,0],[1,0.25,0],[1,0.5,0],[1,0.75,0]];";
const FRAME_POINTS: &str = "points=[[0,0],[0.25,0],[0.5,0],[0.75,0],[1,0],[1,0.25],[1,0.5],[1,0.75],[1,1],[0.75,1],[0.5,1],[0.25,1],[0,1],[0,0.75],[0,0.5],[0,0.25]];";
const CAPTION: &str =
    "dashed=0;verticalLabelPosition=bottom;verticalAlign=top;align=center;html=1;fontSize=12;fontStyle=0;aspect=fixed;";
const CONTAINER: &str = "container=1;pointerEvents=0;collapsible=0;recursiveResize=0;";

/// Keeps what may stand in a style: a pack's own text must not break out of its key.
fn word(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '#' | '.' | '_')).collect()
}

/// Returns the style of a node's icon.
pub(super) fn icon(component: Option<&Component>) -> String {
    let Some(c) = component else {
        return format!(
            "rounded=1;arcSize=12;whiteSpace=wrap;fillColor=#FFFFFF;strokeColor=#545B64;fontColor=#232F3E;{CAPTION}"
        );
    };
    let (stencil, fill) = (word(&c.icon.stencil), word(&c.icon.fill));
    match c.icon.shape {
        IconShape::Service => format!(
            "sketch=0;{POINTS}outlineConnect=0;fontColor=#232F3E;fillColor={fill};strokeColor=#ffffff;{CAPTION}shape=mxgraph.aws4.resourceIcon;resIcon={stencil};"
        ),
        IconShape::Resource | IconShape::Group => format!(
            "sketch=0;outlineConnect=0;fontColor=#232F3E;gradientColor=none;fillColor={fill};strokeColor=none;{CAPTION}pointerEvents=1;shape={stencil};"
        ),
    }
}

/// Returns the style of a zone's frame; `indent` is where its title starts.
pub(super) fn zone(kind: ZoneKind, indent: i32) -> String {
    let aws = |icon: &str, line: &str, fill: &str, font: &str, more: &str| {
        format!(
            "{FRAME_POINTS}outlineConnect=0;gradientColor=none;html=1;whiteSpace=wrap;fontSize=12;fontStyle=0;{CONTAINER}shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.{icon};{more}strokeColor={line};fillColor={fill};verticalAlign=top;align=left;spacingLeft={indent};fontColor={font};"
        )
    };
    match kind {
        ZoneKind::Cloud => aws("group_aws_cloud_alt", "#232F3E", "none", "#232F3E", "dashed=0;"),
        ZoneKind::Region => aws("group_region", "#00A4A6", "none", "#147EBA", "dashed=1;"),
        ZoneKind::Vpc => aws("group_vpc", "#8C4FFF", "none", "#8C4FFF", "dashed=0;"),
        ZoneKind::PublicSubnet => aws("group_security_group", "#7AA116", "#F2F6E8", "#248814", "grStroke=0;dashed=0;"),
        ZoneKind::PrivateSubnet => aws("group_security_group", "#00A4A6", "#E6F6F7", "#147EBA", "grStroke=0;dashed=0;"),
        ZoneKind::Client => aws("group_corporate_data_center", "#7D8998", "none", "#5A6C86", "dashed=0;"),
        ZoneKind::Az => format!(
            "fillColor=none;strokeColor=#147EBA;dashed=1;verticalAlign=top;align=left;spacingLeft={indent};fontSize=12;fontStyle=0;fontColor=#147EBA;whiteSpace=wrap;html=1;{CONTAINER}"
        ),
    }
}

/// How links of a kind are drawn: kinds that carry records alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Data,
    Notice,
    Control,
    Lookup,
    Alert,
    Replay,
    Attach,
}

impl Look {
    pub(super) fn of(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Push | LinkKind::Pull | LinkKind::Subscribe | LinkKind::Copy => Self::Data,
            LinkKind::Notice => Self::Notice,
            LinkKind::Control => Self::Control,
            LinkKind::Lookup => Self::Lookup,
            LinkKind::Alert => Self::Alert,
            LinkKind::Replay => Self::Replay,
            LinkKind::Attach => Self::Attach,
        }
    }

    /// Returns what the legend says.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Notice => "notice of an object",
            Self::Control => "control, no data",
            Self::Lookup => "look-up of one value",
            Self::Alert => "alert",
            Self::Replay => "replay: the way back in",
            Self::Attach => "attached, protected",
        }
    }

    fn line(self) -> &'static str {
        match self {
            Self::Data => "dashed=0;endArrow=block;endFill=1;strokeColor=#545B64;fontColor=#545B64;",
            Self::Notice => "dashed=1;dashPattern=8 3;endArrow=block;endFill=0;strokeColor=#545B64;fontColor=#545B64;",
            Self::Control => "dashed=1;dashPattern=5 4;endArrow=open;endFill=0;strokeColor=#545B64;fontColor=#545B64;",
            Self::Lookup => "dashed=1;dashPattern=2 3;endArrow=open;endFill=0;strokeColor=#545B64;fontColor=#545B64;",
            Self::Alert => "dashed=0;endArrow=open;endFill=0;strokeColor=#C7131F;fontColor=#C7131F;",
            Self::Replay => {
                "dashed=1;dashPattern=10 3 2 3;endArrow=classic;endFill=1;strokeColor=#147EBA;fontColor=#147EBA;"
            }
            Self::Attach => {
                "dashed=1;dashPattern=1 3;endArrow=oval;endFill=1;endSize=4;strokeColor=#545B64;fontColor=#545B64;"
            }
        }
    }

    /// Returns the style of a line of this look, without its ends.
    pub(super) fn style(self) -> String {
        format!(
            "edgeStyle=orthogonalEdgeStyle;html=1;rounded=0;{}strokeWidth=1.5;fontSize=11;jumpStyle=arc;jumpSize=8;",
            self.line()
        )
    }
}

/// The heading of the drawing.
pub(super) const TITLE: &str = "text;html=1;align=left;verticalAlign=middle;fontSize=20;fontStyle=1;fontColor=#232F3E;strokeColor=none;fillColor=none;";
/// The line below the heading, and the words of the legend.
pub(super) const SMALL: &str =
    "text;html=1;align=left;verticalAlign=middle;fontSize=12;fontColor=#5A6C86;strokeColor=none;fillColor=none;";
/// The number of a step, on its icon's corner.
pub(super) const BADGE: &str = "ellipse;html=1;aspect=fixed;fillColor=#232F3E;strokeColor=#FFFFFF;fontColor=#FFFFFF;fontSize=11;fontStyle=1;verticalAlign=middle;align=center;";
/// An end of a legend's line.
pub(super) const ANCHOR: &str = "rounded=0;fillColor=none;strokeColor=none;";
