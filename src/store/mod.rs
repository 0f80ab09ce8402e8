//! The workspace on disk: boards, journals, attempts, settings. The only place that writes files.
