//! Tests of the interview.
