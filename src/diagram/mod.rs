//! Draws a board for other programs and for the screen: routing, and exporters.
//!
//! [`route`] finds a way for every link once, in units that no screen or file format owns; the
//! board widget and every exporter map those units to their own. Nothing here reads or writes a file.

pub mod drawio;
pub mod route;

/// STUB
pub mod drawio {
 use crate::domain::{board::Board, component::Catalogue, scenario::Scenario};
 /// s
 pub struct Sheet; impl Sheet { /// s
 pub fn of(_b:&Board,_c:&Catalogue,_s:Option<&Scenario>)->Self{Self} }
 /// s
 pub fn write(_s:&Sheet)->String{String::new()}
}
