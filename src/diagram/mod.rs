//! Draws a board for other programs: layout tracks, routing, and exporters.
