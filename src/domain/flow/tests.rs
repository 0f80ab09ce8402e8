//! Tests of the flow; replaced below.
