//! Draws a board for other programs and for the screen: routing, and exporters.
//!
//! [`route`] finds a way for every link once, in units that no screen or file format owns; the
//! board widget and every exporter map those units to their own. Nothing here reads or writes a file.

pub mod drawio;
pub mod route;
