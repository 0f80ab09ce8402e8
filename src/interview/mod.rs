//! Plays the client: which question next, what an answer covers, what is said when asked.
