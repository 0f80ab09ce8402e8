//! What is handed in: completeness, bundle, verification.
