//! Tests of the streaming parts together: logs, their readers, buffers, windows and sources, on
//! small boards. Compiled for tests only.

mod bench;
mod buffers;
mod keys;
mod logs;
mod readers;
mod rewinds;
mod sources;
mod windows;
