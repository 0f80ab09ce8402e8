//! Flows through the stage by keys.
