//! The commands, one file each; a few lines that call a room.
